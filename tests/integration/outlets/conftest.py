"""An avviso that is open, for what ends after it."""

import pytest

from app.core.store.session import Store
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.procedures import Desk
from tests.integration.steps.domande.conftest import CLOSES, OPEN, PUBLISHED


@pytest.fixture
def open_at(store: Store, clock: Clock) -> Desk:
    """An avviso that is open until 15 December 2025; it is 24 November."""
    clock.move_to(PUBLISHED)
    with store.writing() as session:
        desk, _ = make_open_avviso(session, closes_at=CLOSES)
    clock.move_to(OPEN)
    return desk
