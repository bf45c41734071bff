"""What this room hands over for the file of a procedure: every receipt that was given."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.pieces import Chapter, Piece, Records
from app.core.text import slugify
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.queries import receipt_file


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    rows = session.exec(
        select(Domanda, DomandaReceipt)
        .join(DomandaReceipt, col(DomandaReceipt.domanda_id) == col(Domanda.id))
        .where(Domanda.procedure_id == here.procedure.pk)
        .order_by(col(Domanda.year), col(Domanda.number))
        .execution_options(yield_per=100)
    )
    for domanda, receipt in rows:
        name = slugify(domanda.body_name, limit=40) or "ente"
        path = f"{domanda.year}-{domanda.number or 0:04d}-{name}.json"
        title = f"Ricevuta della domanda n. {domanda.register_number}, {domanda.body_name}"
        _, written = receipt_file(domanda, receipt)
        yield Piece(path, title, f"domanda {domanda.public_id}", written)


CHAPTER = Chapter(
    "ricevute", "Le ricevute delle domande", (Records(DomandaReceipt),), pieces=_pieces
)
