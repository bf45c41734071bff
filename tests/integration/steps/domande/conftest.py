"""An office after its avviso closed: published on 20 November 2025, closing on 15 December."""

from datetime import date

import pytest
from sqlmodel import Session

from app.core.clock import from_rome
from app.steps.avvisi.definition import FormDefinition
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.members import JOINT
from tests.factories.procedures import Desk

PUBLISHED = from_rome(date(2025, 11, 20), 9)
CLOSES = from_rome(date(2025, 12, 15), 12, 30)
OPEN = from_rome(date(2025, 11, 24), 9)
AFTER = from_rome(date(2025, 12, 16), 10)


def open_for(session: Session, clock: Clock, definition: FormDefinition | None = None) -> Desk:
    """An office whose avviso is open, and asks what `definition` says."""
    clock.move_to(PUBLISHED)
    desk, _ = make_open_avviso(session, closes_at=CLOSES, definition=definition)
    clock.move_to(OPEN)
    return desk


@pytest.fixture
def open_desk(session: Session, clock: Clock) -> Desk:
    """The avviso is open until 15 December 2025, 12:30:00; it is 24 November."""
    return open_for(session, clock)


@pytest.fixture
def joint_desk(session: Session, clock: Clock) -> Desk:
    """As `open_desk`; bodies may take part together."""
    return open_for(session, clock, JOINT)


@pytest.fixture
def desk(open_desk: Desk, clock: Clock) -> Desk:
    """The morning after the closing."""
    clock.move_to(AFTER)
    return open_desk
