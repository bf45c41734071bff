"""An office after its avviso closed: published on 20 November 2025, closing on 15 December."""

from datetime import date

import pytest
from sqlmodel import Session

from app.core.clock import from_rome
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.procedures import Desk

PUBLISHED = from_rome(date(2025, 11, 20), 9)
CLOSES = from_rome(date(2025, 12, 15), 12, 30)
OPEN = from_rome(date(2025, 11, 24), 9)
AFTER = from_rome(date(2025, 12, 16), 10)


@pytest.fixture
def open_desk(session: Session, clock: Clock) -> Desk:
    """The avviso is open until 15 December 2025, 12:30:00; it is 24 November."""
    clock.move_to(PUBLISHED)
    desk, _ = make_open_avviso(session, closes_at=CLOSES)
    clock.move_to(OPEN)
    return desk


@pytest.fixture
def desk(open_desk: Desk, clock: Clock) -> Desk:
    """The morning after the closing."""
    clock.move_to(AFTER)
    return open_desk
