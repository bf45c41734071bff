"""The desk: what to do, why not yet, and the steps that the office takes."""

from datetime import UTC, date, datetime

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.law.phases import Phase
from app.people.authorities.enums import OfficeRole
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import get_by_id
from tests.conftest import Clock
from tests.factories.calendar import make_meeting, meeting_form
from tests.factories.people import make_authority, make_officer
from tests.factories.procedures import make_act, make_desk, make_started_desk
from tests.support.browserless import SignedIn

DESK = "/ufficio/zona-esempio/prova"


def test_an_office_without_procedures_is_invited_to_make_one(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    officer = make_officer(session, make_authority(session))
    store.finish(session)
    sign_in_as(officer)
    text = client.get("/ufficio").text
    assert "Nessun procedimento in corso" in text
    assert 'href="/ufficio/zona-esempio/nuovo"' in text


def test_the_list_shows_own_procedures_with_the_first_thing_to_do(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    make_desk(session, title="Di altri", authority=make_authority(session, "altra-zona"))
    store.finish(session)
    sign_in_as(desk.rdp)
    text = client.get("/ufficio").text
    assert "Registrate l&#39;atto di avvio" in text
    assert "Di altri" not in text


def test_the_desk_says_what_is_missing_with_its_source(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    text = client.get(DESK).text
    assert "Manca l&#39;atto che avvia il procedimento." in text
    assert "LR 65/2020, art. 10 c. 1 lett. a)" in text
    assert f'href="{DESK}/atti"' in text


def test_without_its_act_the_procedure_does_not_start(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    refused = client.post(DESK, data={"target": "started"})
    assert refused.status_code == 422
    assert "Manca l&#39;atto che avvia il procedimento." in refused.text
    assert client.get("/zona-esempio/prova/").status_code == 404


def test_with_act_and_officer_it_starts_and_anyone_reads_it(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    make_act(session, desk, ActKind.START)
    store.finish(session)
    sign_in_as(desk.rdp)
    assert client.post(DESK, data={"target": "started"}).status_code == 303
    sign_in_as(None)
    assert "Siete qui" in client.get("/zona-esempio/prova/").text


def test_a_phase_that_a_room_completes_is_not_entered_from_the_desk(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    assert client.post(DESK, data={"target": "open"}).status_code == 422


def test_suspending_is_for_the_responsible_officer_and_ends_where_it_began(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    make_act(session, desk, ActKind.SUSPENSION)
    make_act(session, desk, ActKind.RESUMPTION)
    officer = make_officer(session, desk.authority, OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(officer)
    assert client.post(DESK, data={"target": "suspended"}).status_code == 422
    sign_in_as(desk.rdp)
    assert client.post(DESK, data={"target": "suspended"}).status_code == 303
    assert "Riprendi da «Avviato»" in client.get(DESK).text
    assert client.post(DESK, data={"target": "started"}).status_code == 303
    with store.reading() as reading:
        assert get_by_id(reading, desk.here.procedure.pk).procedure.phase is Phase.STARTED


def test_a_facilitator_does_not_start_a_procedure(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    facilitator = make_officer(session, desk.authority, OfficeRole.FACILITATOR)
    store.finish(session)
    sign_in_as(facilitator)
    assert client.post(DESK, data={"target": "started"}).status_code == 404


def test_the_count_goes_backwards_from_the_approval(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    clock.move_to(datetime(2026, 4, 1, 8, tzinfo=UTC))
    desk = make_desk(session)
    desk.here.procedure.approval_day = date(2026, 7, 15)
    session.add(desk.here.procedure)
    store.finish(session)
    sign_in_as(desk.rdp)
    text = client.get(DESK).text
    assert "Pubblicate l&#39;avviso al più tardi" in text
    assert "Il giorno sicuro per pubblicare è passato" not in text
    clock.move_to(datetime(2026, 6, 1, 8, tzinfo=UTC))
    assert "Il giorno sicuro per pubblicare è passato" in client.get(DESK).text


def test_the_registers_show_messages_and_facts_of_this_procedure_only(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    clock.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    make_desk(session, slug="altra", authority=desk.authority, title="Altra")
    store.finish(session)
    page = f"/zona-esempio/prova/calendario/{meeting.public_id}"
    client.post(page, data={"name": "Lia", "email": "lia@esempio.it"})
    sign_in_as(desk.rdp)
    messages = client.get(f"{DESK}/comunicazioni").text
    assert "lia@esempio.it" in messages
    assert "In attesa di invio" in messages
    facts = client.get(f"{DESK}/registro").text
    assert "Cambio di fase: da «In preparazione» a «Avviato»" in facts
    assert "Iscrizione a un incontro pubblico" in facts
    assert desk.rdp.name in facts
    assert "lia@esempio.it" not in facts
    other = client.get("/ufficio/zona-esempio/altra/comunicazioni").text
    assert "Nessuna comunicazione" in other


def test_another_office_finds_nothing(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    make_desk(session)
    other = make_officer(session, make_authority(session, "altra-zona"))
    store.finish(session)
    sign_in_as(other)
    for page in (DESK, f"{DESK}/comunicazioni", f"{DESK}/registro"):
        assert client.get(page).status_code == 404
