"""Checking a receipt for anyone: yes or no, counted, and nothing else."""

from datetime import timedelta

from sqlmodel import Session

from app.core.security.throttle import count_attempt, refuse_above
from app.steps.receipts.forms import Asked
from app.steps.receipts.queries import is_our_code, is_our_print, is_ours

TRIES = 30
WINDOW = timedelta(minutes=10)


def check_receipt(session: Session, caller: str, asked: Asked) -> bool:
    """Whether the receipt is ours and unchanged; what is unknown and what was altered look alike.

    `caller` is the address it comes from. Raises TooManyError above TRIES in WINDOW.
    """
    key = f"receipt-check:{caller}"
    refuse_above(session, key, limit=TRIES, window=WINDOW)
    count_attempt(session, key, window=WINDOW)
    if asked.claim is not None:
        return is_ours(session, asked.claim)
    if asked.print_sha256:
        return is_our_print(session, asked.print_sha256)
    return asked.number is not None and is_our_code(session, *asked.number, asked.code)
