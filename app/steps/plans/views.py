"""What the office's pages of the plan show: the preview of a file, an item's form, the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.files.models import StoredFile
from app.core.i18n import date_short, date_words
from app.core.security.actor import Actor
from app.core.text import sentence
from app.steps.plans.cells import cents_words
from app.steps.plans.changes import Changes
from app.steps.plans.columns import BY_FIELD, COLUMNS, Headers
from app.steps.plans.enums import ItemState, Level, PlanActKind
from app.steps.plans.models import PlanItem
from app.steps.plans.permissions import PUBLISH
from app.steps.plans.queries import PlanActRow

SHOWN = 200
"""How many lines of each kind a preview shows; what is beyond is counted."""
NBSP = "\u00a0"
Options = list[tuple[str, str]]
LEVELS: Options = [(level.value, sentence(level.label)) for level in Level]
STATES: Options = [(state.value, sentence(state.label)) for state in ItemState]
KINDS: Options = [(kind.value, sentence(kind.label)) for kind in PlanActKind]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an item, in words, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A line of a preview; `number` is the row of the file, 0 for what the file lacks."""

    number: int
    code: str
    title: str
    level: str
    facts: tuple[tuple[str, str], ...] = ()
    changes: tuple[FieldChange, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do, in the order a person wants to know it."""

    refused: tuple[PreviewLine, ...]
    added: tuple[PreviewLine, ...]
    restored: tuple[PreviewLine, ...]
    edited: tuple[PreviewLine, ...]
    gone: tuple[PreviewLine, ...]
    kept: tuple[str, ...]
    unchanged: int
    reordered: bool
    any: bool
    count: int
    seal: str
    by_name: bool = False

    @property
    def empties(self) -> bool:
        """Whether most of what stands would go: then the file may be a part only."""
        stays = len(self.edited) + self.unchanged + len(self.kept)
        return len(self.gone) > stays

    @property
    def figures(self) -> tuple[tuple[str, str], ...]:
        """The counts first."""
        return (
            ("Nuove", str(len(self.added))),
            ("Ripristinate", str(len(self.restored))),
            ("Cambiate", str(len(self.edited))),
            ("Tolte", str(len(self.gone))),
            ("Invariate", str(self.unchanged)),
            ("Righe rifiutate", str(len(self.refused))),
        )


def preview_of(changes: Changes, edition: int) -> Preview:
    """The preview of `changes` on the tree of this edition, with the seal to confirm it."""
    return Preview(
        refused=tuple(
            PreviewLine(
                line.number,
                line.code,
                str(line.values.get("title", "")),
                line.values["level"].label if "level" in line.values else "",
                reasons=tuple(line.errors),
            )
            for line in changes.refused
        ),
        added=tuple(_line_of(line.number, line.values) for line in changes.added),
        restored=tuple(_line_of(line.number, line.values) for line, _ in changes.restored),
        edited=tuple(
            PreviewLine(
                edit.line,
                edit.item.code,
                edit.item.title,
                edit.item.level.label,
                changes=tuple(
                    FieldChange(BY_FIELD[name].header, words_of(name, old), words_of(name, new))
                    for name, (old, new) in edit.fields.items()
                ),
            )
            for edit in changes.edited
        ),
        gone=tuple(
            PreviewLine(0, item.code, item.title, item.level.label) for item in changes.gone
        ),
        kept=tuple(changes.kept),
        unchanged=changes.unchanged,
        reordered=changes.reordered,
        any=changes.any,
        count=changes.count,
        seal=changes.seal(edition),
        by_name=changes.by_name,
    )


def _line_of(number: int, values: Mapping[str, Any]) -> PreviewLine:
    facts = tuple(
        (column.header, words)
        for column in COLUMNS
        if column.field not in ("code", "level", "title")
        and (words := words_of(column.field, values.get(column.field)))
    )
    return PreviewLine(number, values["code"], values["title"], values["level"].label, facts)


def words_of(name: str, value: Any) -> str:
    """A field's value in words; empty for nothing."""
    if value is None:
        return ""
    if name == "amount_cents":
        return cents_words(value).replace(" ", NBSP)
    if name == "due_on":
        return date_short(value)
    return str(getattr(value, "label", value))


def may_publish(actor: Actor, authority: str) -> bool:
    """Whether the page of this authority (by its slug) offers `actor` to publish the plan."""
    return PUBLISH.held_by(actor, authority)


def column_options(headers: Headers | None) -> Options:
    """The columns of a file to choose from, by their place and with what heads them."""
    if headers is None:
        return []
    return [(str(at), name[:80]) for at, name in sorted(headers.names.items())]


def parent_options(items: Iterable[PlanItem], level: Level | None = None) -> Options:
    """What may hold an item of this level, or of any, in the tree's order."""
    most = level.depth if level else Level.ACTIVITY.depth
    return [
        (item.public_id, f"{item.code} {item.title}") for item in items if item.level.depth < most
    ]


def suggested(items: Iterable[PlanItem]) -> dict[str, list[str]]:
    """Owners and sectors that the plan names already."""
    rows = list(items)
    return {
        "owners": sorted({item.owner for item in rows if item.owner}),
        "sectors": sorted({item.sector for item in rows if item.sector}),
    }


@dataclass(frozen=True, slots=True)
class WayStep:
    """A step of the plan's way to approval, as a timeline shows it.

    `who` is on a joint plan the authority whose act it is, and the organ.
    """

    public_id: str
    title: str
    when: str
    state: str
    text: str
    href: str
    kind: str
    who: str
    number: str
    file: StoredFile | None
    adopted: bool


def way_of(rows: Sequence[PlanActRow], lead: str, address: str, *, joint: bool) -> list[WayStep]:
    """The steps in order; `address` is where the files of acts stand."""
    steps: list[WayStep] = []
    for row in rows:
        act = row.act
        who = f"{row.partner.name if row.partner else lead}, {act.organ}" if joint else act.organ
        number = f"n. {act.number} del {date_short(act.adopted_on)}" if act.adopted_on else ""
        steps.append(
            WayStep(
                public_id=act.public_id,
                title=sentence(f"{act.kind.label}: {who}"),
                when=_when(act.adopted_on, act.expected_on),
                state="past" if act.adopted_on else "next",
                text=". ".join(part for part in (number, act.subject) if part),
                href=f"{address}/{act.public_id}/file" if row.file else "",
                kind=sentence(act.kind.label),
                who=who,
                number=number,
                file=row.file,
                adopted=act.adopted_on is not None,
            )
        )
    return steps


def _when(adopted_on: date | None, expected_on: date | None) -> str:
    if adopted_on is not None:
        return sentence(date_words(adopted_on))
    return f"Atteso per {date_words(expected_on)}" if expected_on else "Atteso"
