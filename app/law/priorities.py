"""Priorities: what a result of a tavolo must add up to, and where the office sees it otherwise.

The results of the tavoli are advisory: the decision stays with the administration (DM 72/2021
§ 2). Nothing is averaged: convergences and divergences are listed and kept as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.law.sources import DM72_2_SYNTHESIS, Source

ADVISORY: Source = DM72_2_SYNTHESIS
LEVELS = range(1, 6)
MOST_BODIES = 1_000
MOST_MEASURE = 100


class BallotRule(StrEnum):
    """How a tavolo says what comes first."""

    DOTS = "dots"
    ONE_VOTE = "one_vote"
    RANKING = "ranking"
    CONSENT = "consent"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "dots": "punti da distribuire",
            "one_vote": "un voto per ente",
            "ranking": "ordine dei primi",
            "consent": "consenso",
            "other": "un'altra regola",
        }[self.value]

    @property
    def unit(self) -> str:
        """What a number of the result counts."""
        return {
            "dots": "punti",
            "one_vote": "voti",
            "ranking": "posizione",
            "consent": "grado di consenso",
            "other": "posizione",
        }[self.value]


POSITIONS = frozenset({BallotRule.RANKING, BallotRule.OTHER})
"""Rules whose results are positions: 1 is the first, 0 none."""
CONSENT = {2: "consenso di tutti", 1: "consenso con riserve", 0: "nessun consenso"}


class Band(StrEnum):
    """Where a node stands in a result, or in the office's assessment."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"

    @property
    def label(self) -> str:
        return {"high": "in alto", "middle": "a metà", "low": "in basso"}[self.value]


class Agreement(StrEnum):
    """How a result and the office's assessment of the same node stand to each other."""

    CONVERGES = "converges"
    DIFFERS = "differs"
    DIVERGES = "diverges"
    OPEN = "open"

    @property
    def label(self) -> str:
        return {
            "converges": "convergono",
            "differs": "si discostano",
            "diverges": "divergono",
            "open": "non si confrontano",
        }[self.value]

    @property
    def tone(self) -> str:
        return {
            "converges": "success",
            "differs": "warning",
            "diverges": "danger",
            "open": "neutral",
        }[self.value]


APART = frozenset({Agreement.DIFFERS, Agreement.DIVERGES})
"""Where the office says in its own words why."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the nodes of one ballot got; `values` goes from a node's key to its number."""

    key: int
    rule: BallotRule
    values: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One node in one result beside the office's level (1 lowest, 5 highest; None not given)."""

    ballot: int
    node: int
    value: int
    band: Band | None
    level: int | None
    agreement: Agreement


def check_ballot(
    rule: BallotRule, measure: int | None, bodies: int, values: Sequence[int]
) -> list[str]:
    """What does not add up in a result, in words; empty where it does.

    `values` are the numbers of the nodes that were put to the vote, `measure` the dots of each
    body or the positions of the ranking. Dots are at most bodies × dots, votes at most one for
    each body; positions are each given once, from the first on; of another rule they may tie.
    """
    if not values:
        return ["Scrivete il risultato di almeno un nodo."]
    if any(value < 0 for value in values):
        return ["Un risultato non può essere sotto zero."]
    number = measure or 0
    checks: dict[BallotRule, Callable[[], list[str]]] = {
        BallotRule.DOTS: lambda: _sum(
            values, bodies * number, f"{number} punti per ognuno dei {bodies} enti"
        ),
        BallotRule.ONE_VOTE: lambda: _sum(values, bodies, "un voto per ognuno degli enti"),
        BallotRule.RANKING: lambda: _ranking(values, number),
        BallotRule.CONSENT: lambda: _consent(values),
        BallotRule.OTHER: lambda: _places(values),
    }
    return checks[rule]()


def _consent(values: Sequence[int]) -> list[str]:
    return [] if set(values) <= set(CONSENT) else ["Scegliete il grado di consenso."]


def _places(values: Sequence[int]) -> list[str]:
    if max(values) <= len(values):
        return []
    return [f"Le posizioni vanno da 1 a {len(values)}, quanti sono i nodi."]


def _sum(values: Sequence[int], most: int, words: str) -> list[str]:
    total = sum(values)
    if total <= most:
        return []
    return [f"La somma è {total}, ma la regola ne permette al massimo {most}: {words}."]


def _ranking(values: Sequence[int], measure: int) -> list[str]:
    given = sorted(value for value in values if value)
    errors = []
    twice = sorted({value for value in given if given.count(value) > 1})
    if twice:
        errors.append(f"Una posizione è data due volte: {_listed(twice)}.")
    beyond = sorted({value for value in given if value > measure})
    if beyond:
        errors.append(f"La regola ordina i primi {measure}: {_listed(beyond)} è oltre.")
    if not given:
        errors.append("Date almeno la prima posizione.")
    elif not errors and given != list(range(1, len(given) + 1)):
        missing = sorted(set(range(1, given[-1])) - set(given))
        errors.append(f"Manca una posizione: {_listed(missing)}.")
    return errors


def _listed(values: Iterable[int]) -> str:
    return ", ".join(map(str, values))


def bands(result: Result) -> dict[int, Band | None]:
    """Where each node stands in a result: the first third, the middle or the last.

    Nodes that got the same stand together, at the middle of the places they share; a result of
    one node says nothing of what comes first (None). Consent is read by itself.
    """
    if result.rule is BallotRule.CONSENT:
        by_degree = {2: Band.HIGH, 1: Band.MIDDLE, 0: Band.LOW}
        return {node: by_degree[value] for node, value in result.values.items()}
    if len(result.values) < 2:
        return dict.fromkeys(result.values)
    weights = {node: _weight(result.rule, value) for node, value in result.values.items()}
    order = sorted(weights.values(), reverse=True)
    return {
        node: _third(order.index(weight), order.count(weight), len(order))
        for node, weight in weights.items()
    }


def _weight(rule: BallotRule, value: int) -> int:
    """The higher the sooner: of positions the first, and after all those that got none."""
    if rule not in POSITIONS:
        return value
    return -value if value else -1_000_000


def _third(more: int, same: int, count: int) -> Band:
    """`more` stand before, `same` share the place: the middle of it, in thirds of `count`."""
    middle = 3 * (2 * more + same)
    if middle < 2 * count:
        return Band.HIGH
    return Band.LOW if middle > 4 * count else Band.MIDDLE


def band_of_level(level: int) -> Band:
    """Where the office's level stands: 4 and 5 high, 3 at the middle, 1 and 2 low."""
    if level not in LEVELS:
        raise ValueError(f"no level {level}")
    return Band.HIGH if level > 3 else Band.MIDDLE if level == 3 else Band.LOW


def compare(results: Iterable[Result], levels: Mapping[int, int]) -> tuple[Comparison, ...]:
    """Each node of each result beside the office's level; nothing is put together or dropped."""
    return tuple(
        Comparison(
            ballot=result.key,
            node=node,
            value=result.values[node],
            band=band,
            level=levels.get(node),
            agreement=_agreement(band, levels.get(node)),
        )
        for result in results
        for node, band in bands(result).items()
    )


def _agreement(band: Band | None, level: int | None) -> Agreement:
    if band is None or level is None:
        return Agreement.OPEN
    order = list(Band)
    apart = abs(order.index(band) - order.index(band_of_level(level)))
    return (Agreement.CONVERGES, Agreement.DIFFERS, Agreement.DIVERGES)[apart]


def at_odds(comparisons: Iterable[Comparison]) -> frozenset[int]:
    """The nodes that one result puts high and another low: the tavoli differ among themselves."""
    seen: dict[int, set[Band]] = {}
    for each in comparisons:
        if each.band is not None:
            seen.setdefault(each.node, set()).add(each.band)
    return frozenset(node for node, found in seen.items() if {Band.HIGH, Band.LOW} <= found)
