"""What this room hands over for the file of a procedure: which node went into which item."""

from collections.abc import Iterator

from sqlmodel import Session

from app.core.documents.document import Document, Table
from app.core.documents.pieces import Chapter, Piece, Records, html_page
from app.core.i18n import instant_words
from app.steps.coverage.models import PlanLink
from app.steps.coverage.queries import list_all_links
from app.steps.procedures.queries import Here

_HEADERS = ("Nodo", "Voce del piano", "Perché", "Da chi e quando", "Tolto")


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    links = list_all_links(session, here.procedure.pk)
    if not links:
        return
    rows = tuple(
        (
            f"{link.node_code} {link.node_title}",
            f"{link.item_code} {link.item_title}",
            link.why,
            f"{link.by}, {instant_words(link.at)}",
            f"{link.ended_by}, {instant_words(link.ended_at)}: {link.ended_why}"
            if link.ended_at
            else "—",
        )
        for link in links
    )
    document = Document(
        title="Che cosa della sintesi è nel piano",
        date=here.procedure.created_at,
        author=here.authority.name,
        blocks=(Table("Collegamenti", _HEADERS, rows, (3, 3, 3, 2, 2), row_headers=True),),
    )
    yield Piece("collegamenti.html", document.title, "plan_link", html_page(document))


CHAPTER = Chapter("copertura", "Che cosa della sintesi è nel piano", (Records(PlanLink),), _pieces)
