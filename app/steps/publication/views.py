"""The seven slots as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.files.models import StoredFile
from app.law.publication import (
    PUBLICATION_SLOTS,
    PublicationSlot,
    SlotState,
    published_until,
    slot_sentence,
)
from app.law.sources import Source
from app.steps.publication.models import SlotEntry

_TONES = {SlotState.FILLED: "success", SlotState.EMPTY: "warning", SlotState.NOT_DUE: "neutral"}


@dataclass(frozen=True, slots=True)
class EntryView:
    """A document of a slot; `until` is the last day it stays published."""

    ref: str
    title: str
    published_on: date
    until: date
    sha256: str
    address: str
    file: StoredFile | None
    withdrawn_on: date | None
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class SlotView:
    """A slot with its documents; `sentence` says how it stands."""

    slot: PublicationSlot
    state: SlotState
    sentence: str
    entries: tuple[EntryView, ...]

    @property
    def tone(self) -> str:
        return _TONES[self.state]

    @property
    def source(self) -> Source:
        return self.slot.source


def slot_views(
    entries: Iterable[tuple[SlotEntry, StoredFile | None]], not_due: dict[str, str]
) -> tuple[SlotView, ...]:
    """The seven slots in their order."""
    by_slot: dict[str, list[EntryView]] = {}
    for entry, file in entries:
        by_slot.setdefault(entry.slot, []).append(entry_view(entry, file))
    return tuple(
        _slot_view(slot, tuple(by_slot.get(slot.code, ())), not_due.get(slot.code))
        for slot in PUBLICATION_SLOTS
    )


def slot_named(code: str) -> PublicationSlot:
    """The slot with this code."""
    return next(slot for slot in PUBLICATION_SLOTS if slot.code == code)


def _slot_view(slot: PublicationSlot, entries: tuple[EntryView, ...], why: str | None) -> SlotView:
    state = SlotState.EMPTY
    if any(entry.withdrawn_on is None for entry in entries):
        state = SlotState.FILLED
    elif why is not None:
        state = SlotState.NOT_DUE
    return SlotView(slot, state, slot_sentence(slot, state, why or ""), entries)


def entry_view(entry: SlotEntry, file: StoredFile | None) -> EntryView:
    """One document with the last day of its publication."""
    return EntryView(
        ref=entry.public_id,
        title=entry.title,
        published_on=entry.published_on,
        until=published_until(entry.published_on),
        sha256=entry.sha256,
        address=entry.address,
        file=file,
        withdrawn_on=entry.withdrawn_on,
        withdrawn_why=entry.withdrawn_why,
    )
