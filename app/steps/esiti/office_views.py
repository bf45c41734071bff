"""What the office sees while it writes the esiti: what is missing, what is suggested."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.core.text import sort_key
from app.core.web.paging import PageOf, cut
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.esiti.queries import EsitoRow, latest_of, list_esiti
from app.steps.esiti.views import EsitoFilters, Options, fits
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, list_acts
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.queries import NodeRow, load_picture
from app.steps.synthesis.views import name_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the nodes suggest; the office decides. `outcome` is None where they say nothing."""

    outcome: Outcome | None
    reason: str
    plan_item: str = ""


@dataclass(frozen=True, slots=True)
class OfficeEsito:
    """A contribution in the office's list, with its last proposal and decision."""

    public_id: str
    name: str
    body: str
    tavolo: str
    withheld: bool
    codes: tuple[str, ...]
    proposal: EsitoRow | None
    decision: EsitoRow | None


@dataclass(frozen=True, slots=True)
class Completeness:
    """How far a tavolo is: `missing` contributions have no proposal."""

    tavolo: str
    public_id: str
    total: int
    missing: int


@dataclass(frozen=True, slots=True)
class OfficeEsiti:
    listing: PageOf[OfficeEsito]
    completeness: tuple[Completeness, ...]
    missing: int
    drafts: int
    bodies: Options
    acts: Options


def office_esiti(session: Session, here: Here, filters: EsitoFilters, path: str) -> OfficeEsiti:
    """Every contribution with its esito; a constant number of queries."""
    key = here.procedure.pk
    rows = list_published_for_synthesis(session, key)
    esiti = list_esiti(session, key)
    proposals = latest_of(esiti, EsitoStep.PROPOSAL)
    decisions = latest_of(esiti, EsitoStep.DECISION)
    laboratories = {meeting.pk: meeting.public_id for meeting in list_laboratories(session, key)}
    latest = {**proposals, **decisions}
    picture = load_picture(session, key)
    shown = [
        OfficeEsito(
            public_id=row.public_id,
            name=name_of(row),
            body=row.body_name,
            tavolo=row.tavolo_name,
            withheld=row.withheld,
            codes=tuple(n.code for n in picture.named(picture.nodes_of.get(row.id, ()))),
            proposal=proposals.get(row.id),
            decision=decisions.get(row.id),
        )
        for row in rows
        if fits(row, filters.params, laboratories, latest, public=False)
    ]
    return OfficeEsiti(
        listing=cut(shown, filters.number, path, filters.params),
        completeness=_completeness(rows, proposals),
        missing=sum(row.id not in proposals for row in rows),
        drafts=sum(esito.state is EsitoState.DRAFT for esito in proposals.values()),
        bodies=sorted(
            {(row.body_public_id, row.body_name) for row in rows},
            key=lambda item: sort_key(item[1]),
        ),
        acts=approvals(session, here),
    )


def approvals(session: Session, here: Here) -> Options:
    """The organ's acts of approval, to choose from."""
    return [
        (act.public_id, f"{act.organ}, n. {act.number} del {act.adopted_on:%d/%m/%Y}")
        for act, _ in list_acts(session, here.procedure.pk, ActKind.APPROVAL)
    ]


def suggest(nodes: Sequence[NodeRow]) -> Suggestion:
    """What `nodes`, drawn from a contribution or reached from it, suggest as its esito."""
    if not nodes:
        return Suggestion(None, "")
    named = ", ".join(f"{node.code} «{node.title}»" for node in nodes)
    reason = f"Il contributo è confluito in {named}."
    kinds = {node.kind for node in nodes}
    if NodeKind.INTERVENTION in kinds:
        item = next(node.title for node in nodes if node.kind is NodeKind.INTERVENTION)
        return Suggestion(Outcome.PROPOSED, reason, item)
    if NodeKind.AREA in kinds:
        return Suggestion(Outcome.REFERRED_TO_CODESIGN, reason)
    if any(node.details.get("coverage") == "adequate" for node in nodes):
        return Suggestion(Outcome.ALREADY_PROVIDED, reason)
    return Suggestion(Outcome.PROPOSED_IN_PART, reason)


def _completeness(
    rows: Sequence[SynthesisRow], proposals: dict[int, EsitoRow]
) -> tuple[Completeness, ...]:
    tavoli = {row.tavolo_id: (row.tavolo_name, row.tavolo_public_id) for row in rows}
    return tuple(
        Completeness(
            name,
            public_id,
            sum(row.tavolo_id == key for row in rows),
            sum(row.tavolo_id == key and row.id not in proposals for row in rows),
        )
        for key, (name, public_id) in sorted(tavoli.items())
    )
