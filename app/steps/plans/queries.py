"""Reads of the plan. Removed items are left out unless they are asked for."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from app.core.audit.models import EventRow
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.text import codes_in
from app.law.phases import Phase
from app.people.accounts.models import Account
from app.steps.plans.events import PlanImported, PlanItemChanged
from app.steps.plans.models import Plan, PlanAct, PlanImport, PlanItem, PlanPartner
from app.steps.plans.tree import in_order
from app.steps.procedures.models import PhaseStep
from app.steps.procedures.queries import Here


def list_items(session: Session, procedure_id: int, *, removed: bool = False) -> list[PlanItem]:
    """The items that stand, each followed by what it holds; one query.

    With `removed` those that were taken out too.
    """
    query = select(PlanItem).where(PlanItem.procedure_id == procedure_id)
    if not removed:
        query = query.where(col(PlanItem.removed_at).is_(None))
    return in_order(session.exec(query).all())


def find_item(session: Session, procedure_id: int, typed: str) -> PlanItem | None:
    """An item of this procedure that stands: by its public id, or by words that begin with its
    code; one query.
    """
    found = session.exec(
        select(PlanItem).where(
            PlanItem.procedure_id == procedure_id,
            or_(PlanItem.public_id == typed, col(PlanItem.code).in_(codes_in(typed))),
            col(PlanItem.removed_at).is_(None),
        )
    ).all()
    return max(found, key=lambda item: (item.public_id == typed, len(item.code)), default=None)


def get_item(
    session: Session, procedure_id: int, public_id: str, *, removed: bool = False
) -> PlanItem:
    """An item of this procedure; with `removed` one that was taken out. Raises NotFoundError."""
    found = session.exec(
        select(PlanItem).where(
            PlanItem.procedure_id == procedure_id, PlanItem.public_id == public_id
        )
    ).first()
    if found is None or (found.removed_at is not None) != removed:
        raise NotFoundError
    return found


def get_plan(session: Session, procedure_id: int) -> Plan | None:
    """The plan's own row; there is none before its tree is first written."""
    return session.exec(select(Plan).where(Plan.procedure_id == procedure_id)).first()


def is_plan_public(session: Session, procedure_id: int) -> bool:
    """Whether anyone may read the plan: once the esiti were published, or the office said so."""
    return plan_public_since(session, procedure_id) is not None


def plan_public_since(session: Session, procedure_id: int) -> datetime | None:
    """The instant from which anyone may read the plan; None while nobody may.

    The esiti are published together, at the restitution; what answers them is read with them.
    """
    restituted = session.exec(
        select(PhaseStep.entered_at)
        .where(PhaseStep.procedure_id == procedure_id, PhaseStep.target == Phase.RESTITUTION)
        .order_by(col(PhaseStep.entered_at))
    ).first()
    plan = get_plan(session, procedure_id)
    published = plan.published_at if plan is not None else None
    return min((one for one in (restituted, published) if one is not None), default=None)


def edition_of(session: Session, procedure_id: int) -> int:
    """How many times the tree was changed; 0 before it is first written."""
    plan = get_plan(session, procedure_id)
    return plan.edition if plan else 0


def get_import(
    session: Session, procedure_id: int, public_id: str
) -> tuple[PlanImport, StoredFile]:
    """A file of the plan, applied or not. Raises NotFoundError."""
    row = session.exec(
        select(PlanImport, StoredFile)
        .join(StoredFile, col(PlanImport.file_id) == col(StoredFile.id))
        .where(PlanImport.procedure_id == procedure_id, PlanImport.public_id == public_id)
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def list_imports(
    session: Session, procedure_id: int
) -> list[tuple[PlanImport, StoredFile, Account]]:
    """The files of the plan with who brought each, the last one first; one query."""
    query = (
        select(PlanImport, StoredFile, Account)
        .join(StoredFile, col(PlanImport.file_id) == col(StoredFile.id))
        .join(Account, col(PlanImport.made_by_id) == col(Account.id))
        .where(PlanImport.procedure_id == procedure_id)
        .order_by(col(PlanImport.id).desc())
    )
    return list(session.exec(query).all())


def why_not_undone(session: Session, here: Here, made: PlanImport) -> str:
    """What stands in the way of undoing a file, as a sentence; empty where nothing does.

    Only the last one applied is undone, and only while no item was written by hand after it.
    """
    if made.applied_at is None:
        return "Questo file non è stato applicato: non c'è nulla da annullare."
    if made.undone_at is not None:
        return "Questa importazione è già stata annullata."
    if made.before is None:
        return "Di questa importazione non è conservato com'era il piano prima: non si annulla."
    last, codes = _since_last_import(session, here)
    if last is not None and last != made.public_id:
        name = get_import(session, here.procedure.pk, last)[1].name
        return f"Dopo questo file è stato applicato «{name}»: va annullato prima quello."
    if codes:
        told = ", ".join(codes[:8]) + (f" e altre {len(codes) - 8}" if len(codes) > 8 else "")
        return (
            f"Dopo l'importazione il piano è stato scritto a mano ({told}): annullandola quelle "
            "modifiche andrebbero perse."
        )
    return ""


def _since_last_import(session: Session, here: Here) -> tuple[str | None, list[str]]:
    """The last import that stands, by public id, and the codes written by hand after it."""
    undone = set(
        session.exec(
            select(PlanImport.public_id).where(
                PlanImport.procedure_id == here.procedure.pk, col(PlanImport.undone_at).is_not(None)
            )
        ).all()
    )
    rows = session.exec(
        select(EventRow.kind, EventRow.subject, EventRow.payload)
        .where(
            EventRow.chain == here.procedure.public_id,
            col(EventRow.kind).in_((PlanImported.kind, PlanItemChanged.kind)),
        )
        .order_by(col(EventRow.number).desc())
    )
    codes: dict[str, None] = {}
    for kind, subject, payload in rows:
        if kind == PlanItemChanged.kind:
            codes[json.loads(payload)["code"]] = None
        elif subject not in undone:
            return subject, list(codes)[::-1]
    return None, []


def list_partners(session: Session, procedure_id: int) -> list[PlanPartner]:
    """The authorities that make the plan with the one that leads, in their order."""
    query = select(PlanPartner).where(PlanPartner.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(PlanPartner.position), col(PlanPartner.id))).all())


def get_partner(session: Session, procedure_id: int, public_id: str) -> PlanPartner:
    """Raises NotFoundError."""
    found = session.exec(
        select(PlanPartner).where(
            PlanPartner.procedure_id == procedure_id, PlanPartner.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


@dataclass(frozen=True, slots=True)
class PlanActRow:
    """An act with its file and, on a joint plan, the partner whose act it is."""

    act: PlanAct
    file: StoredFile | None
    partner: PlanPartner | None


def list_plan_acts(session: Session, procedure_id: int) -> list[PlanActRow]:
    """The way to approval: adopted acts by day, then those awaited by expected day; one query."""
    rows = session.exec(_acts().where(PlanAct.procedure_id == procedure_id)).all()
    found = [PlanActRow(*row) for row in rows]
    return sorted(found, key=lambda row: _when(row.act))


def get_plan_act(session: Session, procedure_id: int, public_id: str) -> PlanActRow:
    """Raises NotFoundError."""
    row = session.exec(
        _acts().where(PlanAct.procedure_id == procedure_id, PlanAct.public_id == public_id)
    ).first()
    if row is None:
        raise NotFoundError
    return PlanActRow(*row)


def _acts() -> Any:
    return (
        select(PlanAct, StoredFile, PlanPartner)
        .outerjoin(StoredFile, col(PlanAct.file_id) == col(StoredFile.id))
        .outerjoin(PlanPartner, col(PlanAct.partner_id) == col(PlanPartner.id))
        .order_by(col(PlanAct.id))
    )


def _when(act: PlanAct) -> tuple[bool, date, int]:
    return act.adopted_on is None, act.adopted_on or act.expected_on or date.max, act.pk
