"""What the office types about publications."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from app.core.text import LongLine, clean_line
from app.core.web.forms import FormModel
from app.law.publication import PUBLICATION_SLOTS

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


class WithdrawForm(FormModel):
    """`why` is public."""

    why: Annotated[LongLine, AfterValidator(_said)]
