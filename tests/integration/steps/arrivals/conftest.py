"""An office after its avviso closed, in a house whose rooms hear one another."""

from tests.integration.steps.checks.conftest import _assembled
from tests.integration.steps.domande.conftest import desk, joint_desk, open_desk

__all__ = ["_assembled", "desk", "joint_desk", "open_desk"]
