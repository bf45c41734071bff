"""Waiting for what another process or thread does, and failing where it never does."""

import time
from collections.abc import Callable

PAUSE = 0.02  # seconds between two looks


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Look again and again. Raises TimeoutError where it does not hold after `seconds`."""
    patience = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > patience:
            raise TimeoutError(f"not after {seconds} seconds: {holds.__name__}")
        time.sleep(PAUSE)
