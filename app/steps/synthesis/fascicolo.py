"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.pieces import Chapter, Piece, Records, json_page
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import (
    Node,
    NodeHistory,
    NodeLink,
    NodeSource,
    Observation,
    ObservationChange,
    SharedDraft,
)


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    query = select(SharedDraft).where(SharedDraft.procedure_id == here.procedure.pk)
    for draft in session.exec(query.order_by(col(SharedDraft.number))).all():
        yield Piece(
            f"bozza-{draft.number}.json",
            f"Bozza di sintesi n. {draft.number}, com'è stata inviata ai partecipanti",
            f"shared_draft {draft.public_id}",
            json_page(draft.content),
        )


CHAPTER = Chapter(
    "sintesi",
    "La sintesi: nodi, passaggi, bozze e osservazioni",
    (
        Records(Node),
        Records(NodeSource),
        Records(NodeLink),
        Records(NodeHistory),
        Records(SharedDraft),
        Records(Observation),
        Records(ObservationChange),
    ),
    _pieces,
)
