"""Who will act for a body from a later day reads no mail of it before."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.core.jobs.models import Message
from app.steps.domande.actions import remind_drafts
from tests.conftest import Clock
from tests.factories.changes import rectify
from tests.factories.domande import Applicant, make_applicant, make_draft
from tests.factories.ets import give_mandate
from tests.factories.members import JOINT, joint_draft, member_of
from tests.factories.people import make_account
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import CLOSES, open_for


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    return open_for(session, clock, JOINT)


def with_a_mandate_to_come(session: Session) -> Applicant:
    applicant = make_applicant(session)
    give_mandate(session, applicant.body, make_account(session, "Futura")).since = CLOSES.date()
    session.flush()
    return applicant


def told(session: Session, kind: str) -> list[str]:
    return list(session.exec(select(Message.recipient).where(Message.kind == kind)).all())


def test_who_acts_today_is_reminded_of_the_draft(
    session: Session, desk: Desk, clock: Clock
) -> None:
    applicant = with_a_mandate_to_come(session)
    make_draft(session, desk, applicant)
    clock.move_to(CLOSES - timedelta(days=6))
    assert remind_drafts(session) == 1
    assert told(session, "domande/draft_reminder") == [applicant.account.email]


def test_who_acts_today_is_told_of_a_change(session: Session, desk: Desk) -> None:
    applicant = with_a_mandate_to_come(session)
    make_draft(session, desk, applicant)
    rectify(session, desk, {"object": "Altri bisogni."})
    assert told(session, "domande/avviso_changed") == [applicant.account.email]


def test_who_acts_today_is_asked_to_take_part_together(session: Session, desk: Desk) -> None:
    lead, other = make_applicant(session), with_a_mandate_to_come(session)
    member_of(session, lead, joint_draft(session, desk, lead), other)
    assert told(session, "domande/member_asked") == [other.account.email]
