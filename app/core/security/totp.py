"""Time-based one-time codes (RFC 6238), each accepted once."""

from datetime import datetime

import pyotp
import segno

STEP_SECONDS = 30


def new_secret() -> str:
    return pyotp.random_base32()


def accepted_step(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step that `code` belongs to, if it is right at `at` (UTC) and not used before.

    One step of drift either way is allowed; `last_step` is the last one that was accepted.
    """
    digits = code.replace(" ", "")
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now - 1, now, now + 1):
        if step > last_step and pyotp.TOTP(secret).verify(digits, for_time=step * STEP_SECONDS):
            return step
    return None


def enrolment_uri(secret: str, account: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name="Coprogramma")


def enrolment_picture(uri: str) -> str:
    """The QR code of the enrolment address, as a `data:` picture."""
    return str(segno.make(uri).svg_data_uri(scale=4))
