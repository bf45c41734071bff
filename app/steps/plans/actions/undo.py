"""Taking back the last file that was applied to the plan, while nobody wrote on what it did."""

from sqlalchemy import delete
from sqlmodel import Session, col

from app.core.clock import legal_now
from app.core.errors import ConflictError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.store.references import unnamed
from app.steps.plans.actions.imports import write_fields
from app.steps.plans.actions.writing import count_edition, refuse_unless_open
from app.steps.plans.changes import Changes
from app.steps.plans.enums import Level
from app.steps.plans.events import PlanImportUndone
from app.steps.plans.models import PlanImport, PlanItem
from app.steps.plans.queries import edition_of, list_items, why_not_undone
from app.steps.plans.undoing import fields_before, turned_round
from app.steps.procedures.queries import Here


def undo_import(session: Session, actor: Actor, here: Here, made: PlanImport, seal: str) -> Changes:
    """Bring the tree back to what it was before `made` was applied; gives what was changed.

    An item that the file brought is deleted, or only taken out of the plan where something names
    it (a node, an esito, an indicator): that stays tied to it. The procedure is locked. Raises
    RuleError where something stands in the way, ConflictError when the tree changed since `seal`.
    """
    refuse_unless_open(here)
    if reason := why_not_undone(session, here, made):
        raise RuleError(reason)
    items = list_items(session, here.procedure.pk, removed=True)
    changes = turned_round(items, made)
    if changes.seal(edition_of(session, here.procedure.pk)) != seal:
        raise ConflictError(
            "Nel frattempo il piano è cambiato.",
            remedy="Non è stato annullato nulla: guardate l'anteprima nuova, qui sotto.",
        )
    _take_back(session, made, changes, items)
    made.undone_at, made.undone_by_id = legal_now(), actor.account_id
    session.add(made)
    count_edition(session, here)
    emit(
        session,
        PlanImportUndone(
            **here.openly_about(actor, made),
            sha256=made.sha256,
            gone=len(changes.gone),
            restored=len(changes.restored),
            changed=len(changes.edited),
        ),
    )
    return changes


def _take_back(session: Session, made: PlanImport, changes: Changes, items: list[PlanItem]) -> None:
    keys = {item.code: item.pk for item in items}
    for _, item in changes.restored:
        item.removed_at = None
        session.add(item)
    for edit in changes.edited:
        write_fields(
            session, edit.item, {name: old for name, (_, old) in edit.fields.items()}, keys
        )
    brought: list[PlanItem] = []
    for item in changes.gone:
        kept = fields_before(made, item.code)
        if kept is None:
            brought.append(item)
        else:
            write_fields(session, item, kept[0], keys)
            item.removed_at = kept[1]
    places = (made.before or {}).get("places", {})
    for item in items:
        item.position = places.get(item.code, item.position)
        session.add(item)
    session.flush()
    _delete(session, brought)


def _delete(session: Session, items: list[PlanItem]) -> None:
    """What holds others goes after them; what something still names is taken out instead."""
    for level in reversed(Level):
        those = [item for item in items if item.level is level]
        free = unnamed(session, PlanItem, {item.pk for item in those})
        for item in those:
            if item.pk in free:
                session.expunge(item)
            else:
                item.removed_at = legal_now()
                session.add(item)
        session.flush()
        keys = sorted(free)
        for at in range(0, len(keys), 500):
            session.execute(delete(PlanItem).where(col(PlanItem.id).in_(keys[at : at + 500])))
