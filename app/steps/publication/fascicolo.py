"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session

from app.core.documents.pieces import Chapter, Piece, Records, file_name
from app.law.publication import PUBLICATION_SLOTS
from app.steps.procedures.queries import Here
from app.steps.publication.models import (
    PublicationProof,
    RegisterRecord,
    SlotEntry,
    SlotNotDue,
)
from app.steps.publication.queries import list_entries

_SLOTS = {slot.code: slot for slot in PUBLICATION_SLOTS}


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """A document that was withdrawn stays in the whole file and leaves the published one."""
    for number, (entry, file) in enumerate(list_entries(session, here.procedure.pk), start=1):
        if file is None:
            continue
        slot = _SLOTS[entry.slot]
        gone = f" (ritirato: {entry.withdrawn_why})" if entry.withdrawn_on else ""
        yield Piece(
            f"casella-{slot.number}/{file_name(number, file.name)}",
            f"Casella {slot.number}, {slot.title}: {entry.title}{gone}",
            f"slot_entry {entry.public_id}",
            file,
            public=entry.withdrawn_on is None,
        )


CHAPTER = Chapter(
    "pubblicazione",
    "Documenti pubblicati, per casella",
    (
        Records(SlotEntry),
        Records(SlotNotDue),
        Records(PublicationProof),
        Records(RegisterRecord),
    ),
    _pieces,
)
