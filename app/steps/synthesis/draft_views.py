"""What the pages of shared drafts show: what changed since, and because of which observation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.steps.contributions.queries import SynthesisRow, list_chosen_for_synthesis
from app.steps.procedures.queries import Here
from app.steps.synthesis.comparing import Fate, NodeDiff, compare, numbers_of, with_names
from app.steps.synthesis.content import nodes_of
from app.steps.synthesis.history_views import StepView, step_views
from app.steps.synthesis.models import SharedDraft
from app.steps.synthesis.queries import (
    list_observed_steps,
    list_sources,
    list_steps_since,
    list_touched_since,
    load_picture,
)
from app.steps.synthesis.views import Options, name_of


@dataclass(frozen=True, slots=True)
class Since:
    """The draft beside the synthesis: figures, then node by node; `observed` are codes."""

    groups: tuple[tuple[str, tuple[NodeDiff, ...]], ...]
    figures: tuple[tuple[str, int], ...]
    observed: frozenset[str]


def since_draft(session: Session, here: Here, draft: SharedDraft, *, whole: bool) -> Since:
    """What changed since a draft; a constant number of queries.

    Without `whole`, words of a node come back from the draft only where all its contributions
    are still read as they were.
    """
    key = here.procedure.pk
    rows = _list_named(session, here, draft)
    drawn = list_sources(session, key)
    names = {row.number: name_of(row) for row in (*rows, *drawn.values())}
    now = nodes_of(load_picture(session, key, whole=whole), drawn)
    hidden = (
        frozenset()
        if whole
        else list_touched_since(session, key, draft.shared_at) | _withheld_since(draft, rows)
    )
    groups = compare(with_names(draft.content, names), with_names(now, names), hidden)
    nodes = [node for _, found in groups for node in found]
    steps = [step for found in list_observed_steps(session, key).values() for step in found]
    return Since(
        groups=tuple((title, tuple(found)) for title, found in groups),
        figures=tuple(
            (words, sum(node.fate is fate for node in nodes))
            for fate, words in (
                (Fate.CHANGED, "Cambiati"),
                (Fate.NEW, "Nuovi"),
                (Fate.GONE, "Non ci sono più, da soli"),
                (Fate.SAME, "Uguali"),
            )
        ),
        observed=frozenset(step.code for step in steps),
    )


def _list_named(session: Session, here: Here, draft: SharedDraft) -> list[SynthesisRow]:
    """The contributions that the draft names."""
    numbers = {numbers_of(source) for _, source in _sources(draft)}
    return list_chosen_for_synthesis(session, here.procedure.pk, numbers=numbers)


def _sources(draft: SharedDraft) -> Iterator[tuple[str, str]]:
    """Each node's code with each contribution as the draft names it."""
    for group in draft.content["groups"]:
        for node in group["nodes"]:
            yield from ((node["code"], source) for source in node["sources"])


def _withheld_since(draft: SharedDraft, rows: list[SynthesisRow]) -> frozenset[str]:
    """Codes of the draft's nodes that name a contribution which nobody reads any more."""
    read = {row.number for row in rows if not row.withheld}
    return frozenset(
        code
        for code, source in _sources(draft)
        if numbers_of(source) not in read and "(non pubblicato)" not in source
    )


def draft_content(session: Session, here: Here, draft: SharedDraft) -> dict[str, Any]:
    """The draft as it was sent; a contribution withheld since then has its number only."""
    names = {
        row.number: name_of(row) if row.withheld else f"{name_of(row)}, {row.body_name}"
        for row in _list_named(session, here, draft)
    }
    return with_names(draft.content, names)


def observed_steps(session: Session, here: Here) -> dict[str, tuple[StepView, ...]]:
    """Public id of each observation → what changed because of it, in words."""
    found = list_observed_steps(session, here.procedure.pk)
    every = step_views(session, here, [step for steps in found.values() for step in steps])
    by_id = {view.id: view for view in every}
    return {ref: tuple(by_id[step.id] for step in steps) for ref, steps in found.items()}


def step_choices(session: Session, here: Here, draft: SharedDraft) -> Options:
    """The steps since a draft, to say which were taken because of an observation."""
    rows = list_steps_since(session, here.procedure.pk, draft.shared_at)
    views = step_views(session, here, rows)
    return [(str(view.id), f"{view.headline}. {view.why}".strip()) for view in views]
