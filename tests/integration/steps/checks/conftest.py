"""An office after its avviso closed, in a house whose rooms hear one another."""

import pytest

from app.assembly import assemble
from tests.integration.steps.domande.conftest import desk, joint_desk, open_desk

__all__ = ["desk", "joint_desk", "open_desk"]


@pytest.fixture(autouse=True)
def _assembled() -> None:
    assemble()
