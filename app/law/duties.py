"""The checklist of the office: the table of steps read aloud, done, due, blocked by, later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.law.facts import ProcedureFacts
from app.law.phases import MAIN_PATH, Phase
from app.law.requirement import Requirement
from app.law.sources import Source
from app.law.transitions import FORWARD_PATH, TRANSITIONS, Transition, advance, find_transition

__all__ = [
    "TRANSITIONS",
    "Duty",
    "DutyState",
    "ProcedureFacts",
    "Requirement",
    "Transition",
    "advance",
    "duties",
    "find_transition",
]


class DutyState(StrEnum):
    """How a duty stands: done, to be done now, blocked by another, or for a later phase."""

    DONE = "done"
    DUE = "due"
    BLOCKED = "blocked"
    LATER = "later"

    @property
    def label(self) -> str:
        """The state in Italian."""
        return _STATE_LABELS[self]


_STATE_LABELS: Final = {
    DutyState.DONE: "fatto",
    DutyState.DUE: "da fare",
    DutyState.BLOCKED: "bloccato",
    DutyState.LATER: "più avanti",
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One line of the checklist; ``target`` is a short key of where to go."""

    code: str
    title: str
    state: DutyState
    blocked_by: tuple[str, ...]
    source: Source
    target: str


def _in_order() -> tuple[tuple[Phase, Requirement], ...]:
    """Each requirement once, with the first phase in which it is asked for."""
    seen: dict[str, tuple[Phase, Requirement]] = {}
    for step in FORWARD_PATH:
        for need in step.requirements:
            seen.setdefault(need.code, (step.origin, need))
    return tuple(seen.values())


_CHECKLIST: Final = _in_order()
_BY_CODE: Final = {need.code: need for _, need in _CHECKLIST}


def duties(facts: ProcedureFacts, now: datetime) -> tuple[Duty, ...]:
    """Return the checklist at ``now`` (an aware instant), in the order of the procedure.

    A suspended procedure is read from the phase it was suspended in, and nothing of it is
    due until it resumes. A revoked or archived one has only what is done.
    """
    facts = replace(facts, now=now)
    phase = facts.phase
    if phase is Phase.SUSPENDED:
        phase = facts.suspended_from or Phase.STARTED
    asked = MAIN_PATH.index(phase) if phase in MAIN_PATH else len(MAIN_PATH)
    return tuple(_duty(origin, need, asked, facts) for origin, need in _CHECKLIST)


def _duty(origin: Phase, need: Requirement, asked: int, facts: ProcedureFacts) -> Duty:
    """Judge one requirement; ``asked`` is the place of the present phase on the main path."""
    reached = MAIN_PATH.index(origin) <= asked
    missing = tuple(
        _BY_CODE[code].sentence for code in need.after if not _BY_CODE[code].fact(facts)
    )
    if facts.phase is Phase.SUSPENDED:
        missing = ("Il procedimento è sospeso: riprende con un atto.", *missing)
    if need.fact(facts) and (reached or not need.vacuous):
        state, missing = DutyState.DONE, ()
    elif not reached or facts.phase in _OVER:
        state, missing = DutyState.LATER, ()
    else:
        state = DutyState.BLOCKED if missing else DutyState.DUE
    return Duty(need.code, need.title, state, missing, need.source, need.target)


_OVER: Final = frozenset({Phase.REVOKED, Phase.ARCHIVED})
