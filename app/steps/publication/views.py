"""The seven slots as their pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.files.models import StoredFile
from app.core.i18n import date_short
from app.law.publication import (
    PUBLICATION_SLOTS,
    PublicationSlot,
    SlotState,
    published_until,
    slot_sentence,
)
from app.law.registers import RegisterPlace, registers_missing
from app.law.sources import Source
from app.steps.publication.enums import ProofMoment
from app.steps.publication.models import PublicationProof, RegisterRecord, SlotEntry

_TONES = {SlotState.FILLED: "success", SlotState.EMPTY: "warning", SlotState.NOT_DUE: "neutral"}


@dataclass(frozen=True, slots=True)
class EntryView:
    """A document of a slot; `until` is the last day it stays published.

    `records` are the notes of the authority's registers, `missing` where one is still due.
    """

    ref: str
    title: str
    published_on: date
    until: date
    sha256: str
    address: str
    file: StoredFile | None
    withdrawn_on: date | None
    withdrawn_why: str
    records: tuple[RegisterRecord, ...] = ()
    missing: tuple[RegisterPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A span of publication, as its proof keeps it; `until` is None while it lasts."""

    since: datetime
    until: datetime | None
    sha: str
    content: str


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
    entries: Iterable[tuple[SlotEntry, StoredFile | None]],
    not_due: dict[str, str],
    records: Mapping[int, Sequence[RegisterRecord]] | None = None,
) -> tuple[SlotView, ...]:
    """The seven slots in their order; `records` are the registers' notes by document."""
    noted = records or {}
    by_slot: dict[str, list[EntryView]] = {}
    for entry, file in entries:
        view = entry_view(entry, file, noted.get(entry.pk, ()))
        by_slot.setdefault(entry.slot, []).append(view)
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


def entry_view(
    entry: SlotEntry, file: StoredFile | None, records: Sequence[RegisterRecord] = ()
) -> EntryView:
    """One document with the last day of its publication and what its registers say."""
    places = {record.place for record in records}
    due = registers_missing(entry.slot, places) if entry.withdrawn_on is None else ()
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
        records=tuple(records),
        missing=due,
    )


def spans_of(proofs: Sequence[PublicationProof]) -> tuple[Span, ...]:
    """The spans that the proofs of one document bear witness to, the first one first."""
    ends = [proof.at for proof in proofs[1:]]
    return tuple(
        Span(proof.at, end, proof.sha256, proof.content)
        for proof, end in zip(proofs, [*ends, None], strict=True)
        if proof.moment is not ProofMoment.WITHDRAWN
    )


def record_words(record: RegisterRecord) -> str:
    """What a note of a register says, without its link."""
    if record.why_not:
        return f"Non si pubblica lì. {record.why_not}"
    number = f"n. {record.number}, " if record.number else ""
    begins = f"dal {date_short(record.begins)}" if record.begins else ""
    return f"{number}{begins}" + (f" al {date_short(record.ends)}" if record.ends else "")
