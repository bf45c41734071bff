"""The one table of the steps of a procedure, and the one function that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.law import requirements as needs
from app.law.decisions import Decision, Refusal
from app.law.facts import ProcedureFacts
from app.law.phases import IN_PROGRESS, MAIN_PATH, Phase, Who
from app.law.requirement import Requirement
from app.law.sources import DM72_2

_OFFICE: Final = (Who.OFFICE, Who.RESPONSIBLE_OFFICER)
_RDP: Final = (Who.RESPONSIBLE_OFFICER,)


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: from, to, who makes it, what must hold, what follows (short keys)."""

    origin: Phase
    target: Phase
    who: tuple[Who, ...]
    requirements: tuple[Requirement, ...]
    causes: tuple[str, ...]


_FORWARD: Final = (
    Transition(
        Phase.DRAFT,
        Phase.STARTED,
        _OFFICE,
        (needs.START_ACT, needs.RESPONSIBLE_OFFICER),
        ("procedure_made_public", "slot_start_act_due"),
    ),
    Transition(
        Phase.STARTED,
        Phase.OPEN,
        _RDP,
        (needs.TAVOLI, needs.AVVISO_COMPLETE, needs.AVVISO_ACT, needs.AVVISO_PUBLISHED),
        ("domande_accepted", "followers_told", "slot_avviso_due"),
    ),
    Transition(
        Phase.OPEN,
        Phase.LABORATORIES,
        _RDP,
        (needs.FIRST_ADMISSION,),
        ("seats_assigned", "applicants_told", "slot_admitted_due"),
    ),
    Transition(
        Phase.LABORATORIES,
        Phase.SYNTHESIS,
        _OFFICE,
        (
            needs.LABORATORIES_HELD,
            needs.VERBALI_APPROVED,
            needs.CONTRIBUTIONS_MODERATED,
            needs.SYNTHESIS_SHARED,
        ),
        ("observations_window_opened", "participants_told", "slot_verbali_due"),
    ),
    Transition(
        Phase.SYNTHESIS,
        Phase.RESTITUTION,
        _RDP,
        (
            needs.OBSERVATIONS_CLOSED,
            needs.OBSERVATIONS_ANSWERED,
            needs.ESITI_GIVEN,
            needs.NODE_ESITI_GIVEN,
            needs.ESITI_IN_ORDER,
            needs.ESITI_PUBLISHED,
        ),
        ("participants_told", "followers_told"),
    ),
    Transition(
        Phase.RESTITUTION,
        Phase.CONCLUDED,
        _RDP,
        (
            needs.VERBALI_APPROVED,
            needs.CONTRIBUTIONS_MODERATED,
            needs.ESITI_GIVEN,
            needs.DOMANDE_DECIDED,
            needs.RDP_ASSESSMENT,
            needs.REPORT_APPROVED,
            needs.CLOSING_ACT,
            needs.SENT_TO_ORGANS,
        ),
        ("participants_told", "followers_told", "slot_final_document_due"),
    ),
    Transition(
        Phase.CONCLUDED, Phase.ARCHIVED, _OFFICE, (needs.SLOTS_FILLED,), ("retention_started",)
    ),
)

_UNDER_WAY: Final = tuple(phase for phase in MAIN_PATH if phase in IN_PROGRESS)

TRANSITIONS: Final[tuple[Transition, ...]] = (
    *_FORWARD,
    *(
        Transition(
            origin,
            Phase.SUSPENDED,
            _RDP,
            (needs.SUSPENSION_ACT,),
            ("terms_suspended", "participants_told", "followers_told"),
        )
        for origin in _UNDER_WAY
    ),
    *(
        Transition(
            Phase.SUSPENDED,
            target,
            _RDP,
            (needs.RESUMPTION_ACT,),
            ("terms_resumed", "participants_told", "followers_told"),
        )
        for target in _UNDER_WAY
    ),
    *(
        Transition(
            origin,
            Phase.REVOKED,
            _RDP,
            (needs.REVOCATION_ACT,),
            ("domande_closed", "participants_told", "followers_told"),
        )
        for origin in (*_UNDER_WAY, Phase.SUSPENDED)
    ),
    Transition(
        Phase.REVOKED, Phase.ARCHIVED, _OFFICE, (needs.SLOTS_FILLED,), ("retention_started",)
    ),
)
"""Every lawful step. What is not here does not happen."""

FORWARD_PATH: Final[tuple[Transition, ...]] = _FORWARD
"""The steps of a procedure that runs to its end, in order."""


def find_transition(origin: Phase, target: Phase) -> Transition | None:
    """Return the step between two phases, or None when there is none."""
    for transition in TRANSITIONS:
        if (transition.origin, transition.target) == (origin, target):
            return transition
    return None


def next_phases(phase: Phase) -> tuple[Phase, ...]:
    """Return the phases that can follow ``phase``, in the order of the table."""
    return tuple(step.target for step in TRANSITIONS if step.origin is phase)


def advance(phase: Phase, target: Phase, facts: ProcedureFacts) -> Decision:
    """Decide whether a procedure may go from ``phase`` to ``target`` given its facts.

    Every requirement that fails is a refusal with its own source. A suspended procedure
    resumes only where it stood (``facts.suspended_from``).
    """
    step = find_transition(phase, target)
    if step is None:
        return _no_such_step(phase, next_phases(phase), target)
    if phase is Phase.SUSPENDED and target in IN_PROGRESS and facts.suspended_from is not target:
        stood = () if facts.suspended_from is None else (facts.suspended_from,)
        return _no_such_step(phase, stood, target)
    return Decision(
        tuple(
            Refusal(None, need.sentence, need.remedy, need.source)
            for need in step.requirements
            if not need.fact(facts)
        )
    )


def _no_such_step(phase: Phase, possible: tuple[Phase, ...], target: Phase) -> Decision:
    """Refuse a step that the table does not have, saying which ones remain."""
    named = ", ".join(f"«{other.label}»" for other in possible)
    remedy = f"Da qui si passa a: {named}." if possible else "Da qui non si passa ad altre fasi."
    return Decision(
        (Refusal(None, f"Da «{phase.label}» non si passa a «{target.label}».", remedy, DM72_2),)
    )
