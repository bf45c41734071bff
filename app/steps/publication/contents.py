"""What a published page says, in plain text: each room declares its own for the roof."""

import hashlib
from collections.abc import Callable, Mapping

from sqlmodel import Session

from app.core.files.blobs import BlobStore
from app.core.files.errors import StorageError
from app.core.files.models import StoredFile
from app.core.web.download import read_in_pieces
from app.steps.procedures.queries import Here
from app.steps.publication.models import SlotEntry

PageText = Callable[[Session, Here, SlotEntry], str | None]


class _Texts:
    by_slot: Mapping[str, PageText] = {}


def assemble_texts(declared: tuple[Mapping[str, PageText], ...]) -> None:
    """Called by the roof with every room's texts: slot code → the text of a page in that slot."""
    _Texts.by_slot = {slot: text for texts in declared for slot, text in texts.items()}


def page_text(session: Session, here: Here, entry: SlotEntry) -> str:
    """What the page of `entry` says as it stands; empty for a file or a page nobody describes."""
    text = _Texts.by_slot.get(entry.slot)
    if entry.file_id is not None or text is None:
        return ""
    return text(session, here, entry) or ""


def witness_of(session: Session, here: Here, entry: SlotEntry) -> tuple[str, str]:
    """The text of a page and the SHA-256 of what `entry` publishes: its file, its page's text.

    A file's was taken when it came; a page that nobody describes keeps what its room gave it.
    """
    if entry.file_id is not None:
        return "", session.get_one(StoredFile, entry.file_id).sha256
    text = page_text(session, here, entry)
    return text, hashlib.sha256(text.encode()).hexdigest() if text else entry.sha256


def digest_now(session: Session, here: Here, entry: SlotEntry, blobs: BlobStore) -> str:
    """The SHA-256 of what `entry` publishes, taken anew: of a file, over its bytes as they stand.

    Empty where the bytes are no longer there.
    """
    if entry.file_id is None:
        return witness_of(session, here, entry)[1]
    digest = hashlib.sha256()
    try:
        for piece in read_in_pieces(blobs.open(session.get_one(StoredFile, entry.file_id).key)):
            digest.update(piece)
    except (StorageError, OSError):
        return ""
    return digest.hexdigest()
