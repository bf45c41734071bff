"""Which item of the plan a line without a code is: by its name, and by what holds it; pure.

Codes are not made from the text or from the place: a name mended, or a row put in between, would
make other items of the same ones, and what is tied to them would be lost.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from app.steps.plans.by_names import name_key
from app.steps.plans.enums import Level
from app.steps.plans.lines import Line
from app.steps.plans.models import PlanItem

_LETTER: Final = {Level.OBJECTIVE: "O", Level.PROGRAMME: "P", Level.ACTIVITY: "A"}
_NUMBERED: Final = re.compile(r"([OPA])([1-9][0-9]{0,8})")
_ALIKE: Final = 0.8  # of two names, from 0 to 1: below it, another name is another thing
_MOST_COMPARED: Final = 400  # pairs of names beside each other
Path = tuple[str, ...]


def give_codes(items: Sequence[PlanItem], lines: Sequence[Line]) -> None:
    """Give the lines read by name the code of the item that each is, and of what holds it.

    In this order: the same name in the same place; the same name elsewhere, where only one has it;
    a name that is almost the same, in the same place. What is left gets the next free number.
    """
    named = [line for line in lines if line.by_name]
    if not named:
        return
    names = _Names(items, named)
    names.match_paths()
    names.match_moved()
    for level in Level:
        names.match_alike(level)
        names.number(level)
    for line in named:
        line.values["parent"] = line.under.code if line.under else ""


class _Names:
    """The items that no line took yet, and the lines that have no code yet."""

    def __init__(self, items: Sequence[PlanItem], lines: Sequence[Line]) -> None:
        self.items = {item.pk: item for item in items}
        self.lines = lines
        codes = {item.code: item for item in items}
        taken = {line.code for line in lines if line.code}
        self.free = {item.pk: item for code, item in codes.items() if code not in taken}
        self.used = dict.fromkeys(Level, 0)
        for code in (*codes, *taken):
            if found := _NUMBERED.fullmatch(code):
                level = next(one for one in Level if _LETTER[one] == found[1])
                self.used[level] = max(self.used[level], int(found[2]))

    def match_paths(self) -> None:
        """The same names from the top down; an item that stands before one that was taken out."""
        by_path: dict[Path, PlanItem] = {}
        for item in sorted(self.free.values(), key=lambda one: one.removed_at is not None):
            by_path.setdefault(self._path_of_item(item), item)
        for line in self._waiting():
            self._take(line, by_path.get(_path_of(line)))

    def match_moved(self) -> None:
        """The same name elsewhere, where one line and one item that stands have it."""
        standing = [item for item in self.free.values() if item.removed_at is None]
        by_name = {(item.level, name_key(item.title)): item for item in standing}
        items = Counter((item.level, name_key(item.title)) for item in standing)
        lines = Counter(_name_of(line) for line in self._waiting())
        for line in list(self._waiting()):
            name = _name_of(line)
            if items[name] == lines[name] == 1:
                self._take(line, by_name[name])

    def match_alike(self, level: Level) -> None:
        """Names that are almost the same, under the same item; the most alike first."""
        groups: dict[str, list[Line]] = {}
        for line in self._waiting(level):
            groups.setdefault(line.under.code if line.under else "", []).append(line)
        below: dict[str, list[PlanItem]] = {}
        for item in self.free.values():
            if item.level is level and item.removed_at is None:
                above = self.items.get(item.parent_id or 0)
                below.setdefault(above.code if above else "", []).append(item)
        for code, lines in groups.items():
            for _, number, key in sorted(_pairs(lines, below.get(code, ()))):
                if not lines[number].code and key in self.free:
                    self._take(lines[number], self.free[key])

    def number(self, level: Level) -> None:
        for line in self._waiting(level):
            self.used[level] += 1
            line.values["code"] = f"{_LETTER[level]}{self.used[level]}"

    def _waiting(self, level: Level | None = None) -> Iterable[Line]:
        return (line for line in self.lines if not line.code and level in (None, line.level))

    def _take(self, line: Line, item: PlanItem | None) -> None:
        if item is not None:
            line.values["code"] = item.code
            self.free.pop(item.pk, None)

    def _path_of_item(self, item: PlanItem) -> Path:
        above = self.items.get(item.parent_id or 0)
        over = self._path_of_item(above) if above else ()
        return (*over, item.level.value, name_key(item.title))


def _path_of(line: Line) -> Path:
    over = _path_of(line.under) if line.under else ()
    return (*over, line.level.value, name_key(str(line.values["title"])))


def _name_of(line: Line) -> tuple[Level, str]:
    return line.level, name_key(str(line.values["title"]))


def _pairs(lines: Sequence[Line], items: Sequence[PlanItem]) -> list[tuple[float, int, int]]:
    """How unlike the names of lines and items are, with the line's number and the item's key."""
    if len(lines) * len(items) > _MOST_COMPARED:
        return []
    found = []
    for number, line in enumerate(lines):
        for item in items:
            both = SequenceMatcher(None, _name_of(line)[1], name_key(item.title), autojunk=False)
            if both.ratio() >= _ALIKE:
                found.append((-both.ratio(), number, item.pk))
    return found
