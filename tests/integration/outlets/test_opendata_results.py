"""What the tavoli put first and how the yearly accounts told of it, as data."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now, legal_today
from app.core.store.session import Store
from app.steps.monitoring.actions.accounts import reopen_account
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.models import AccountWithdrawal, Indicator
from app.steps.priorities.models import Ballot
from app.steps.priorities.queries import list_ballots
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.monitoring import (
    make_concluded,
    make_indicator,
    make_written,
    publish,
    write_figure,
)
from tests.factories.priorities import keep_ballot, make_ballot, make_held
from tests.factories.synthesis import Heard, make_heard, make_need
from tests.integration.outlets.test_opendata_plan import PLACE, rows_of

CANARY = "Canarino del tavolo"
RESULTS = ("voti-dei-tavoli", "priorita-dei-tavoli")


def test_results_are_those_that_stand_on_the_page(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    held = make_held(session, heard)
    stands = keep_ballot(session, heard, "Prima chi resta senza corse.", held)
    mistaken = keep_ballot(session, heard, CANARY, held)
    mistaken.withdrawn_at, mistaken.withdrawn_why = legal_now(), CANARY
    session.add(mistaken)
    store.finish(session)
    key = heard.desk.here.procedure.pk
    (known,) = [row for row in list_ballots(session, key) if row.withdrawn_at is None]
    (ballot,) = rows_of(client, "voti-dei-tavoli")
    assert ballot["id"] == stands.public_id
    assert (ballot["tavolo"], ballot["incontro"]) == (known.tavolo, known.meeting_title)
    assert (ballot["regola"], ballot["misura"], ballot["enti"]) == ("dots", "3", "4")
    (result,) = rows_of(client, "priorita-dei-tavoli")
    assert result["voto_id"] == stands.public_id
    assert (result["nodo"], result["valore"], result["unita"]) == (
        known.results[0].code, "9", "punti",
    )  # fmt: skip
    node = session.get_one(Node, known.results[0].node_id)
    assert result["nodo_id"] == node.public_id
    texts = [client.get(f"{PLACE}/{code}.json").text for code in RESULTS]
    assert CANARY not in "".join(texts)


def test_before_the_restitution_no_result_is_told(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_ballot(session, heard, (make_need(session, heard, heard.first), 12))
    store.finish(session)
    assert session.get(Ballot, 1) is not None
    assert [rows_of(client, code) for code in RESULTS] == [[], []]


@pytest.fixture
def measured(session: Session, clock: Clock) -> tuple[Heard, Indicator]:
    """A concluded procedure whose account says 10 of 20, which was said to be 12 afterwards."""
    heard = make_concluded(session, clock)
    desk, year = heard.desk, legal_today().year
    indicator = make_indicator(session, desk)
    write_figure(session, desk, indicator, year - 1, "5", kind=FigureKind.BASELINE)
    write_figure(session, desk, indicator, year, "20", kind=FigureKind.TARGET)
    write_figure(session, desk, indicator, year, "10")
    make_indicator(session, desk, "IND2")
    make_written(session, heard, year)
    publish(session, desk, year)
    clock.move_to(legal_now() + timedelta(hours=1))
    write_figure(session, desk, indicator, year, "12", reason="Errore di battitura")
    return heard, indicator


def test_an_account_says_what_was_known_when_it_was_published(
    client: TestClient, store: Store, session: Session, measured: tuple[Heard, Indicator]
) -> None:
    store.finish(session)
    (account,) = rows_of(client, "rendiconti")
    assert (account["anno"], account["versione"]) == (str(legal_today().year), "1")
    assert (account["correzione"], account["ritirato"]) == ("", "")
    assert client.get(account["pagina"]).status_code == 200
    (told,) = rows_of(client, "valori-dei-rendiconti")
    assert told["rendiconto_id"] == account["id"]
    assert told["indicatore_id"] == measured[1].public_id
    assert [told[name] for name in ("partenza", "valore", "obiettivo", "esito")] == [
        "5.000", "10.000", "20.000", "nearer",
    ]  # fmt: skip


def test_an_indicator_taken_away_later_stays_in_what_was_published(
    client: TestClient, store: Store, session: Session, measured: tuple[Heard, Indicator]
) -> None:
    measured[1].removed_at = legal_now()
    session.add(measured[1])
    store.finish(session)
    assert [row["valore"] for row in rows_of(client, "valori-dei-rendiconti")] == ["10.000"]


def withdraw(session: Session, heard: Heard, version: int = 1) -> None:
    here = heard.desk.here
    session.add(
        AccountWithdrawal(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            version_id=version,
            why=CANARY,
            withdrawn_at=legal_now(),
        )
    )


def test_of_a_withdrawn_account_only_that_it_was_there_is_told(
    client: TestClient, store: Store, session: Session, measured: tuple[Heard, Indicator]
) -> None:
    withdraw(session, measured[0])
    store.finish(session)
    (account,) = rows_of(client, "rendiconti")
    assert account["ritirato"]
    assert rows_of(client, "valori-dei-rendiconti") == []
    assert CANARY not in client.get(f"{PLACE}/rendiconti.json").text


def test_why_a_withdrawn_correction_was_made_is_told_no_more(
    client: TestClient, store: Store, session: Session, measured: tuple[Heard, Indicator]
) -> None:
    heard, year = measured[0], legal_today().year
    reopen_account(session, heard.desk.actor, heard.desk.here, year)
    publish(session, heard.desk, year, CANARY)
    withdraw(session, heard, version=2)
    store.finish(session)
    before, corrected = rows_of(client, "rendiconti")
    assert (before["ritirato"], corrected["correzione"]) == ("", "")
    assert corrected["ritirato"]


def test_who_asks_what_changed_is_told_of_a_withdrawal(
    client: TestClient, store: Store, session: Session, clock: Clock,
    measured: tuple[Heard, Indicator],
) -> None:  # fmt: skip
    asked = quote((legal_now() - timedelta(minutes=1)).isoformat())
    path = f"/api/v1/rendiconti?modificato_dal={asked}"
    withdraw(session, measured[0])
    store.finish(session)
    (account,) = client.get(path).json()["dati"]
    assert account["ritirato"]
