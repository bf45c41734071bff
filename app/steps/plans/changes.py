"""What a file would change in a plan: pure, so that what is shown is what is done."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from app.core.events import canonical
from app.steps.plans.enums import Level
from app.steps.plans.lines import Line
from app.steps.plans.models import PlanItem
from app.steps.plans.naming import give_codes

FIELDS: Final = (
    "title", "text", "parent", "owner", "due_on", "amount_cents", "state", "sector",
)  # fmt: skip
"""What an import or an edit may change of an item, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class Edit:
    """An item that stands and what changes of it: field → (before, after); parents as codes."""

    line: int
    item: PlanItem
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Changes:
    """What a file would do. `order` are the codes of the file, where the whole plan is in it.

    `kept` are codes that the file lacks and that stay: they hold what stays. `by_name`: the file
    has no codes.
    """

    added: list[Line] = field(default_factory=list)
    restored: list[tuple[Line, PlanItem]] = field(default_factory=list)
    edited: list[Edit] = field(default_factory=list)
    gone: list[PlanItem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: int = 0
    refused: list[Line] = field(default_factory=list)
    order: tuple[str, ...] = ()
    by_name: bool = False
    reordered: bool = False

    @property
    def any(self) -> bool:
        return bool(self.added or self.restored or self.edited or self.gone or self.reordered)

    @property
    def count(self) -> int:
        """How many items change."""
        return len(self.added) + len(self.restored) + len(self.edited) + len(self.gone)

    def seal(self, edition: int) -> str:
        """What ties a confirmation to what was shown: the plan's edition and every change."""
        told = {
            "edition": edition,
            "added": [line.values for line in self.added],
            "restored": [line.values for line, _ in self.restored],
            "edited": [[edit.item.code, edit.fields] for edit in self.edited],
            "gone": [item.code for item in self.gone],
            "order": self.order,
        }
        return hashlib.sha256(canonical(told).encode()).hexdigest()


def compare(items: Sequence[PlanItem], lines: Sequence[Line], *, whole: bool) -> Changes:
    """What `lines` change in a plan of `items` (in order, removed ones too).

    `whole`: what the file lacks goes. Refused lines leave what they name as it is.
    """
    give_codes(items, lines)
    tree = _Tree(items, whole=whole)
    changes = Changes(by_name=any(line.by_name for line in lines))
    tree.judge(lines)
    for line in lines:
        if line.errors:
            changes.refused.append(line)
            continue
        _place(changes, tree, line)
    if whole:
        _let_go(changes, tree, {line.code for line in lines if line.code})
        stays = {item.code for item in items if item.removed_at is None}
        changes.order = tuple(
            dict.fromkeys(line.code for line in lines if not line.errors or line.code in stays)
        )
        changes.reordered = _is_reordered(items, changes.order)
    return changes


def _place(changes: Changes, tree: "_Tree", line: Line) -> None:
    item = tree.by_code.get(line.code)
    if item is None:
        changes.added.append(line)
    elif item.removed_at is not None:
        changes.restored.append((line, item))
    elif fields := _differences(item, line, tree):
        changes.edited.append(Edit(line.number, item, fields))
    else:
        changes.unchanged += 1


def _differences(item: PlanItem, line: Line, tree: "_Tree") -> dict[str, tuple[Any, Any]]:
    before = {name: getattr(item, name) for name in FIELDS if name != "parent"}
    before["parent"] = tree.code_of.get(item.parent_id, "")
    return {
        name: (before[name], line.values[name])
        for name in FIELDS
        if name in line.values and line.values[name] != before[name]
    }


def _let_go(changes: Changes, tree: "_Tree", named: set[str]) -> None:
    """The items that the file does not name go, but for those that hold what stays."""
    missing = [
        item for item in tree.by_code.values() if item.removed_at is None and item.code not in named
    ]
    above = {item.code: tree.code_of.get(item.parent_id, "") for item in tree.by_code.values()}
    for edit in changes.edited:
        if "parent" in edit.fields:
            above[edit.item.code] = edit.fields["parent"][1]
    needed: set[str] = set()
    for code, item in tree.by_code.items():
        holder = above[code] if item.removed_at is None and code in named else ""
        while holder and holder not in needed:
            needed.add(holder)
            holder = above.get(holder, "")
    changes.gone = [item for item in missing if item.code not in needed]
    changes.kept = [item.code for item in missing if item.code in needed]


def _is_reordered(items: Iterable[PlanItem], order: tuple[str, ...]) -> bool:
    standing = [item.code for item in items if item.removed_at is None]
    both = set(order) & set(standing)
    return [code for code in order if code in both] != [code for code in standing if code in both]


class _Tree:
    """The plan as it is, and what a line may stand under."""

    def __init__(self, items: Sequence[PlanItem], *, whole: bool) -> None:
        self.by_code = {item.code: item for item in items}
        self.code_of: Mapping[int | None, str] = {item.id: item.code for item in items}
        self.whole = whole

    def judge(self, lines: Sequence[Line]) -> None:
        """Give each line the reasons to refuse it. Parents come before what they hold."""
        by_code = {line.code: line for line in lines if line.code}
        for level in Level:
            for line in lines:
                if not line.errors and line.values["level"] is level:
                    line.errors += self._reasons(line, by_code)

    def _reasons(self, line: Line, by_code: Mapping[str, Line]) -> list[str]:
        item = self.by_code.get(line.code)
        if item is not None and item.level is not line.level:
            return [f"Livello: nel piano «{line.code}» è {_a(item.level)}. Usate un altro codice."]
        self._settle_parent(line, item)
        if item is None and "parent" not in line.values:
            line.values["parent"] = ""
        if "parent" not in line.values:
            return []
        return self._reasons_of_parent(line, line.values["parent"], by_code)

    def _settle_parent(self, line: Line, item: PlanItem | None) -> None:
        """Where the line does not say what holds it: what stands above it, or what holds it now."""
        if line.level is Level.OBJECTIVE:
            line.values.setdefault("parent", "")
        elif not line.values.get("parent"):
            stays = item is not None and item.removed_at is None
            if stays and "parent" not in line.values and not self.whole:
                return
            if line.above or not stays:
                line.values["parent"] = line.above
            else:
                line.values.pop("parent", None)

    def _reasons_of_parent(self, line: Line, code: str, by_code: Mapping[str, Line]) -> list[str]:
        head = "Codice superiore"
        if line.level is Level.OBJECTIVE:
            return [f"{head}: un obiettivo non ne ha."] if code else []
        if not code:
            return [f"{head}: manca, e sopra questa riga non c'è niente che lo contenga."]
        above, there = by_code.get(code), self.by_code.get(code)
        standing = there is not None and there.removed_at is None
        if above is None and (not standing or self.whole):
            where = "nel file" if self.whole else "né nel file né nel piano"
            return [f"{head}: «{code}» non c'è {where}."]
        if above is not None and above.errors and not standing:
            return [f"{head}: «{code}» è alla riga {above.number}, che è rifiutata."]
        level = there.level if standing and there else above.level if above else line.level
        if level.depth >= line.level.depth:
            return [f"{head}: «{code}» è {_a(level)} e non può contenere {_a(line.level)}."]
        return []


def _a(level: Level) -> str:
    return {"objective": "un obiettivo", "programme": "un programma", "activity": "un'attività"}[
        level.value
    ]
