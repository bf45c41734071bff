"""What may still happen to a published avviso: five changes and a new avviso after a revocation.

A published text never changes: each change makes a version beside it, on an act of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from app.law.days import MonthDay
from app.law.deadlines import is_open
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.phases import Phase
from app.law.sources import (
    DM72_2,
    DM72_2_EQUAL,
    L241_3,
    L241_21QUINQUIES,
    LR65_10_C,
    Source,
)
from app.law.terms import END_OF_DAY, check_closing, check_extension, check_working_day
from app.law.words import ROME, day_in_words, in_rome, instant_in_words


class ChangeKind(StrEnum):
    """What happened to an avviso after its first publication."""

    CORRECTION = "correction"
    RECTIFICATION = "rectification"
    EXTENSION = "extension"
    REOPENING = "reopening"
    REVOCATION = "revocation"
    RENEWAL = "renewal"

    @property
    def label(self) -> str:
        """The change in Italian."""
        return _LABELS[self]


_LABELS: Final = {
    ChangeKind.CORRECTION: "errata corrige",
    ChangeKind.RECTIFICATION: "rettifica",
    ChangeKind.EXTENSION: "proroga dei termini",
    ChangeKind.REOPENING: "riapertura dei termini",
    ChangeKind.REVOCATION: "revoca dell'avviso",
    ChangeKind.RENEWAL: "nuovo avviso",
}

OF_TEXT: Final = frozenset({ChangeKind.CORRECTION, ChangeKind.RECTIFICATION, ChangeKind.RENEWAL})
"""Changes of what the avviso says; the others leave every word as it is."""

COUNTED_ANEW: Final = frozenset({ChangeKind.RECTIFICATION, ChangeKind.RENEWAL})
"""Changes from whose publication at least twenty days run (LR 65/2020, art. 10 c. 1 lett. c)."""

_GOING_ON: Final = frozenset({Phase.OPEN, Phase.LABORATORIES})
_NOT_ENDED: Final = _GOING_ON | {Phase.SYNTHESIS, Phase.RESTITUTION}


class Needed(StrEnum):
    """How the avviso must stand for a change."""

    OPEN = "open"
    CLOSED = "closed"
    STANDING = "standing"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """When one change is lawful: how the avviso stands and in which phases; its source."""

    kind: ChangeKind
    needed: Needed
    phases: frozenset[Phase]
    source: Source


CHANGE_RULES: Final[Mapping[ChangeKind, ChangeRule]] = {
    rule.kind: rule
    for rule in (
        ChangeRule(ChangeKind.CORRECTION, Needed.STANDING, _NOT_ENDED, DM72_2_EQUAL),
        ChangeRule(ChangeKind.RECTIFICATION, Needed.OPEN, _GOING_ON, LR65_10_C),
        ChangeRule(ChangeKind.EXTENSION, Needed.OPEN, _GOING_ON, LR65_10_C),
        ChangeRule(ChangeKind.REOPENING, Needed.CLOSED, _GOING_ON, LR65_10_C),
        ChangeRule(
            ChangeKind.REVOCATION, Needed.STANDING, frozenset({Phase.OPEN}), L241_21QUINQUIES
        ),
        ChangeRule(ChangeKind.RENEWAL, Needed.REVOKED, frozenset({Phase.OPEN}), DM72_2),
    )
}
"""The one table of what may happen to a published avviso."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an avviso stands at ``now``; instants are aware, the phase is its procedure's."""

    phase: Phase
    published: datetime | None
    closes: datetime | None
    revoked: bool
    now: datetime

    @property
    def is_open(self) -> bool:
        """True while domande may be filed, as far as the avviso is concerned."""
        return not self.revoked and is_open(self.published, self.closes, self.now)


def check_change(kind: ChangeKind, standing: Standing) -> Decision:
    """Decide whether a change is possible at all as the avviso stands.

    Each refusal says which change would be: an avviso that has closed is reopened, not
    extended; a revoked one is followed by another.
    """
    rule = CHANGE_RULES[kind]
    if standing.published is None or standing.closes is None:
        return _refused(
            "L'avviso non è ancora pubblicato.",
            "Finché è una bozza potete cambiarlo liberamente.",
            rule.source,
        )
    if standing.phase not in rule.phases:
        return _refused(
            f"Il procedimento è nella fase «{standing.phase.label}»: "
            f"non è più il momento per questo cambiamento ({kind.label}).",
            "Per fermare tutto il procedimento serve un atto di sospensione o di revoca.",
            rule.source,
        )
    if standing.revoked is not (rule.needed is Needed.REVOKED):
        return _revoked(standing, rule)
    if rule.needed is Needed.OPEN and not standing.is_open:
        return _refused(
            f"L'avviso si è chiuso {instant_in_words(standing.closes)}: "
            f"una {kind.label} si fa solo mentre è aperto.",
            "Riaprite i termini con un atto di riapertura.",
            rule.source,
        )
    if rule.needed is Needed.CLOSED and standing.is_open:
        return _refused(
            f"L'avviso è ancora aperto, fino a {instant_in_words(standing.closes)}.",
            "Finché è aperto il termine si sposta con una proroga.",
            rule.source,
        )
    return ALLOWED


def _revoked(standing: Standing, rule: ChangeRule) -> Decision:
    if standing.revoked:
        return _refused(
            "L'avviso è stato revocato.",
            "Potete pubblicarne un altro, con un nuovo termine.",
            rule.source,
        )
    return _refused(
        "L'avviso in vigore non è stato revocato.",
        "Per cambiarlo pubblicate una rettifica.",
        rule.source,
    )


def check_new_closing(
    kind: ChangeKind,
    standing: Standing,
    closes: datetime | None,
    *,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> Decision:
    """Decide whether an avviso so changed at ``standing.now`` may close at ``closes``.

    A rettifica and a new avviso count at least twenty days anew, and a rettifica never
    closes earlier than before; a proroga only moves later; a reopening leaves at least one
    whole day. The other kinds keep the term and are given None. Raises ValueError when an
    instant is naive, or when a term is missing or not asked for.
    """
    moves = kind in COUNTED_ANEW or kind in (ChangeKind.EXTENSION, ChangeKind.REOPENING)
    if moves != (closes is not None):
        raise ValueError(f"a closing goes with a change of the term: {kind}")
    if closes is None or standing.closes is None:
        return ALLOWED
    if kind is ChangeKind.EXTENSION:
        return check_extension(standing.closes, closes, patron=patron, saturday=saturday)
    if kind is ChangeKind.REOPENING:
        return check_reopening(standing.now, closes, patron=patron, saturday=saturday)
    decision = check_closing(standing.now, closes, patron=patron, saturday=saturday)
    if kind is ChangeKind.RECTIFICATION and closes.astimezone(UTC) < standing.closes.astimezone(
        UTC
    ):
        earlier = Refusal(
            "closes",
            f"Il termine in vigore è {instant_in_words(standing.closes)}: "
            "una rettifica non lo anticipa.",
            "Indicate lo stesso termine o uno successivo.",
            LR65_10_C,
        )
        return decision.also(Decision((earlier,)))
    return decision


def check_reopening(
    now: datetime,
    proposed: datetime,
    *,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> Decision:
    """Decide whether an avviso that has closed may be open again from ``now`` to ``proposed``.

    Both are aware instants. The twenty days were given by the first publication; a term of
    its own must leave at least the whole next day, and never ends on a holiday. Source:
    LR 65/2020, art. 10 c. 1 lett. c), "a fitting term". Raises ValueError when one is naive.
    """
    first = in_rome(now).date() + timedelta(days=1)
    if in_rome(proposed) < datetime.combine(first, END_OF_DAY, tzinfo=ROME):
        return Decision(
            (
                Refusal(
                    "closes",
                    "Il termine riaperto deve lasciare almeno un giorno intero.",
                    f"Chiudete alle 23:59:59 di {day_in_words(first)} o più tardi.",
                    LR65_10_C,
                ),
            )
        )
    return check_working_day(proposed, patron, saturday)


def check_reason(reason: str) -> Decision:
    """Refuse a change without its reason (L. 241/1990, art. 3)."""
    if reason.strip():
        return ALLOWED
    missing = Refusal(
        "reason",
        "Manca il motivo del cambiamento.",
        "Scrivetelo: si legge accanto alla nuova versione.",
        L241_3,
    )
    return Decision((missing,))


def _refused(reason: str, remedy: str, source: Source) -> Decision:
    return Decision((Refusal(None, reason, remedy, source),))
