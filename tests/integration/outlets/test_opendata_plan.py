"""The plan and its indicators as open data: equal to what the pages read, and no sooner."""

import csv
import io

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.store.session import Store
from app.steps.coverage.queries import list_links
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.queries.indicators import list_indicators
from app.steps.plans.actions import publish_plan
from app.steps.plans.queries import list_items
from tests.conftest import Clock
from tests.factories.contributions import make_working_desk
from tests.factories.esiti import make_observed
from tests.factories.monitoring import make_concluded, make_indicator, make_item, write_figure
from tests.factories.plans import make_plan, make_plan_act

PLACE = "/zona-esempio/prova/dati"
OF_PLAN = ("piano", "atti-del-piano", "collegamenti-del-piano")
MEASURED = ("indicatori", "valori-degli-indicatori")
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def rows_of(client: TestClient, code: str) -> list[dict[str, str]]:
    text = client.get(f"{PLACE}/{code}.csv").text
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_items_links_and_figures_are_those_that_the_pages_read(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_concluded(session, clock)
    desk, key = heard.desk, heard.desk.here.procedure.pk
    item = make_item(session, heard, owner="Servizio mobilità", amount_cents=123_456)
    gone = make_item(session, heard, "A2", position=2)
    gone.removed_at = legal_now()
    session.add(gone)
    make_plan_act(session, desk)
    indicator = make_indicator(session, desk)
    indicator.item_id = item.pk
    write_figure(session, desk, indicator, 2026, "10,5")
    write_figure(session, desk, indicator, 2026, "12", reason="Errore di battitura")
    write_figure(session, desk, indicator, 2027, "20", kind=FigureKind.TARGET)
    taken = make_indicator(session, desk, "IND2")
    taken.removed_at = legal_now()
    session.add_all([indicator, taken])
    store.finish(session)

    items = list_items(session, key)
    assert [row["codice"] for row in rows_of(client, "piano")] == [each.code for each in items]
    (shown,) = rows_of(client, "piano")
    assert (shown["importo"], shown["responsabile"]) == ("1234.56", "Servizio mobilità")
    links = rows_of(client, "collegamenti-del-piano")
    assert [row["id"] for row in links] == [each.public_id for each in list_links(session, key)]
    assert len(rows_of(client, "atti-del-piano")) == 1
    (known,) = list_indicators(session, key)
    (row,) = rows_of(client, "indicatori")
    assert (row["id"], row["voce_id"]) == (known.public_id, item.public_id)
    figures = rows_of(client, "valori-degli-indicatori")
    told = [(f["anno"], f["valore"], f["vale"], f["tipo"]) for f in figures]
    assert told == [
        ("2026", "10.500", "false", "value"),
        ("2026", "12.000", "true", "value"),
        ("2027", "20.000", "true", "target"),
    ]
    assert "Ufficiale" not in client.get(f"{PLACE}/valori-degli-indicatori.json").text


@ONE
def test_what_is_prepared_is_nowhere_before_it_is_published(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock)
    make_item(session, heard)
    make_plan_act(session, heard.desk)
    write_figure(session, heard.desk, make_indicator(session, heard.desk), 2026, "10")
    store.finish(session)
    assert [rows_of(client, code) for code in (*OF_PLAN, *MEASURED)] == [[]] * 5


@ONE
def test_a_plan_published_early_is_shown_without_what_it_answers(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    items = make_plan(session, desk)
    publish_plan(session, desk.actor, desk.here)
    store.finish(session)
    assert {row["codice"] for row in rows_of(client, "piano")} == set(items)
    assert rows_of(client, "collegamenti-del-piano") == []
