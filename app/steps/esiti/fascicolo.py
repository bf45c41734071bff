"""What this room hands over for the file of a procedure: every esito, and the published ones."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.document import Document, Table
from app.core.documents.pieces import Chapter, Piece, Records, html_page
from app.steps.contributions.models import Contribution
from app.steps.esiti.models import Esito, EsitoPromise, EsitoTally, NodeEsito
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    rows = session.exec(
        select(Esito, col(Contribution.number))
        .join(Contribution, col(Esito.contribution_id) == col(Contribution.id))
        .where(Esito.procedure_id == here.procedure.pk, col(Esito.published_at).is_not(None))
        .order_by(col(Contribution.number), col(Esito.id))
    ).all()
    if not rows:
        return
    lines = tuple(
        (f"n. {number}", esito.step.label, esito.outcome.label, esito.reason)
        for esito, number in rows
    )
    headers = ("Contributo", "Passo", "Esito", "Motivo")
    document = Document(
        title="Esiti dei contributi",
        date=max(esito.published_at for esito, _ in rows if esito.published_at),
        author=here.authority.name,
        blocks=(Table("Esiti pubblicati", headers, lines, (1, 2, 2, 5), row_headers=True),),
    )
    yield Piece("esiti.html", document.title, "esito", html_page(document), public=True)


CHAPTER = Chapter(
    "esiti",
    "Gli esiti dei contributi e dei nodi",
    (Records(Esito), Records(NodeEsito), Records(EsitoPromise)),
    _pieces,
    left_out={EsitoTally: "sono conteggi degli esiti, che sono già qui"},
)
