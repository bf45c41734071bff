"""A draft says that it is one, by mail, twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from app.core.clock import from_rome
from app.core.jobs.models import Message
from app.steps.domande.actions import (
    remind_drafts,
)
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import (
    Applicant,
    make_applicant,
    make_draft,
    make_filed_domanda,
)
from tests.factories.procedures import Desk

PUBLISHED = from_rome(datetime(2025, 11, 24, tzinfo=UTC).date(), 9)
CLOSES = from_rome(datetime(2025, 12, 16, tzinfo=UTC).date(), 12, 30)


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    clock.move_to(PUBLISHED)
    made, _ = make_open_avviso(session, closes_at=CLOSES)
    return made


@pytest.fixture
def applicant(session: Session, desk: Desk) -> Applicant:
    return make_applicant(session)


def reminders(session: Session) -> list[str]:
    query = select(Message.recipient).where(Message.kind == "domande/draft_reminder")
    return list(session.exec(query).all())


def test_a_draft_is_reminded_seven_days_and_two_days_before(
    session: Session, desk: Desk, applicant: Applicant, clock: Clock
) -> None:
    make_draft(session, desk, applicant)
    make_filed_domanda(session, desk)
    clock.move_to(CLOSES - timedelta(days=7, minutes=5))
    assert remind_drafts(session) == 0
    clock.move_to(CLOSES - timedelta(days=6))
    assert (remind_drafts(session), remind_drafts(session)) == (1, 0)
    clock.move_to(CLOSES - timedelta(hours=47))
    assert (remind_drafts(session), remind_drafts(session)) == (1, 0)
    assert reminders(session) == [applicant.account.email] * 2


def test_a_draft_begun_late_is_reminded_once(
    session: Session, desk: Desk, applicant: Applicant, clock: Clock
) -> None:
    clock.move_to(CLOSES - timedelta(hours=40))
    make_draft(session, desk, applicant)
    assert (remind_drafts(session), remind_drafts(session)) == (1, 0)
