"""Meetings and sessions are fixed by the office, and clashes are refused by name."""

from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.models import Message
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.steps.calendar.actions import (
    add_usual_sessions,
    cancel_meeting,
    edit_meeting,
    remove_session,
    sign_up,
)
from app.steps.calendar.forms import CancelForm, SignUpForm
from app.steps.calendar.queries import list_laboratories, list_sessions
from app.steps.procedures.actions import advance, edit_tavolo
from app.steps.procedures.enums import ActKind
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.forms import TavoloForm
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.calendar import (
    DAY,
    make_laboratory,
    make_meeting,
    make_session,
    meeting_form,
)
from tests.factories.procedures import make_act, make_desk, make_started_desk


def test_hours_are_those_of_rome_in_summer_too(session: Session) -> None:
    desk = make_desk(session)
    winter = make_meeting(session, desk)
    summer = make_meeting(session, desk, meeting_form(day=date(2027, 7, 7)))
    assert winter.starts_at == datetime(2027, 3, 10, 16, tzinfo=UTC)
    assert summer.starts_at == datetime(2027, 7, 7, 15, tzinfo=UTC)


def test_an_end_before_the_start_is_refused(session: Session) -> None:
    desk = make_desk(session)
    with pytest.raises(InvalidFormError) as refusal:
        make_meeting(session, desk, meeting_form(starts=time(19), ends=time(17)))
    assert set(refusal.value.errors) == {"ends"}


def test_a_session_stays_within_its_meeting(session: Session) -> None:
    desk = make_desk(session)
    laboratory = make_laboratory(session, desk)
    with pytest.raises(InvalidFormError) as refusal:
        make_session(session, desk, laboratory, starts=time(17), ends=time(18, 30))
    assert "dalle 15:00 alle 18:00" in refusal.value.errors["ends"]


def test_one_press_makes_the_plenary_and_every_tavolo(session: Session) -> None:
    desk = make_desk(session, tavoli=("Anziani", "Infanzia"))
    laboratory = make_laboratory(session, desk)
    add_usual_sessions(session, desk.actor, desk.here, laboratory)
    titles = [held.title for held in list_sessions(session, laboratory.pk)]
    assert titles == ["Plenaria", "Anziani", "Infanzia"]
    with pytest.raises(RuleError):
        add_usual_sessions(session, desk.actor, desk.here, laboratory)


def test_one_person_does_not_facilitate_two_tavoli_at_once(session: Session) -> None:
    desk = make_desk(session, tavoli=("Anziani", "Infanzia"))
    for tavolo in list_tavoli(session, desk.here.procedure.pk):
        form = TavoloForm(name=tavolo.name, facilitator="Ada Bini")
        edit_tavolo(session, desk.actor, desk.here, tavolo, form)
    laboratory = make_laboratory(session, desk)
    with pytest.raises(InvalidFormError) as refusal:
        add_usual_sessions(session, desk.actor, desk.here, laboratory)
    assert "Ada Bini" in refusal.value.errors["starts"]
    assert "Anziani" in refusal.value.errors["starts"]


def test_a_room_is_taken_for_every_procedure_of_the_authority(session: Session) -> None:
    desk = make_desk(session)
    other = make_desk(session, slug="altra", authority=desk.authority)
    make_session(session, desk, make_laboratory(session, desk), room="Sala Blu")
    laboratory = make_laboratory(session, other)
    with pytest.raises(InvalidFormError) as refusal:
        make_session(session, other, laboratory, room="sala blu")
    assert set(refusal.value.errors) == {"room"}


def test_a_cancelled_meeting_frees_its_room(session: Session) -> None:
    desk = make_desk(session)
    first = make_laboratory(session, desk)
    make_session(session, desk, first, room="Sala Blu")
    cancel_meeting(session, desk.actor, desk.here, first, CancelForm(reason="Allerta meteo"))
    make_session(session, desk, make_laboratory(session, desk), room="Sala Blu")
    assert len(list_laboratories(session, desk.here.procedure.pk)) == 1


def test_sessions_move_with_their_meeting_across_summer_time(session: Session) -> None:
    desk = make_desk(session)
    meeting = make_meeting(session, desk)
    held = make_session(session, desk, meeting, starts=time(17, 30), ends=time(18))
    later = meeting_form(day=date(2027, 4, 7))
    edit_meeting(session, desk.actor, desk.here, meeting, later)
    assert held.starts_at == datetime(2027, 4, 7, 15, 30, tzinfo=UTC)


def test_a_meeting_is_not_shortened_under_its_sessions(session: Session) -> None:
    desk = make_desk(session)
    meeting = make_meeting(session, desk)
    make_session(session, desk, meeting, starts=time(18), ends=time(19))
    with pytest.raises(InvalidFormError):
        edit_meeting(session, desk.actor, desk.here, meeting, meeting_form(ends=time(18, 30)))


def test_who_signed_up_hears_of_a_cancelled_meeting(session: Session, clock: Clock) -> None:
    clock.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    desk = make_desk(session)
    meeting = make_meeting(session, desk, meeting_form(sign_up=True))
    form = SignUpForm(name="Lia Esempio", email="lia@esempio.it")
    sign_up(session, desk.here, meeting, "127.0.0.1", form)
    cancel_meeting(session, desk.actor, desk.here, meeting, CancelForm(reason="Allerta meteo"))
    last = session.exec(select(Message).where(Message.kind == "calendar/cancelled")).one()
    assert "Allerta meteo" in last.body


def test_a_session_can_be_taken_away(session: Session) -> None:
    desk = make_desk(session)
    laboratory = make_laboratory(session, desk, day=DAY)
    held = make_session(session, desk, laboratory)
    remove_session(session, desk.actor, desk.here, laboratory, held)
    assert list_sessions(session, laboratory.pk) == []


def test_a_revoked_procedure_holds_no_more_meetings(
    client: TestClient, session: Session, clock: Clock
) -> None:
    clock.move_to(datetime(2027, 3, 15, tzinfo=UTC))
    desk = make_started_desk(session)
    held = make_meeting(session, desk)
    coming = make_meeting(session, desk, meeting_form(day=date(2027, 4, 7)))
    make_act(session, desk, ActKind.REVOCATION)
    facts = ProcedureFacts(**procedure_facts(session, desk.here))
    advance(session, desk.actor, desk.here, Phase.REVOKED, facts)
    assert held.cancelled_at is None
    assert coming.cancelled_reason == "Il procedimento è stato revocato."
