"""The term to answer a domanda: how long it is, what suspends it, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.law.days import MonthDay, next_working_day
from app.law.decisions import Decision, Refusal
from app.law.sources import (
    L241_2_2,
    L241_2_3,
    L241_2_4,
    L241_2_7,
    L241_10BIS,
    Source,
)
from app.law.words import counted, day_in_words

CONCLUSION_DAYS: Final = 30
"""Days to conclude where no rule of the authority says otherwise (L. 241/1990, 2 c. 2)."""
MOST_DAYS: Final = 90
"""Days that a rule of the authority may set at the most (L. 241/1990, art. 2 c. 3)."""
MOST_COMPLEX_DAYS: Final = 180
"""Days that it may set for the reasons of art. 2 c. 4, and never more."""
COMPLETION_SUSPENDS: Final = 30
"""Days for which one request to complete may suspend the term (L. 241/1990, 2 c. 7)."""
RESTART_DAYS: Final = 10
"""Days after the observations at which a suspended term runs again (art. 10-bis, since 2020)."""

_ONE_DAY: Final = timedelta(days=1)


def check_length(days: int, rule: str, why: str) -> Decision:
    """Decide whether an authority's term may last ``days``, as ``rule`` of its own sets it.

    Any length but thirty rests on a rule; above ninety it says ``why`` that many are
    indispensable (organisation, interests, complexity); nothing goes above a hundred and eighty.
    Source: L. 241/1990, art. 2 c. 2-4.
    """
    refusals = []
    if not 1 <= days <= MOST_COMPLEX_DAYS:
        refusals.append(
            Refusal(
                "conclusion_days",
                f"Il termine va da un giorno a {MOST_COMPLEX_DAYS}.",
                f"Di regola arriva a {MOST_DAYS}.",
                L241_2_4,
            )
        )
    if days != CONCLUSION_DAYS and not rule.strip():
        refusals.append(
            Refusal(
                "conclusion_rule",
                f"Un termine diverso da {CONCLUSION_DAYS} giorni lo fissa una vostra disposizione.",
                f"Scrivete quale, oppure lasciate {CONCLUSION_DAYS} giorni.",
                L241_2_3,
            )
        )
    if days > MOST_DAYS and not why.strip():
        refusals.append(
            Refusal(
                "conclusion_why",
                f"Oltre {MOST_DAYS} giorni serve dire perché sono indispensabili.",
                "Scrivetelo: l'organizzazione, gli interessi tutelati o la complessità.",
                L241_2_4,
            )
        )
    return Decision(tuple(refusals))


def source_of(days: int) -> Source:
    """The rule under which a term of ``days`` stands."""
    if days == CONCLUSION_DAYS:
        return L241_2_2
    return L241_2_3 if days <= MOST_DAYS else L241_2_4


def promise(days: int, rule: str) -> str:
    """Within when a domanda is decided, as an avviso and a receipt say it."""
    by = f" ({rule})" if rule else ""
    length = counted(days, "giorno", "giorni")
    return f"L'ufficio decide su ogni domanda entro {length} dalla chiusura dell'avviso{by}."


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days in Rome that do not count, both included, and why."""

    since: date
    until: date
    why: str
    source: Source


def suspended_by_notice(sent: date, last_day: date, observed: date | None) -> Suspension:
    """From the day the reasons are sent until ten days after the observations.

    Where none come by ``last_day``, the end of their term, it ends with that: what comes later
    is read, and stops nothing. Source: L. 241/1990, art. 10-bis as changed by D.L. 76/2020,
    art. 12: the term is suspended, no longer interrupted.
    """
    heard = observed is not None and observed <= last_day
    until = observed + timedelta(days=RESTART_DAYS) if observed and heard else last_day
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

    ``suspended`` is the suspension that holds today, if one does; ``rule`` is the authority's
    own, empty where the law's thirty days hold.
    """

    start: date
    days: int
    used: int
    end: date
    suspensions: tuple[Suspension, ...]
    suspended: Suspension | None
    rule: str = ""

    @property
    def source(self) -> Source:
        """The rule of the law on its length."""
        return source_of(self.days)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The count told in Italian lines."""
        stops = tuple(
            f"Sospeso da {day_in_words(stop.since)} a {day_in_words(stop.until)}: "
            f"{stop.why} ({stop.source.label})."
            for stop in self.suspensions
        )
        length, run = (counted(n, "giorno", "giorni") for n in (self.days, self.used))
        by = f" ({self.rule})" if self.rule else ""
        return (
            f"Decorre da {day_in_words(self.start)}, che non si conta; dura {length}{by}.",
            *stops,
            f"Trascorsi finora: {run}. Finisce {day_in_words(self.end)}.",
        )


def conclusion_term(
    start: date,
    today: date,
    suspensions: Sequence[Suspension] = (),
    *,
    days: int = CONCLUSION_DAYS,
    rule: str = "",
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
    end = next_working_day(day, patron, saturday)
    return ConclusionTerm(start, days, used, end, ordered, now, rule)
