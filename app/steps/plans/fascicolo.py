"""What this room hands over for the file of a procedure: the tree, its imports, its acts."""

from collections.abc import Iterator

from sqlmodel import Session

from app.core.documents.document import Document, Heading, ListBlock, Table
from app.core.documents.pieces import Chapter, Piece, Records, file_name, html_page
from app.core.i18n import date_short, date_words
from app.steps.plans.cells import cents_words
from app.steps.plans.models import Plan, PlanAct, PlanImport, PlanItem, PlanPartner
from app.steps.plans.queries import (
    PlanActRow,
    is_plan_public,
    list_imports,
    list_items,
    list_partners,
    list_plan_acts,
)
from app.steps.procedures.queries import Here

_HEADERS = ("Voce", "Titolo", "Responsabile", "Scadenza", "Importo", "Stato")


def _pieces(session: Session, here: Here) -> Iterator[Piece]:
    key = here.procedure.pk
    public = is_plan_public(session, key)
    items, acts = list_items(session, key), list_plan_acts(session, key)
    if items or acts:
        page = html_page(_document(session, here, items, acts))
        yield Piece("piano.html", "Il piano e il suo percorso", "plan", page, public=public)
    for number, row in enumerate(acts, start=1):
        if row.file is not None:
            path = f"atti/{file_name(number, row.file.name)}"
            source = f"plan_act {row.act.public_id}"
            yield Piece(path, _act(row), source, row.file, public=public)
    for number, (made, file, _) in enumerate(reversed(list_imports(session, key)), start=1):
        path, source = (
            f"importazioni/{file_name(number, file.name)}",
            f"plan_import {made.public_id}",
        )
        yield Piece(path, f"File del piano n. {number}, com'è arrivato", source, file)


def _document(
    session: Session, here: Here, items: list[PlanItem], acts: list[PlanActRow]
) -> Document:
    partners = [partner.name for partner in list_partners(session, here.procedure.pk)]
    rows = tuple(
        (
            f"{item.code} ({item.level.label})",
            item.title,
            item.owner or "—",
            date_short(item.due_on) if item.due_on else "—",
            cents_words(item.amount_cents) or "—",
            item.state.label,
        )
        for item in items
    )
    return Document(
        title="Il piano e il suo percorso",
        date=here.procedure.created_at,
        author=here.authority.name,
        blocks=(
            Heading(2, "Chi fa il piano"),
            ListBlock((f"{here.authority.name}, capofila", *partners)),
            Heading(2, "Percorso"),
            ListBlock(tuple(_act(row) for row in acts) or ("Nessun atto",)),
            Table("Voci del piano", _HEADERS, rows, (2, 4, 3, 2, 2, 2), row_headers=True),
        ),
    )


def _act(row: PlanActRow) -> str:
    act = row.act
    who = f"{row.partner.name}, {act.organ}" if row.partner else act.organ
    if act.adopted_on is None:
        return f"{act.kind.label}: {who}, atteso"
    return f"{act.kind.label}: {who}, n. {act.number} del {date_words(act.adopted_on)}"


CHAPTER = Chapter(
    "piano",
    "Il piano, i file da cui viene e il suo percorso di approvazione",
    (
        Records(Plan),
        Records(PlanItem),
        Records(PlanImport),
        Records(PlanPartner),
        Records(PlanAct),
    ),
    _pieces,
)
