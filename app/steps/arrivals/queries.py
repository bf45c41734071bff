"""Reads of the loaded tables."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.arrivals.models import ArrivalBatch, ArrivalBatchRow
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import list_tavoli


def get_batch(
    session: Session, procedure_id: int, public_id: str
) -> tuple[ArrivalBatch, StoredFile]:
    """A table of this procedure with its file. Raises NotFoundError."""
    row = session.exec(
        select(ArrivalBatch, StoredFile)
        .join(StoredFile, col(ArrivalBatch.file_id) == col(StoredFile.id))
        .where(ArrivalBatch.procedure_id == procedure_id, ArrivalBatch.public_id == public_id)
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def find_batch(session: Session, procedure_id: int, sha256: str) -> ArrivalBatch | None:
    """The table that this file already is."""
    return session.exec(
        select(ArrivalBatch).where(
            ArrivalBatch.procedure_id == procedure_id, ArrivalBatch.sha256 == sha256
        )
    ).first()


def list_batches(session: Session, procedure_id: int) -> list[tuple[ArrivalBatch, StoredFile]]:
    """The tables of a procedure, newest first."""
    rows: Sequence[Any] = session.exec(
        select(ArrivalBatch, StoredFile)
        .join(StoredFile, col(ArrivalBatch.file_id) == col(StoredFile.id))
        .where(ArrivalBatch.procedure_id == procedure_id)
        .order_by(col(ArrivalBatch.id).desc())
    ).all()
    return [(batch, file) for batch, file in rows]


def list_registered(session: Session, batch: ArrivalBatch) -> dict[int, Domanda]:
    """Line of the table → the domanda it became."""
    rows = session.exec(
        select(ArrivalBatchRow.line, Domanda)
        .join(Domanda, col(ArrivalBatchRow.domanda_id) == col(Domanda.id))
        .where(ArrivalBatchRow.batch_id == batch.pk)
    ).all()
    return dict((line, domanda) for line, domanda in rows)  # noqa: C402


def tavoli_by_name(session: Session, procedure_id: int) -> dict[str, str]:
    """Name → public id of a procedure's tavoli, in their order."""
    return {tavolo.name: tavolo.public_id for tavolo in list_tavoli(session, procedure_id)}
