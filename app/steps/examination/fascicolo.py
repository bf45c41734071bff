"""What this room hands over for the file of a procedure; only the published lists are public."""

from collections.abc import Iterator

from sqlmodel import Session

from app.core.documents.document import Block, Document, Facts, Heading, ListBlock
from app.core.documents.pieces import Chapter, Piece, Records, html_page
from app.core.i18n import instant_words
from app.steps.examination.enums import DECIDED
from app.steps.examination.models import Admission, Completion, Decision
from app.steps.examination.queries.admitted import PublishedList, list_published
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    for published in list_published(session, here.procedure.pk):
        document = _document(here, published)
        path = f"elenco-{published.number}.html"
        yield Piece(path, document.title, "domanda_admission", html_page(document), public=True)


def _document(here: Here, published: PublishedList) -> Document:
    blocks: list[Block] = [
        Facts(
            (
                ("Procedimento", here.procedure.title),
                ("Pubblicato", instant_words(published.published_at)),
            )
        )
    ]
    for outcome in DECIDED:
        bodies = published.of(outcome)
        if bodies:
            blocks += [
                Heading(2, outcome.label.capitalize()),
                ListBlock(tuple(body.name for body in bodies)),
            ]
    return Document(
        title=f"Elenco n. {published.number}",
        date=published.published_at,
        author=here.authority.name,
        blocks=tuple(blocks),
    )


CHAPTER = Chapter(
    "istruttoria",
    "L'istruttoria delle domande",
    (Records(Completion), Records(Decision), Records(Admission)),
    _pieces,
)
