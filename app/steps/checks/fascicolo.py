"""What this room hands over for the file of a procedure: what the register said of each domanda.

Never public: who takes part and how the office checked it is in the whole file only.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.core.documents.document import Block, Document, Facts, Heading, ListBlock, Table
from app.core.documents.pieces import Chapter, Piece, Records, html_page
from app.core.text import slugify
from app.people.runts.models import RegisterExtract
from app.steps.checks.models import RegisterCheck
from app.steps.checks.views import check_view, section_words
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here

_BATCH = 200


def _extracts(here: Here) -> ColumnElement[bool]:
    """The extracts that the domande were compared with, as long as they are known here."""
    used = select(RegisterCheck.extract_sha256).where(
        RegisterCheck.procedure_id == here.procedure.pk, RegisterCheck.extract_sha256 != ""
    )
    return col(RegisterExtract.sha256).in_(used)


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    """A page for each domanda, with all its comparisons in the order they were made."""
    query = (
        select(RegisterCheck, Domanda)
        .join(Domanda, col(RegisterCheck.domanda_id) == col(Domanda.id))
        .where(RegisterCheck.procedure_id == here.procedure.pk)
        .order_by(col(Domanda.year), col(Domanda.number), col(Domanda.id), col(RegisterCheck.id))
    )
    with session.exec(query.execution_options(yield_per=_BATCH)) as rows:
        for domanda, group in groupby(rows, lambda row: row[1]):
            checks = [check for check, _ in group]
            name = slugify(domanda.body_name, limit=40) or "ente"
            title = f"Controlli sul RUNTS della domanda n. {domanda.register_number}"
            document = _document(here, title, domanda, checks)
            path = f"{domanda.year}-{domanda.number or 0:04d}-{name}.html"
            source = f"register_check, domanda {domanda.public_id}"
            yield Piece(path, f"{title}, {domanda.body_name}", source, html_page(document))


def _document(here: Here, title: str, domanda: Domanda, checks: list[RegisterCheck]) -> Document:
    facts = Facts((("Ente", domanda.body_name), ("Codice fiscale", domanda.body_tax_code)))
    blocks = [block for check in checks for block in _blocks(check)]
    return Document(
        title=title,
        date=checks[-1].checked_at,
        author=here.authority.name,
        blocks=(facts, *blocks),
    )


def _blocks(check: RegisterCheck) -> tuple[Block, ...]:
    view = check_view(check)
    headers = ("Che cosa", "Dichiarato", "Nel registro")
    return (
        Heading(2, f"{view.when}, {view.occasion}{_of_whom(check)}"),
        Facts(
            (
                ("Esito", ", ".join(label.lower() for label, _ in view.chips)),
                ("Estratto del", view.extract or "nessun estratto caricato"),
                ("Impronta dell'estratto (SHA-256)", view.sha256 or "—"),
            )
        ),
        Table("I due lati del confronto", headers, _sides(check), (2, 3, 3), row_headers=True),
        ListBlock(view.words),
    )


def _of_whom(check: RegisterCheck) -> str:
    return f": {check.declared['name']}, ente insieme" if check.member_id is not None else ""


def _sides(check: RegisterCheck) -> tuple[tuple[str, ...], ...]:
    told, said = check.declared, check.said
    rows: tuple[tuple[str, Any, Any], ...] = (
        ("Denominazione", told["name"], said.get("name")),
        ("Codice fiscale", told["tax_code"], said.get("tax_code")),
        ("Iscritto", "sì" if told["registered"] else "no", "sì" if said else "non trovato"),
        ("Repertorio", told["number"], said.get("number")),
        ("Sezione", section_words(told["section"]), section_words(said.get("section", ""))),
        ("Comune", None, said.get("municipality")),
        ("Iscritto dal", None, said.get("registered_on")),
    )
    return tuple((what, str(one or "—"), str(other or "—")) for what, one, other in rows)


CHAPTER = Chapter(
    "controlli",
    "I controlli sul RUNTS, con l'estratto di ciascuno",
    (Records(RegisterCheck), Records(RegisterExtract, _extracts, frozenset({"run", "beat_at"}))),
    _pieces,
)
