"""What this room hands over for the file of a procedure: messages to persons are never public."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.pieces import Chapter, Piece, Records, file_name
from app.core.files.models import StoredFile
from app.core.jobs.models import Message
from app.outlets.communications.models import PecReceipt
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    receipts = session.exec(
        select(PecReceipt, StoredFile)
        .join(StoredFile, col(PecReceipt.file_id) == col(StoredFile.id))
        .where(PecReceipt.procedure_id == here.procedure.pk)
        .order_by(col(PecReceipt.id))
    ).all()
    for number, (receipt, file) in enumerate(receipts, start=1):
        path = f"ricevute-pec/{file_name(number, file.name)}"
        title = f"Ricevuta PEC: {receipt.kind.label}"
        yield Piece(path, title, f"pec_receipt {receipt.public_id}", file)


CHAPTER = Chapter(
    "comunicazioni",
    "Le comunicazioni e le ricevute PEC",
    (
        Records(
            Message,
            lambda here: col(Message.chain) == here.procedure.public_id,
            without=frozenset({"unsubscribe"}),
        ),
        Records(PecReceipt),
    ),
    _pieces,
)
