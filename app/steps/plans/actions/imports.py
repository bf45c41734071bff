"""A file of the plan: received, its columns chosen, then applied as it was shown."""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

from app.core.clock import legal_now, wall_now
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.store.base import new_public_id
from app.core.web.uploads import KeptFile, store_file
from app.steps.plans.actions.items import last_position
from app.steps.plans.actions.writing import count_edition, refuse_unless_open
from app.steps.plans.changes import FIELDS, Changes
from app.steps.plans.columns import BY_FIELD, NEEDED, Headers, is_by_names
from app.steps.plans.enums import ItemState, Level
from app.steps.plans.events import PlanImported
from app.steps.plans.forms import ColumnsForm
from app.steps.plans.lines import Line
from app.steps.plans.models import PlanImport, PlanItem
from app.steps.plans.queries import edition_of, list_items
from app.steps.plans.undoing import plain, state_before
from app.steps.procedures.queries import Here


def receive_plan(
    session: Session, actor: Actor, here: Here, kept: KeptFile, headers: Headers, *, whole: bool
) -> PlanImport:
    """Keep a file of the plan with what its headers say; the tree is not touched."""
    refuse_unless_open(here)
    made = PlanImport(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        file_id=store_file(session, kept, owner_ref=here.procedure.public_id).pk,
        sha256=kept.sha256,
        made_by_id=actor.account_id,
        made_at=legal_now(),
        header_row=headers.row,
        columns=dict(headers.columns),
        whole=whole,
    )
    session.add(made)
    session.flush()
    return made


def choose_columns(
    session: Session, here: Here, made: PlanImport, headers: Headers, form: ColumnsForm
) -> None:
    """Say which column of the file is which. Raises InvalidFormError, RuleError once applied."""
    _refuse_applied(made)
    chosen = {name: at for name, at in form.model_dump().items() if at is not None}
    errors = {
        column.field: f"Scegliete la colonna con «{column.header}»."
        for column in NEEDED
        if column.field not in chosen and not is_by_names(chosen)
    }
    taken: dict[int, str] = {}
    for name, at in chosen.items():
        if at not in headers.names:
            errors[name] = "Scegliete una delle colonne del file."
        elif at in taken:
            errors[name] = f"È già la colonna di «{BY_FIELD[taken[at]].header}»."
        taken.setdefault(at, name)
    if errors:
        raise InvalidFormError(errors)
    made.columns = chosen
    session.add(made)
    session.flush()


def apply_import(
    session: Session, actor: Actor, here: Here, made: PlanImport, changes: Changes, seal: str
) -> None:
    """Write `changes` if they are those that `seal` was given for, and nothing else.

    The procedure is locked, and `changes` were worked out on the tree as it is now. Raises
    ConflictError when the tree changed since, RuleError where nothing changes or it was applied.
    """
    refuse_unless_open(here)
    _refuse_applied(made)
    if changes.seal(edition_of(session, here.procedure.pk)) != seal:
        raise ConflictError(
            "Nel frattempo il piano è cambiato: il file farebbe altro da quello che avete visto.",
            remedy="Non è stato modificato nulla: guardate l'anteprima nuova, qui sotto.",
        )
    if not changes.any:
        raise RuleError("Questo file non cambia nulla del piano.")
    items = list_items(session, here.procedure.pk, removed=True)
    codes = {item.code: item for item in items}
    made.before = state_before(items, changes)
    _put_in(session, here, changes, codes)
    for item in changes.gone:
        item.removed_at = legal_now()
        session.add(item)
    _set_order(session, changes, codes)
    session.flush()
    _note(session, actor, here, made, changes)


def _put_in(session: Session, here: Here, changes: Changes, codes: dict[str, PlanItem]) -> None:
    """New items from the top down, since each names what holds it; then the others' fields."""
    keys = {code: item.pk for code, item in codes.items()}
    last = last_position(session, here)
    places = {line.code: last + number for number, line in enumerate(changes.added, start=1)}
    places |= {code: place for place, code in enumerate(changes.order, start=1)}
    for level in Level:
        new = [line for line in changes.added if line.level is level]
        _insert(session, [_row(here, line, keys, places[line.code]) for line in new])
        if new and level is not Level.ACTIVITY:
            keys |= _keys(session, here, level)
    for line, item in changes.restored:
        item.removed_at = None
        write_fields(session, item, _said(line), keys)
    for edit in changes.edited:
        write_fields(
            session, edit.item, {name: after for name, (_, after) in edit.fields.items()}, keys
        )


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    """Thousands of rows at once, without an object for each."""
    if rows:
        table = PlanItem.__table__  # type: ignore[attr-defined]
        session.connection().execute(insert(table), rows)


def _keys(session: Session, here: Here, level: Level) -> dict[str, int]:
    """Code → key of the items of a level, removed ones too."""
    rows = session.exec(
        select(PlanItem.code, PlanItem.id).where(
            PlanItem.procedure_id == here.procedure.pk, PlanItem.level == level
        )
    ).all()
    return {code: key for code, key in rows if key is not None}


def _row(here: Here, line: Line, keys: dict[str, int], position: int) -> dict[str, Any]:
    values = {
        "text": "",
        "owner": "",
        "due_on": None,
        "amount_cents": None,
        "state": ItemState.PLANNED,
        "sector": "",
        **_said(line),
    }
    parent = values.pop("parent", "")
    return {
        "public_id": new_public_id(),
        "created_at": wall_now(),
        "procedure_id": here.procedure.pk,
        "authority_id": here.authority.pk,
        "level": line.level,
        "code": line.code,
        "position": position,
        "parent_id": keys[parent] if parent else None,
        "removed_at": None,
        "edition": 1,
        **values,
    }


def _said(line: Line) -> dict[str, Any]:
    """The fields of an item that a line says."""
    return {name: line.values[name] for name in FIELDS if name in line.values}


def write_fields(
    session: Session, item: PlanItem, values: dict[str, Any], keys: dict[str, int]
) -> None:
    """Set fields of an item; `parent` is a code, whose key `keys` knows."""
    for name, value in values.items():
        if name == "parent":
            item.parent_id = keys[value] if value else None
        else:
            setattr(item, name, value)
    item.edition += 1
    session.add(item)


def _set_order(session: Session, changes: Changes, codes: dict[str, PlanItem]) -> None:
    """The items that were there take the file's order too; new ones have it."""
    for place, code in enumerate(changes.order, start=1):
        item = codes.get(code)
        if item is not None and item.position != place:
            item.position = place
            session.add(item)


def _note(session: Session, actor: Actor, here: Here, made: PlanImport, changes: Changes) -> None:
    made.applied_at = legal_now()
    made.applied_by_id = actor.account_id
    made.changes = {
        "added": [line.code for line in changes.added],
        "restored": [item.code for _, item in changes.restored],
        "changed": {
            edit.item.code: {
                name: [plain(one) for one in both] for name, both in edit.fields.items()
            }
            for edit in changes.edited
        },
        "gone": [item.code for item in changes.gone],
        "refused": {str(line.number): " ".join(line.errors) for line in changes.refused},
    }
    session.add(made)
    count_edition(session, here)
    emit(
        session,
        PlanImported(
            **here.openly_about(actor, made),
            sha256=made.sha256,
            added=len(changes.added),
            restored=len(changes.restored),
            changed=len(changes.edited),
            gone=len(changes.gone),
            refused=len(changes.refused),
        ),
    )


def _refuse_applied(made: PlanImport) -> None:
    if made.applied_at is not None:
        raise RuleError("Questo file è già stato applicato al piano.")
