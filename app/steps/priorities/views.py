"""What the pages of priorities show: nothing is averaged, each result stands by itself."""

from dataclasses import dataclass

from app.law.priorities import APART, Agreement, Comparison
from app.steps.priorities.queries import BallotRow, Priorities
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow


@dataclass(frozen=True, slots=True)
class Beside:
    """One result of a node beside the office's assessment; `words` are the office's own."""

    ballot: BallotRow
    node: NodeRow
    told: str
    band: str
    agreement: Agreement
    words: str

    @property
    def apart(self) -> bool:
        return self.agreement in APART


@dataclass(frozen=True, slots=True)
class Assessed:
    """A node with the office's level and reason, and what each tavolo said of it."""

    node: NodeRow
    level: str
    reason: str
    beside: tuple[Beside, ...]
    at_odds: bool


@dataclass(frozen=True, slots=True)
class Voted:
    """A result as it was taken: each node with what it got, from the first on."""

    ballot: BallotRow
    rows: tuple[tuple[str, str, str], ...]


def assessed(priorities: Priorities, kind: NodeKind) -> list[Assessed]:
    """The nodes of a kind, each with its level and the tavoli's results."""
    by_node: dict[int, list[Comparison]] = {}
    for each in priorities.comparisons:
        by_node.setdefault(each.node, []).append(each)
    return [
        Assessed(
            node=node,
            level=str(priorities.levels.get(node.id, "")),
            reason=priorities.reason(node),
            beside=tuple(_beside(priorities, node, each) for each in by_node.get(node.id, ())),
            at_odds=node.id in priorities.at_odds,
        )
        for node in priorities.picture.of_kind(kind)
    ]


def listed(priorities: Priorities, *agreements: Agreement) -> list[Beside]:
    """The comparisons that stand so, of nodes that are in the synthesis."""
    nodes = priorities.picture.by_id
    return [
        _beside(priorities, nodes[each.node], each)
        for each in priorities.of(*agreements)
        if each.node in nodes
    ]


def voted(priorities: Priorities) -> list[Voted]:
    """The results one by one; a node that left the synthesis keeps its code."""
    nodes = priorities.picture.by_id
    bands = {(each.ballot, each.node): each.band for each in priorities.comparisons}
    found = []
    for ballot in priorities.ballots:
        order = {"high": 0, "middle": 1, "low": 2, None: 3}
        rows = sorted(
            ballot.results, key=lambda row: (order[bands[ballot.id, row.node_id]], -row.value)
        )
        found.append(
            Voted(
                ballot,
                tuple(
                    (
                        f"{row.code} {nodes[row.node_id].title}"
                        if row.node_id in nodes
                        else f"{row.code} (non più nella sintesi)",
                        ballot.told(row.value),
                        row.note,
                    )
                    for row in rows
                ),
            )
        )
    return found


def _beside(priorities: Priorities, node: NodeRow, each: Comparison) -> Beside:
    ballot = priorities.by_ballot[each.ballot]
    return Beside(
        ballot=ballot,
        node=node,
        told=ballot.told(each.value),
        band=each.band.label if each.band else "",
        agreement=each.agreement,
        words=priorities.note(each),
    )
