"""What this room hands over for the file of a procedure: the istanza that it was born from."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.core.audit.models import EventRow
from app.core.documents.document import Document, Facts, Heading, ListBlock, Paragraph
from app.core.documents.pieces import Chapter, Piece, Records, dump, file_name, html_page
from app.core.events import INSTALLATION
from app.core.files.models import StoredFile
from app.core.i18n import instant_words
from app.people.ets.models import Ets
from app.steps.istanze.models import Istanza, IstanzaBody, IstanzaFile, IstanzaInvitation
from app.steps.procedures.queries import Here


def _of_it(model: Any, *without: str) -> Records:
    keys = select(Istanza.id)

    def where(here: Here) -> ColumnElement[bool]:
        found: ColumnElement[bool] = model.istanza_id.in_(
            keys.where(Istanza.procedure_id == here.procedure.pk)
        )
        return found

    return Records(model, where, frozenset(without))


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """Bodies and words are public once it is answered; its files are not."""
    query = select(Istanza).where(Istanza.procedure_id == here.procedure.pk)
    istanza = session.exec(query).first()
    if istanza is None:
        return
    title, source = f"Istanza n. {istanza.register_number}", f"istanza {istanza.public_id}"
    document = _document(session, istanza, title)
    yield Piece("istanza.html", title, source, html_page(document), public=True)
    files = session.exec(
        select(StoredFile)
        .join(IstanzaFile, col(IstanzaFile.file_id) == col(StoredFile.id))
        .where(IstanzaFile.istanza_id == istanza.pk)
        .order_by(col(IstanzaFile.id))
    ).all()
    for number, file in enumerate(files, start=1):
        path = f"file/{file_name(number, file.name)}"
        yield Piece(path, f"{title}: {file.name}", source, file)
    words = f"{title}: i suoi fatti nel registro dell'installazione, prima del procedimento"
    yield Piece("fatti.json", words, "event", dump(session, Records(EventRow, _before), istanza))


def _before(istanza: Istanza) -> ColumnElement[bool]:
    """When it was presented, and with which digest, before there was a procedure."""
    return (col(EventRow.chain) == INSTALLATION) & (col(EventRow.subject) == istanza.public_id)


def _document(session: Session, istanza: Istanza, title: str) -> Document:
    joined = select(IstanzaBody.ets_id).where(IstanzaBody.istanza_id == istanza.pk)
    bodies = select(Ets.name).where(col(Ets.id).in_(joined) | (col(Ets.id) == istanza.lead_ets_id))
    when = istanza.presented_at or istanza.created_at
    return Document(
        title=title,
        date=when,
        blocks=(
            Facts((("Oggetto", istanza.subject), ("Presentata", instant_words(when)))),
            Heading(2, "Enti"),
            ListBlock(tuple(session.exec(bodies.order_by(Ets.name_key)).all())),
            Heading(2, "Perché"),
            Paragraph(istanza.reason),
            Heading(2, "Chi riguarda"),
            Paragraph(istanza.concerns or "—"),
            Heading(2, "Risposta"),
            Paragraph(istanza.answer or "—"),
        ),
    )


CHAPTER = Chapter(
    "istanza",
    "L'istanza da cui è nato",
    (
        Records(Istanza),
        _of_it(IstanzaBody),
        _of_it(IstanzaFile),
        _of_it(IstanzaInvitation, "token_hash"),
    ),
    _pieces,
)
