"""What this room hands over for the file of a procedure."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.core.documents.document import Block, Document, Facts, Heading, Paragraph
from app.core.documents.pieces import Chapter, Piece, Records, html_page
from app.core.i18n import deadline_words, instant_words
from app.core.jobs.models import Outage
from app.law.avviso import AVVISO_SECTIONS
from app.law.conclusion import promise
from app.steps.avvisi.models import Avviso, AvvisoChange, AvvisoRevision, AvvisoVersion
from app.steps.procedures.queries import Here


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    rows = session.exec(
        select(AvvisoVersion, AvvisoChange)
        .outerjoin(AvvisoChange, col(AvvisoChange.version_id) == col(AvvisoVersion.id))
        .where(AvvisoVersion.procedure_id == here.procedure.pk)
        .order_by(col(AvvisoVersion.number))
    ).all()
    for version, change in rows:
        yield Piece(
            f"versione-{version.number}.html",
            f"Avviso, versione {version.number}",
            f"avviso_version {version.public_id}",
            html_page(_document(here, version, change)),
            public=True,
        )


def _document(here: Here, version: AvvisoVersion, change: AvvisoChange | None) -> Document:
    facts = [
        ("Procedimento", here.procedure.title),
        ("Pubblicata", instant_words(version.published_at)),
        ("Scadenza", deadline_words(version.closes_at)),
        ("Risposta", promise(version.conclusion_days, version.conclusion_rule)),
        ("Impronta del contenuto (SHA-256)", version.content_sha256),
    ]
    if change is not None:
        facts.append(("Perché è cambiata", f"{change.kind.label}: {change.reason}"))
    blocks: list[Block] = [Facts(tuple(facts))]
    for section in AVVISO_SECTIONS:
        if text := version.sections.get(section.code):
            blocks += [Heading(2, section.title), Paragraph(text)]
    return Document(
        title=f"Avviso, versione {version.number}",
        date=version.published_at,
        author=here.authority.name,
        blocks=tuple(blocks),
    )


def _published(here: Here) -> ColumnElement[bool]:
    return (col(Avviso.procedure_id) == here.procedure.pk) & col(Avviso.published_at).is_not(None)


def _while_open(here: Here) -> ColumnElement[bool]:
    """The interruptions of the service from the first version's day to the last deadline."""
    mine = AvvisoVersion.procedure_id == here.procedure.pk
    first = select(func.min(AvvisoVersion.published_at)).where(mine).scalar_subquery()
    last = select(func.max(AvvisoVersion.closes_at)).where(mine).scalar_subquery()
    return (col(Outage.until_at) > first) & (col(Outage.from_at) < last)


CHAPTER = Chapter(
    "avviso",
    "L'avviso e le sue versioni",
    (
        Records(Avviso, _published),
        Records(AvvisoVersion),
        Records(AvvisoChange),
        Records(Outage, _while_open),
    ),
    _pieces,
    left_out={AvvisoRevision: "è la bozza dell'ufficio, non ancora pubblicata"},
)
