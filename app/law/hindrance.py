"""Reasons sent before a refusal (art. 10-bis), and what they do to the term of conclusion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.law.days import MonthDay, next_working_day
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import L241_2_2, L241_2_7, L241_10BIS, L241_21OCTIES, Source
from app.law.words import counted, day_in_words

CONCLUSION_DAYS: Final = 30
"""Days to answer a domanda where no rule of the authority says otherwise (L. 241/1990, 2 c. 2)."""
COMPLETION_SUSPENDS: Final = 30
"""Days for which one request to complete may suspend the term (L. 241/1990, 2 c. 7)."""
RESTART_DAYS: Final = 10
"""Days after the observations at which a suspended term runs again (art. 10-bis, since 2020)."""

_ONE_DAY: Final = timedelta(days=1)


class Ground(StrEnum):
    """Why a domanda is not admitted."""

    MERIT = "merit"
    OUT_OF_TIME = "out_of_time"


BOUND: Final[dict[Ground, Source]] = {Ground.OUT_OF_TIME: L241_21OCTIES}
"""The grounds whose outcome could not be another, so that the notice is the office's choice.

Art. 10-bis exempts none of them: what ``Source`` says is that a judge does not annul a bound act
because the notice was not sent (first period of the paragraph; since 2020 the second no longer
covers art. 10-bis). The office may always send it, and then the ten days count for it too.
"""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice that was sent: the end of the term (aware), when observations came, if they did."""

    due_at: datetime
    observed_at: datetime | None


def check_refusal(
    ground: Ground, notice: NoticeFacts | None, answer: str, now: datetime
) -> Decision:
    """Decide whether a domanda may be refused at ``now`` (an aware instant).

    ``answer`` is what the decision says of the observations. Source: L. 241/1990, art. 10-bis.
    """
    if notice is None:
        return (
            ALLOWED
            if ground in BOUND
            else _refuse(
                None,
                "Prima di non ammettere i motivi si comunicano all'ente, che ha dieci giorni.",
                "Mandate la comunicazione dei motivi ostativi, poi decidete.",
            )
        )
    if notice.observed_at is None and now <= notice.due_at:
        return _refuse(
            None,
            "L'ente ha ancora tempo per le sue osservazioni.",
            "Decidete quando sono arrivate, o quando il termine è passato.",
        )
    return check_answer(notice, answer)


def check_answer(notice: NoticeFacts | None, answer: str) -> Decision:
    """Whatever is decided, observations that came are answered (art. 10-bis)."""
    if notice is None or notice.observed_at is None or answer.strip():
        return ALLOWED
    return _refuse(
        "answer",
        "L'ente ha mandato osservazioni: la decisione dice perché sono accolte o no.",
        "Rispondete alle osservazioni.",
    )


def _refuse(field: str | None, reason: str, remedy: str) -> Decision:
    return Decision((Refusal(field, reason, remedy, L241_10BIS),))


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days in Rome that do not count, both included, and why."""

    since: date
    until: date
    why: str
    source: Source


def suspended_by_notice(sent: date, last_day: date, observed: date | None) -> Suspension:
    """From the day the reasons are sent until ten days after the observations.

    Where none come it ends with their term, ``last_day``. Source: L. 241/1990, art. 10-bis as
    changed by D.L. 76/2020 (k).
    """
    until = last_day if observed is None else observed + timedelta(days=RESTART_DAYS)
    return Suspension(sent, until, "comunicazione dei motivi ostativi", L241_10BIS)


def suspended_by_request(asked: date, last_day: date, answered: date | None) -> Suspension:
    """From the day a completion is asked until its answer or its term, thirty days at most.

    Only one request suspends. Source: L. 241/1990, art. 2 c. 7 (k).
    """
    longest = asked + timedelta(days=COMPLETION_SUSPENDS - 1)
    until = min(last_day if answered is None else answered, longest)
    return Suspension(asked, until, "richiesta di integrazione", L241_2_7)


@dataclass(frozen=True, slots=True)
class ConclusionTerm:
    """The term to answer a domanda: ``used`` of ``days`` have run; ``end`` belongs to it whole.

    ``suspended`` is the suspension that holds today, if one does.
    """

    start: date
    days: int
    used: int
    end: date
    suspensions: tuple[Suspension, ...]
    suspended: Suspension | None
    source: Source = L241_2_2

    @property
    def sentences(self) -> tuple[str, ...]:
        """The count told in Italian lines."""
        stops = tuple(
            f"Sospeso da {day_in_words(stop.since)} a {day_in_words(stop.until)}: "
            f"{stop.why} ({stop.source.label})."
            for stop in self.suspensions
        )
        length, run = (counted(n, "giorno", "giorni") for n in (self.days, self.used))
        return (
            f"Decorre da {day_in_words(self.start)}, che non si conta; dura {length}.",
            *stops,
            f"Trascorsi finora: {run}. Finisce {day_in_words(self.end)}.",
        )


def conclusion_term(
    start: date,
    today: date,
    suspensions: Sequence[Suspension] = (),
    *,
    days: int = CONCLUSION_DAYS,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> ConclusionTerm:
    """Count the term from ``start``, which is not counted, leaving out what is suspended.

    All are days in Rome; a last day on a holiday moves on. Source: L. 241/1990, art. 2.
    Raises ValueError when ``days`` is under one.
    """
    if days < 1:
        raise ValueError("a term has at least one day")
    day, run, used = start, 0, 0
    while run < days:
        day += _ONE_DAY
        if any(stop.since <= day <= stop.until for stop in suspensions):
            continue
        run += 1
        used += day <= today
    ordered = tuple(sorted(suspensions, key=lambda stop: stop.since))
    now = next((stop for stop in ordered if stop.since <= today <= stop.until), None)
    return ConclusionTerm(start, days, used, next_working_day(day, patron, saturday), ordered, now)
