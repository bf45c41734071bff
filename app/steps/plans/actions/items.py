"""Adding, editing, removing and restoring an item by hand."""

from typing import Any

from sqlmodel import Session, func, select

from app.core.clock import legal_now
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.plans.actions.writing import count_edition, refuse_unless_open
from app.steps.plans.enums import Level
from app.steps.plans.events import PlanItemChanged
from app.steps.plans.forms import EditItemForm, ItemFields, NewItemForm
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import find_item, list_items
from app.steps.procedures.queries import Here


def add_item(session: Session, actor: Actor, here: Here, form: NewItemForm) -> PlanItem:
    """A new item at the end of what holds it. Raises InvalidFormError for a code that is taken."""
    refuse_unless_open(here)
    taken = session.exec(
        select(PlanItem).where(
            PlanItem.procedure_id == here.procedure.pk, PlanItem.code == form.code
        )
    ).first()
    if taken is not None:
        words = "Questo codice è di una voce che è stata tolta: potete ripristinarla."
        raise InvalidFormError({"code": words if taken.removed_at else "Questo codice c'è già."})
    item = PlanItem(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        level=form.level,
        code=form.code,
        position=last_position(session, here) + 1,
        **_fields(session, here, form.level, form),
    )
    session.add(item)
    session.flush()
    _tell(session, actor, here, item, "added")
    return item


def edit_item(
    session: Session, actor: Actor, here: Here, item: PlanItem, form: EditItemForm
) -> None:
    """Change an item that stands. Raises ConflictError when somebody else did meanwhile."""
    refuse_unless_open(here)
    if form.edition != item.edition:
        raise ConflictError(
            f"Nel frattempo qualcuno ha modificato «{item.code}».",
            remedy="Aprite di nuovo la pagina e guardate che cosa è cambiato.",
        )
    fields = _fields(session, here, item.level, form)
    changed = tuple(name for name, value in fields.items() if getattr(item, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(item, name, fields[name])
    item.edition += 1
    session.add(item)
    session.flush()
    _tell(session, actor, here, item, "edited", changed)


def remove_item(session: Session, actor: Actor, here: Here, item: PlanItem) -> None:
    """Take an item out; its place and its links stay for a restoring.

    Raises RuleError while it holds others that stand.
    """
    refuse_unless_open(here)
    held = [one for one in list_items(session, here.procedure.pk) if one.parent_id == item.id]
    if held:
        codes = ", ".join(one.code for one in held[:5]) + (" …" if len(held) > 5 else "")
        raise RuleError(
            f"«{item.code}» contiene altre voci: {codes}.",
            remedy="Togliete o spostate prima quelli.",
        )
    item.removed_at = legal_now()
    session.add(item)
    session.flush()
    _tell(session, actor, here, item, "removed")


def restore_item(session: Session, actor: Actor, here: Here, item: PlanItem) -> None:
    """Bring a removed item back. Raises RuleError where what held it was removed too."""
    refuse_unless_open(here)
    above = session.get(PlanItem, item.parent_id) if item.parent_id else None
    if above is not None and above.removed_at is not None:
        raise RuleError(
            f"«{item.code}» stava in «{above.code}», che è stato tolto.",
            remedy="Ripristinate prima quello.",
        )
    item.removed_at = None
    session.add(item)
    session.flush()
    _tell(session, actor, here, item, "restored")


def last_position(session: Session, here: Here) -> int:
    query = select(func.max(PlanItem.position)).where(PlanItem.procedure_id == here.procedure.pk)
    return session.exec(query).one() or 0


def _fields(session: Session, here: Here, level: Level, form: ItemFields) -> dict[str, Any]:
    return {
        "title": form.title,
        "text": form.text,
        "parent_id": _parent(session, here, level, form.parent),
        "owner": form.owner,
        "due_on": form.due_on,
        "amount_cents": form.amount,
        "state": form.state,
        "sector": form.sector,
    }


def _parent(session: Session, here: Here, level: Level, typed: str) -> int | None:
    if level is Level.OBJECTIVE:
        if typed:
            raise InvalidFormError({"parent": "Un obiettivo sta in cima: lasciate vuoto."})
        return None
    above = find_item(session, here.procedure.pk, typed) if typed else None
    if above is None:
        raise InvalidFormError({"parent": "Scegliete la voce che la contiene."})
    if above.level.depth >= level.depth:
        words = "Un programma sta in un obiettivo; un'attività in un programma o in un obiettivo."
        raise InvalidFormError({"parent": words})
    return above.pk


def _tell(
    session: Session,
    actor: Actor,
    here: Here,
    item: PlanItem,
    step: str,
    fields: tuple[str, ...] = (),
) -> None:
    count_edition(session, here)
    emit(
        session,
        PlanItemChanged(**here.openly_about(actor, item), code=item.code, step=step, fields=fields),
    )
