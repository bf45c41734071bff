"""Indicators: typed by hand, corrected beside what stood, loaded from a table."""

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.errors import InvalidFormError
from app.core.store.session import Store
from app.steps.monitoring.enums import FigureKind
from app.steps.monitoring.models import IndicatorFigure
from app.steps.monitoring.queries.indicators import get_indicator, list_indicators
from tests.factories.monitoring import make_indicator, write_figure
from tests.factories.plans import make_plan
from tests.factories.procedures import Desk, make_started_desk
from tests.support.browserless import SignedIn

YEAR = legal_today().year
LAST = YEAR - 1


@pytest.fixture
def desk(session: Session) -> Desk:
    return make_started_desk(session)


def test_the_last_figure_counts_and_says_what_stood_before_and_why(
    session: Session, desk: Desk
) -> None:
    indicator = make_indicator(session, desk)
    write_figure(session, desk, indicator, LAST, "100")
    write_figure(session, desk, indicator, LAST, "1.250,5", reason="Mancava un servizio.")
    row = get_indicator(session, desk.here.procedure.pk, indicator.public_id)
    assert row.shown(row.values[LAST]) == "1.250,5 persone"
    (correction,) = row.corrections
    assert (correction.before, correction.reason) == (100_000, "Mancava un servizio.")
    assert correction.by == desk.rdp.name


def test_a_correction_without_its_reason_is_refused(session: Session, desk: Desk) -> None:
    indicator = make_indicator(session, desk)
    write_figure(session, desk, indicator, LAST, "100")
    with pytest.raises(InvalidFormError, match="c'è già 100 persone: dite perché"):
        write_figure(session, desk, indicator, LAST, "101")


def test_the_database_refuses_to_alter_a_figure(session: Session, desk: Desk) -> None:
    indicator = make_indicator(session, desk)
    write_figure(session, desk, indicator, LAST, "100")
    figure = session.exec(select(IndicatorFigure)).one()
    figure.thousandths = 1
    session.add(figure)
    with pytest.raises(DBAPIError, match="append-only"):
        session.flush()


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"value": "tanti"}, "value", "non è un numero"),
        ({"value": "12 %"}, "value", "è una percentuale"),
        ({"year": YEAR + 1}, "year", "non è ancora cominciato"),
        ({"year": 1980}, "year", "fuori misura"),
    ],
)
def test_bad_figures_come_back_with_what_was_typed(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    sign_in_as: SignedIn,
    typed: dict[str, object],
    field: str,
    said: str,
) -> None:
    indicator = make_indicator(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"/ufficio/{desk.here.scope}/indicatori/{indicator.public_id}/valori"
    answer = client.post(address, data={"kind": "value", "year": LAST, "value": "1", **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{typed[field]}"' in answer.text


def test_unit_and_direction_stay_once_something_was_measured(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    indicator = make_indicator(session, desk)
    write_figure(session, desk, indicator, LAST, "100")
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"/ufficio/{desk.here.scope}/indicatori/{indicator.public_id}"
    data = {"name": "Ore", "unit": "ore", "better": "higher", "edition": 1}
    assert "per misurare altro fate un altro indicatore" in client.post(address, data=data).text
    data["unit"] = "persone"
    assert client.post(address, data=data).status_code == 303
    answer = client.post(address, data=data)
    assert answer.status_code == 422
    assert "un&#39;altra persona ha cambiato" in answer.text


def test_a_code_is_taken_once_whatever_its_case(session: Session, desk: Desk) -> None:
    make_indicator(session, desk, "Ind1")
    with pytest.raises(InvalidFormError, match="con questo codice"):
        make_indicator(session, desk, "IND1")


def load(client: TestClient, desk: Desk, text: str, name: str = "valori.csv") -> str:
    address = f"/ufficio/{desk.here.scope}/indicatori/tabelle"
    answer = client.post(address, files={"file": (name, text.encode("cp1252"))})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_table_is_tried_then_confirmed_whole_with_a_reason_for_its_corrections(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    indicator = make_indicator(session, desk)
    write_figure(session, desk, indicator, LAST, "100")
    store.finish(session)
    sign_in_as(desk.rdp)
    lines = f"codice;anno;valore;obiettivo;nome;unità;verso\nIND1;{LAST};110;;;;\n"
    address = load(client, desk, lines + f"ORE;{YEAR};8,5;9;Ore di città;ore;cresce\n")
    page = client.get(address).text
    assert "100 persone → 110 persone" in page
    assert "Ore di città" in page
    refused = client.post(address, data={"seen": seen(page)})
    assert "corregge dei valori: dite perché" in refused.text
    assert client.post(address, data={"seen": "x" * 64, "reason": "Sì"}).status_code == 422
    done = client.post(address, data={"seen": seen(page), "reason": "Conteggio rifatto."})
    assert done.status_code == 303
    again = client.post(address, data={"seen": seen(page), "reason": "Conteggio rifatto."})
    assert "già confermata" in again.text
    assert "Che cosa ha scritto" in client.get(address).text
    with store.reading() as reading:
        first, second = list_indicators(reading, desk.here.procedure.pk)
    assert first.values[LAST].thousandths == 110_000
    assert first.corrections[0].reason == "Conteggio rifatto."
    assert (second.code, second.standing(FigureKind.TARGET, YEAR).thousandths) == ("ORE", 9_000)  # type: ignore[union-attr]


def test_a_table_with_a_wrong_line_is_shown_and_never_written(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_indicator(session, desk)
    store.finish(session)
    sign_in_as(desk.rdp)
    lines = f"codice;anno;valore\nIND1;{LAST};5\nIND1;{LAST};6\nIND7;{LAST};=1+1\n"
    address = load(client, desk, lines)
    page = client.get(address).text
    assert "2 righe da correggere" in page
    assert "già alla riga 2" in page
    assert "non è di un indicatore" in page
    assert client.post(address, data={"seen": "0" * 64}).status_code == 422
    with store.reading() as reading:
        assert list_indicators(reading, desk.here.procedure.pk)[0].figures == ()


def test_what_is_no_table_is_refused_at_the_door(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"/ufficio/{desk.here.scope}/indicatori/tabelle"
    assert "Scegliete il file" in client.post(address, files={"file": ("", b"")}).text
    answer = client.post(address, files={"file": ("a.xlsx", b"no")})
    assert answer.status_code == 422
    assert "<h1" in client.get(address).text
    assert client.get(f"{address}/modello.csv").text.endswith("fonte;nota\r\n")


def test_another_office_finds_no_table_and_no_indicator(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    indicator = make_indicator(session, desk)
    other = make_started_desk(session, slug="altra", authority=desk.authority)
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"/ufficio/{other.here.scope}/indicatori"
    assert client.get(f"{base}/{indicator.public_id}").status_code == 404


def test_what_an_indicator_measures_is_typed_by_its_code_and_told_in_words(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    items = make_plan(session, desk)
    indicator = make_indicator(session, desk, item=f"a1 {items['A1'].title}")
    assert indicator.item_id == items["A1"].pk
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"/ufficio/{desk.here.scope}/indicatori"
    assert '<option value="P1 Muoversi">' in client.get(base).text
    own = client.get(f"{base}/{indicator.public_id}").text
    assert f'name="item" value="A1 {items["A1"].title}"' in own
