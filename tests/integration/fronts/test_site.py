"""Home, authority and procedure: where things stand and what comes next."""

from datetime import UTC, date, datetime

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.steps.procedures.actions import advance
from app.steps.procedures.enums import ActKind
from app.steps.procedures.facts import procedure_facts
from tests.conftest import Clock
from tests.factories.calendar import make_laboratory, make_meeting, meeting_form
from tests.factories.procedures import make_act, make_started_desk

PAGE = "/zona-esempio/prova/"


def test_the_path_says_you_are_here_and_when_the_rest_comes(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    desk = make_started_desk(session)
    make_laboratory(session, desk)
    make_laboratory(session, desk, day=date(2027, 3, 20))
    store.finish(session)
    text = client.get(PAGE).text
    here = text.index("Siete qui")
    assert text.index("Avviato", text.index('class="timeline"')) < here
    assert "Da mercoledì 10 marzo 2027 a sabato 20 marzo 2027" in text
    assert "Laboratorio dei bisogni" in text


def test_what_can_be_done_now_leads_to_its_page(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    clock.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    desk = make_started_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    store.finish(session)
    link = f"{PAGE}calendario/{meeting.public_id}#iscrizione"
    for page in (PAGE, "/", "/zona-esempio/"):
        assert "Incontro informativo" in client.get(page).text
    assert link in client.get(PAGE).text
    clock.move_to(meeting.ends_at)
    assert link not in client.get(PAGE).text
    for page in (PAGE, "/", "/zona-esempio/"):
        assert "Incontro informativo" not in client.get(page).text


def test_a_suspended_procedure_says_so_where_it_stood(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    make_act(session, desk, ActKind.SUSPENSION)
    facts = ProcedureFacts(**procedure_facts(session, desk.here))
    advance(session, desk.actor, desk.here, Phase.SUSPENDED, facts)
    store.finish(session)
    text = client.get(PAGE).text
    assert "Procedimento sospeso" in text
    assert text.count("Siete qui") == 1


def test_a_revoked_procedure_is_nowhere_on_its_path(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    make_act(session, desk, ActKind.REVOCATION)
    facts = ProcedureFacts(**procedure_facts(session, desk.here))
    advance(session, desk.actor, desk.here, Phase.REVOKED, facts)
    store.finish(session)
    text = client.get(PAGE).text
    assert "Procedimento revocato" in text
    assert "Siete qui" not in text
