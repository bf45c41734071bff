"""An office with an open avviso, as the domande's tests have it."""

from tests.integration.steps.domande.conftest import desk, open_desk

__all__ = ["desk", "open_desk"]
