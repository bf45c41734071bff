"""The examination begins on the desk that the domande left, the morning after the closing."""

from tests.integration.steps.domande.conftest import AFTER, CLOSES, desk, open_desk

__all__ = ["AFTER", "CLOSES", "desk", "open_desk"]
