"""What the office types about publications."""

from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from app.core.text import LongLine, clean_line
from app.core.web.forms import FormModel
from app.law.publication import PUBLICATION_SLOTS
from app.law.registers import RegisterPlace

_CODES = frozenset(slot.code for slot in PUBLICATION_SLOTS)


def _slot(value: str) -> str:
    if value not in _CODES:
        raise ValueError("Scegliete una delle sette caselle.")
    return value


def _said(value: str) -> str:
    if not value:
        raise ValueError("Campo obbligatorio.")
    return value


SlotCode = Annotated[str, AfterValidator(_slot)]
Title = Annotated[
    str, StringConstraints(max_length=300), AfterValidator(clean_line), AfterValidator(_said)
]


class UploadForm(FormModel):
    slot: SlotCode
    title: Title


class NotDueForm(FormModel):
    """`why` is public."""

    lacking: SlotCode
    why: LongLine = ""


class DueAgainForm(FormModel):
    due: SlotCode


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        raise ValueError("Scrivete l'indirizzo per intero: https://…")
    return value


class RegisterForm(FormModel):
    """Where a document stands on a register of the authority's, or `why_not`, which is public."""

    place: RegisterPlace
    link: Annotated[LongLine, AfterValidator(_web_address)] = ""
    number: Annotated[str, StringConstraints(max_length=80), AfterValidator(clean_line)] = ""
    begins: date | None = None
    ends: date | None = None
    why_not: LongLine = ""


class RemoveForm(FormModel):
    """Nothing to type: the confirmation is the act."""


class WithdrawForm(FormModel):
    """`why` is public."""

    why: Annotated[LongLine, AfterValidator(_said)]
