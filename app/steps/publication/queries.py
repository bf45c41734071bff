"""Reads of the seven slots."""

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.people.accounts.models import Account
from app.steps.publication.models import (
    PublicationProof,
    RegisterRecord,
    SlotEntry,
    SlotNotDue,
)


def list_entries(session: Session, procedure_id: int) -> list[tuple[SlotEntry, StoredFile | None]]:
    """Every document of the slots with its file, withdrawn ones included, by day."""
    rows = session.exec(
        select(SlotEntry, StoredFile)
        .outerjoin(StoredFile, col(SlotEntry.file_id) == col(StoredFile.id))
        .where(SlotEntry.procedure_id == procedure_id)
        .order_by(col(SlotEntry.published_on), col(SlotEntry.id))
    ).all()
    return [(entry, file) for entry, file in rows]


def list_not_due(session: Session, procedure_id: int) -> dict[str, str]:
    """The slots marked as not due, with the reason of each."""
    query = select(SlotNotDue).where(SlotNotDue.procedure_id == procedure_id)
    return {row.slot: row.why for row in session.exec(query).all()}


def get_entry(
    session: Session, procedure_id: int, public_id: str
) -> tuple[SlotEntry, StoredFile | None]:
    """A document of this procedure with its file, withdrawn or not. Raises NotFoundError."""
    row = session.exec(
        select(SlotEntry, StoredFile)
        .outerjoin(StoredFile, col(SlotEntry.file_id) == col(StoredFile.id))
        .where(SlotEntry.procedure_id == procedure_id, SlotEntry.public_id == public_id)
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def find_standing(
    session: Session, procedure_id: int, slot: str, *, file_id: int | None, address: str
) -> SlotEntry | None:
    """The entry that publishes the same file or page in the slot and was not withdrawn."""
    return session.exec(
        select(SlotEntry).where(
            SlotEntry.procedure_id == procedure_id,
            SlotEntry.slot == slot,
            SlotEntry.file_id == file_id,
            SlotEntry.address == address,
            col(SlotEntry.withdrawn_on).is_(None),
        )
    ).first()


def was_withdrawn(session: Session, procedure_id: int, file_id: int) -> bool:
    """True when a file was withdrawn from its slot: it is handed out nowhere else either."""
    query = select(SlotEntry.id).where(
        SlotEntry.procedure_id == procedure_id,
        SlotEntry.file_id == file_id,
        col(SlotEntry.withdrawn_on).is_not(None),
    )
    return session.exec(query).first() is not None


def list_withdrawn_files(session: Session, procedure_id: int) -> frozenset[int]:
    """Keys of the files that were withdrawn from their slot."""
    query = select(SlotEntry.file_id).where(
        SlotEntry.procedure_id == procedure_id, col(SlotEntry.withdrawn_on).is_not(None)
    )
    return frozenset(key for key in session.exec(query).all() if key is not None)


def list_proofs(session: Session, entry_id: int) -> list[PublicationProof]:
    """The proofs of one document, the first one first."""
    query = select(PublicationProof).where(PublicationProof.entry_id == entry_id)
    return list(session.exec(query.order_by(col(PublicationProof.number))).all())


def list_records(session: Session, procedure_id: int) -> dict[int, list[RegisterRecord]]:
    """The notes of the authority's registers by document, in the order they were written."""
    query = select(RegisterRecord).where(RegisterRecord.procedure_id == procedure_id)
    found: dict[int, list[RegisterRecord]] = {}
    for record in session.exec(query.order_by(col(RegisterRecord.id))).all():
        found.setdefault(record.entry_id, []).append(record)
    return found


def list_records_of(session: Session, entry_id: int) -> list[tuple[RegisterRecord, str]]:
    """The notes of one document, with the name of who wrote each; for the office."""
    rows = session.exec(
        select(RegisterRecord, Account)
        .join(Account, col(RegisterRecord.recorded_by_id) == col(Account.id))
        .where(RegisterRecord.entry_id == entry_id)
        .order_by(col(RegisterRecord.id))
    ).all()
    return [(record, account.name) for record, account in rows]


def get_record(session: Session, entry_id: int, public_id: str) -> RegisterRecord:
    """A note of this document. Raises NotFoundError."""
    found = session.exec(
        select(RegisterRecord).where(
            RegisterRecord.entry_id == entry_id, RegisterRecord.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found
