"""The history in words: who did what to which node, when, why, and what it changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.core.diff import Piece, word_diff
from app.steps.contributions.queries import list_chosen_for_synthesis
from app.steps.procedures.queries import Here, list_tavoli
from app.steps.synthesis.details import DETAILS, words_of
from app.steps.synthesis.enums import WHOLE, NodeKind, Step
from app.steps.synthesis.queries import HistoryRow, list_codes, list_parts_of
from app.steps.synthesis.views import name_of


@dataclass(frozen=True, slots=True)
class Names:
    """What the history names by a key: nodes by code, contributions, tavoli by their key."""

    nodes: Mapping[str, str]
    contributions: Mapping[str, str]
    tavoli: Mapping[int, str]

    def node(self, ref: object) -> str:
        return self.nodes.get(str(ref), "un altro nodo")

    def contribution(self, ref: str) -> str:
        return self.contributions.get(ref, "Un contributo che non è più tra quelli esaminati")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a node, before and after, word by word."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in words; `lines` are what it did one by one, `undone` once it was taken back."""

    id: int
    node: str
    code: str
    headline: str
    lines: tuple[str, ...]
    changes: tuple[FieldChange, ...]
    why: str
    by: str
    at: datetime
    undone: bool


def step_views(session: Session, here: Here, rows: Sequence[HistoryRow]) -> tuple[StepView, ...]:
    """The steps in words, those of several parts with what each part did; at most four queries."""
    names = _names(session, here, rows)
    whole = [row.id for row in rows if row.what in WHOLE]
    parts: dict[int, list[HistoryRow]] = {}
    for part in list_parts_of(session, whole) if whole else ():
        parts.setdefault(part.part_of_id or 0, []).append(part)
    return tuple(_view(row, parts.get(row.id, []), names) for row in rows)


def _names(session: Session, here: Here, rows: Sequence[HistoryRow]) -> Names:
    key = here.procedure.pk
    named = {ref for row in rows for ref in _named(row)}
    return Names(
        nodes=list_codes(session, key),
        contributions={
            row.public_id: name_of(row)
            for row in list_chosen_for_synthesis(session, key, refs=named)
        },
        tavoli={tavolo.pk: tavolo.name for tavolo in list_tavoli(session, key)},
    )


def _named(row: HistoryRow) -> Iterable[str]:
    """Public ids of the contributions that a step names one by one."""
    return () if row.what is Step.MOVED else row.details.get("sources", {})


def _view(row: HistoryRow, parts: list[HistoryRow], names: Names) -> StepView:
    lines = [headline(part, names) for part in parts]
    lines += [names.contribution(ref) for ref in _named(row)]
    changed = [row, *parts]
    words = headline(row, names)
    return StepView(
        id=row.id,
        node=row.node_public_id,
        code=row.code,
        headline=f"Annullamento. {words}" if row.undoes_id else words,
        lines=tuple(lines),
        changes=tuple(change for each in changed for change in changes_of(each, names)),
        why=row.why,
        by=row.by,
        at=row.at,
        undone=row.undone,
    )


def headline(row: HistoryRow, names: Names) -> str:
    """What a step did, in one line."""
    code, details = row.code, row.details
    count = len(details.get("sources", {}))
    many = "un contributo" if count == 1 else f"{count} contributi"
    other = names.node(details.get("other"))
    return {
        Step.MADE: f"{code} creato: {row.title}",
        Step.EDITED: f"{code} modificato",
        Step.JOINED: f"{code}: {many} in più",
        Step.PARTED: f"{code}: {many} in meno",
        Step.LINKED: f"{code} collegato a {other}",
        Step.UNLINKED: f"{code} scollegato da {other}",
        Step.REMOVED: f"{code} tolto dalla sintesi: {row.title}",
        Step.RESTORED: f"{code} ripristinato: {row.title}",
        Step.MERGED: f"{', '.join(map(names.node, details.get('others', [])))} uniti in {code}",
        Step.SPLIT: f"{code} diviso in due: nasce {other}",
        Step.MOVED: f"{many.capitalize()} da {code} a {other}",
        Step.MOVED_UNDER: f"{code} spostato da {names.node(details.get('origin'))} a {other}",
        Step.ASSESSED: f"{code}: valutazione dell'ufficio",
        Step.SOURCE_CHANGED: f"{code}: un suo contributo non si legge più come prima",
        Step.REREAD: f"{code} riletto",
    }[row.what]


def changes_of(row: HistoryRow, names: Names) -> tuple[FieldChange, ...]:
    """The fields that a step changed; of a node that was just made there is nothing before."""
    before, after = row.details.get("before"), row.details.get("after")
    if before is None or after is None:
        return ()
    old, new = _told(row.kind, before, names), _told(row.kind, after, names)
    return tuple(
        FieldChange(label, word_diff(old[label], new[label]))
        for label in old
        if old[label] != new[label]
    )


def _told(kind: NodeKind, fields: dict[str, Any], names: Names) -> dict[str, str]:
    """Label → the words of each field of a node, as the history keeps them."""
    return {
        "Titolo": fields["title"],
        "Testo": fields["text"],
        "Tavolo": names.tavoli.get(fields["tavolo_id"] or 0, ""),
        **{field.label: words_of(kind, fields["details"], field.name) for field in DETAILS[kind]},
    }
