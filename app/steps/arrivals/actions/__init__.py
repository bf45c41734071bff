"""Use cases of assisted filing."""

from app.steps.arrivals.actions.register_batch import (
    Prepared,
    receive_batch,
    register_batch,
    try_batch,
)
from app.steps.arrivals.actions.register_typed import register_typed

__all__ = ["Prepared", "receive_batch", "register_batch", "register_typed", "try_batch"]
