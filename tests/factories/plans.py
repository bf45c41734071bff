"""Plans: tables of theirs, items, acts and links, made through the actions."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import openpyxl
from sqlmodel import Session

from app.core.clock import legal_today
from app.core.web.uploads import keep_bytes
from app.steps.coverage.actions import link_node
from app.steps.coverage.models import PlanLink
from app.steps.plans.actions import (
    add_item,
    add_partner,
    apply_import,
    receive_plan,
    record_plan_act,
)
from app.steps.plans.changes import Changes, compare
from app.steps.plans.enums import Level, PlanActKind
from app.steps.plans.forms import NewItemForm, PartnerForm, PlanActForm
from app.steps.plans.lines import Line
from app.steps.plans.models import PlanAct, PlanImport, PlanItem, PlanPartner
from app.steps.plans.queries import edition_of, list_items
from app.steps.plans.reading import open_plan
from app.steps.synthesis.models import Node
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk

HEADERS = (
    "Codice", "Livello", "Titolo", "Codice superiore", "Responsabile", "Scadenza", "Importo (€)",
    "Stato",
)  # fmt: skip
OBJECTIVE = ("O1", "obiettivo", "Stare insieme", "", "", "", "", "")
PROGRAMME = ("P1", "programma", "Muoversi", "O1", "", "", "", "")
ACTIVITY = (
    "A1", "attività", "Trasporto serale", "P1", "Servizio sociale", "31/12/2027", "1.234,56 €",
    "in corso",
)  # fmt: skip
WHOLE = (OBJECTIVE, PROGRAMME, ACTIVITY)
Rows = Iterable[Iterable[Any]]


def csv_plan(
    rows: Rows = WHOLE,
    headers: Iterable[str] = HEADERS,
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ";",
) -> bytes:
    """The rows below the headers, as a spreadsheet saves them."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([list(headers), *map(list, rows)])
    return out.getvalue().encode(encoding)


def xlsx_plan(
    rows: Rows = WHOLE, headers: Iterable[str] = HEADERS, *, merged: Iterable[str] = ()
) -> bytes:
    """The same as a workbook, with these ranges of cells made one."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (list(headers), *map(list, rows)):
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_plan(body: bytes) -> list[Line]:
    """The lines of a table whose headers are all known."""
    file = open_plan(io.BytesIO(body))
    return file.lines(file.headers.columns)


def make_import(
    session: Session, desk: Desk, body: bytes | None = None, *, whole: bool = True
) -> tuple[PlanImport, Changes]:
    """A file of the plan with what it would change now."""
    body = csv_plan() if body is None else body
    kept = keep_bytes(session.info["blobs"], body, "piano.csv", frozenset({"csv"}))
    headers = open_plan(io.BytesIO(body)).headers
    made = receive_plan(session, desk.actor, desk.here, kept, headers, whole=whole)
    return made, changes_of(session, desk, body, whole=whole)


def changes_of(session: Session, desk: Desk, body: bytes, *, whole: bool = True) -> Changes:
    items = list_items(session, desk.here.procedure.pk, removed=True)
    return compare(items, read_plan(body), whole=whole)


def make_plan(session: Session, desk: Desk, body: bytes | None = None) -> dict[str, PlanItem]:
    """A plan imported whole; code → item."""
    made, changes = make_import(session, desk, body)
    seal = changes.seal(edition_of(session, desk.here.procedure.pk))
    apply_import(session, desk.actor, desk.here, made, changes, seal)
    return {item.code: item for item in list_items(session, desk.here.procedure.pk)}


def make_item(
    session: Session, desk: Desk, code: str, level: Level, parent: str = "", **more: Any
) -> PlanItem:
    """An item typed by hand; `parent` is the public id of what holds it."""
    typed = {"code": code, "level": level, "title": f"Elemento {code}", "parent": parent, **more}
    return add_item(session, desk.actor, desk.here, NewItemForm.model_validate(typed))


def make_partner(session: Session, desk: Desk, name: str = "Comune di Altrove") -> PlanPartner:
    return add_partner(session, desk.actor, desk.here, PartnerForm(name=name))


def make_plan_act(
    session: Session,
    desk: Desk,
    *,
    partner: PlanPartner | None = None,
    adopted: bool = True,
    expected_on: date | None = None,
) -> PlanAct:
    """An agreement, adopted today with its file, or awaited."""
    form = PlanActForm(
        kind=PlanActKind.AGREEMENT,
        partner=partner.public_id if partner else "",
        organ="Giunta",
        number="12" if adopted else "",
        adopted_on=legal_today() if adopted else None,
        expected_on=expected_on,
    )
    file = keep_pdf(session, "intesa.pdf") if adopted else None
    return record_plan_act(session, desk.actor, desk.here, form, file)


def make_link(
    session: Session, desk: Desk, node: Node, item: PlanItem, why: str = "Nasce da qui."
) -> PlanLink:
    return link_node(session, desk.actor, desk.here, node, item, why)


def make_covered(session: Session, desk: Desk, node: Node) -> None:
    """A plan whose only activity comes from `node`, made jointly, with an agreement."""
    make_link(session, desk, node, make_plan(session, desk)["A1"])
    make_plan_act(session, desk, partner=make_partner(session, desk))
