"""What this room hands over for the file of a procedure; only the published lists are public."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.documents.document import Block, Document, Facts, Heading, ListBlock
from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.files.models import StoredFile
from app.core.i18n import instant_words
from app.steps.examination.enums import DECIDED
from app.steps.examination.models import (
    Admission,
    Assignment,
    Check,
    Commission,
    CommissionMember,
    Completion,
    Conflict,
    Decision,
    ExaminationNote,
    ExaminationVerbale,
    HindranceNotice,
    NoteReading,
)
from app.steps.examination.queries.admitted import PublishedList, list_published
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    for published in list_published(session, here.procedure.pk):
        document = _document(here, published)
        path = f"elenco-{published.number}.html"
        yield Piece(path, document.title, "domanda_admission", html_page(document), public=True)
    rows = session.exec(
        select(ExaminationVerbale, StoredFile)
        .join(StoredFile, col(ExaminationVerbale.file_id) == col(StoredFile.id))
        .where(ExaminationVerbale.procedure_id == here.procedure.pk)
        .order_by(col(ExaminationVerbale.number))
    ).all()
    for verbale, file in rows:
        title = f"Verbale dell'istruttoria n. {verbale.number}"
        path = f"verbali/{file_name(verbale.number, file.name)}"
        source, public = f"examination_verbale {verbale.public_id}", bool(verbale.published_at)
        yield Piece(path, title, source, file, public)


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
    (
        Records(Commission),
        Records(CommissionMember, without=frozenset({"token_hash"})),
        Records(Conflict),
        Records(Assignment),
        Records(Check),
        # Who examines writes for the others who do: the file says that there are notes, not what.
        Records(ExaminationNote, without=frozenset({"text"})),
        Records(NoteReading),
        Records(Completion),
        Records(HindranceNotice),
        Records(Decision),
        Records(ExaminationVerbale),
        Records(Admission),
    ),
    _pieces,
)
