"""What an applied file changed, turned round: pure, so that what is shown is what is undone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.steps.plans.changes import FIELDS, Changes, Edit
from app.steps.plans.enums import ItemState
from app.steps.plans.lines import Line
from app.steps.plans.models import PlanImport, PlanItem


def state_before(items: Sequence[PlanItem], changes: Changes) -> dict[str, Any]:
    """What `PlanImport.before` keeps of the items as they are, before `changes` are written."""
    codes = _codes(items)
    places = {code: place for place, code in enumerate(changes.order, start=1)}
    return {
        "restored": {
            item.code: {
                **{name: plain(value) for name, value in _fields(item, codes).items()},
                "removed_at": plain(item.removed_at),
            }
            for _, item in changes.restored
        },
        "places": {
            item.code: item.position
            for item in items
            if places.get(item.code, item.position) != item.position
        },
    }


def turned_round(items: Sequence[PlanItem], made: PlanImport) -> Changes:
    """What undoing an applied file changes in the tree as the file left it.

    `items` are all, removed ones too; what the file brought or restored is in `gone`, what it took
    away in `restored`.
    """
    by_code, codes = {item.code: item for item in items}, _codes(items)
    said = made.changes
    return Changes(
        restored=[
            (Line(0, {"code": code, "level": item.level, **_fields(item, codes)}), item)
            for code in said["gone"]
            if (item := by_code.get(code))
        ],
        edited=[
            Edit(0, by_code[code], {name: _back(name, both) for name, both in fields.items()})
            for code, fields in said["changed"].items()
            if code in by_code
        ],
        gone=[by_code[code] for code in (*said["added"], *said["restored"]) if code in by_code],
        reordered=bool(made.before and made.before["places"]),
    )


def fields_before(made: PlanImport, code: str) -> tuple[dict[str, Any], datetime] | None:
    """What an item that the file restored said before, and since when it was out; None for others.

    Its parent is a code.
    """
    kept: Mapping[str, Any] | None = (made.before or {}).get("restored", {}).get(code)
    if kept is None:
        return None
    fields = {name: _typed(name, kept[name]) for name in FIELDS}
    return fields, datetime.fromisoformat(kept["removed_at"])


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _codes(items: Sequence[PlanItem]) -> dict[int | None, str]:
    return {None: "", **{item.id: item.code for item in items}}


def _fields(item: PlanItem, codes: Mapping[int | None, str]) -> dict[str, Any]:
    return {
        name: codes[item.parent_id] if name == "parent" else getattr(item, name) for name in FIELDS
    }


def _back(name: str, both: Sequence[Any]) -> tuple[Any, Any]:
    before, after = both
    return _typed(name, after), _typed(name, before)


def _typed(name: str, value: Any) -> Any:
    if name == "due_on" and value is not None:
        return date.fromisoformat(value)
    return ItemState(value) if name == "state" else value
