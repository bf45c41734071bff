"""What this room hands over for the file of a procedure: everything that was filed, no draft."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.core.documents.document import Document, Note, Table
from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.files.models import StoredFile
from app.core.i18n import deadline_words, instant_words
from app.core.text import slugify
from app.steps.domande.documents import domanda_document
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import (
    Domanda,
    DomandaFile,
    DomandaMember,
    DomandaPart,
    DomandaTavolo,
    LateAttempt,
    SignatureCheck,
)
from app.steps.domande.queries.area import get_answers, list_files
from app.steps.domande.queries.setting import setting_of
from app.steps.domande.views import part_views
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli


def _filed(here: Here) -> ColumnElement[bool]:
    return (col(Domanda.procedure_id) == here.procedure.pk) & (
        col(Domanda.state) != DomandaState.DRAFT
    )


def _of_filed(model: Any) -> Records:
    """The rows of `model` that belong to a filed domanda."""
    return Records(model, lambda here: model.domanda_id.in_(select(Domanda.id).where(_filed(here))))


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    tavoli = list_tavoli(session, here.procedure.pk)
    keys = select(Domanda.id).where(_filed(here)).order_by(col(Domanda.year), col(Domanda.number))
    for key in session.exec(keys).all():
        domanda = session.get_one(Domanda, key)
        yield from _domanda_pieces(session, domanda, tavoli)
        session.expunge(domanda)
    yield from _late(session, here)


def _late(session: Session, here: Here) -> Iterator[Piece]:
    """Who pressed «Invia» too late: the draft is not in the file, that they tried is."""
    query = (
        select(LateAttempt, Domanda)
        .join(Domanda, col(LateAttempt.domanda_id) == col(Domanda.id))
        .where(LateAttempt.procedure_id == here.procedure.pk)
        .order_by(col(LateAttempt.attempted_at), col(LateAttempt.id))
    )
    rows = tuple(
        (domanda.body_name, instant_words(one.attempted_at), deadline_words(one.deadline))
        for one, domanda in session.exec(query).all()
    )
    if not rows:
        return
    title = "Invii rifiutati perché fuori termine"
    headers = ("Ente", "Ha premuto «Invia»", "Scadenza")
    note = Note("Le bozze che questi enti non hanno potuto presentare non sono nel fascicolo.")
    blocks = (note, Table(title, headers, rows, (4, 3, 3), row_headers=True))
    document = Document(title, here.procedure.created_at, blocks, author=here.authority.name)
    yield Piece("fuori-termine.html", title, "late_attempt", html_page(document))


def _domanda_pieces(session: Session, domanda: Domanda, tavoli: list[Tavolo]) -> Iterator[Piece]:
    name = slugify(domanda.body_name, limit=40) or "ente"
    folder = f"{domanda.year}-{domanda.number or 0:04d}-{name}"
    title = f"Domanda n. {domanda.register_number}, {domanda.body_name}"
    source = f"domanda {domanda.public_id}"
    setting = setting_of(session, domanda)
    answers, files = get_answers(session, domanda.pk), list_files(session, domanda.pk)
    when = domanda.filed_at or domanda.created_at
    views = part_views(domanda.public_id, setting.definition, answers, files, tavoli)
    document = domanda_document(domanda, setting, views, files, when, demo=False)
    yield Piece(f"{folder}/domanda.html", title, source, html_page(document))
    rows = session.exec(
        select(DomandaFile, StoredFile)
        .join(StoredFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.domanda_id == domanda.pk)
        .order_by(col(DomandaFile.position), col(DomandaFile.id))
    ).all()
    for number, (row, file) in enumerate(rows, start=1):
        words = row.label or row.role.label
        path = f"{folder}/{file_name(number, file.name)}"
        yield Piece(path, f"{title}: {words}", f"domanda_file {row.public_id}", file)


CHAPTER = Chapter(
    "domande",
    "Le domande con i loro file",
    (
        Records(Domanda, _filed),
        _of_filed(DomandaPart),
        _of_filed(DomandaFile),
        _of_filed(DomandaTavolo),
        _of_filed(DomandaMember),
        Records(LateAttempt),
        _of_filed(SignatureCheck),
    ),
    _pieces,
)
