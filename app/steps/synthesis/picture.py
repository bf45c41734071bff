"""The whole synthesis in memory: nodes, what they are drawn from, how they are linked."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.steps.synthesis.enums import LINKS, NodeKind


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node that stands."""

    id: int
    public_id: str
    kind: NodeKind
    code: str
    title: str
    text: str
    tavolo_id: int | None
    tavolo_public_id: str
    tavolo_name: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """`sources` are (node key, contribution key), `links` (from node key, to node key)."""

    nodes: tuple[NodeRow, ...]
    sources: tuple[tuple[int, int], ...]
    links: tuple[tuple[int, int], ...]

    @cached_property
    def by_id(self) -> dict[int, NodeRow]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def contributions(self) -> dict[int, tuple[int, ...]]:
        """Node key → keys of the contributions it is drawn from."""
        return _grouped(self.sources)

    @cached_property
    def nodes_of(self) -> dict[int, tuple[int, ...]]:
        """Contribution key → keys of the nodes drawn from it."""
        return _grouped((contribution, node) for node, contribution in self.sources)

    @cached_property
    def after(self) -> dict[int, tuple[int, ...]]:
        """Node key → keys of the nodes it leads to."""
        return _grouped(self.links)

    @cached_property
    def before(self) -> dict[int, tuple[int, ...]]:
        """Node key → keys of the nodes that lead to it."""
        return _grouped((end, start) for start, end in self.links)

    def of_kind(self, *kinds: NodeKind) -> list[NodeRow]:
        """The nodes of these kinds, in order."""
        return [node for node in self.nodes if node.kind in kinds]

    def named(self, ids: Iterable[int]) -> list[NodeRow]:
        """The nodes with these keys, in the order of the picture."""
        wanted = set(ids)
        return [node for node in self.nodes if node.id in wanted]

    def leading_nowhere(self, kind: NodeKind) -> list[NodeRow]:
        """The nodes of this kind that lead to no other."""
        return [node for node in self.of_kind(kind) if not self.after.get(node.id)]

    def may_follow(self, node: NodeRow) -> list[NodeRow]:
        """The nodes that `node` may be linked to and is not yet."""
        linked = set(self.after.get(node.id, ()))
        return [
            other
            for other in self.nodes
            if (node.kind, other.kind) in LINKS and other.id not in linked
        ]

    def reached_from(self, contribution_id: int) -> list[NodeRow]:
        """The nodes drawn from a contribution and those they lead to, in order."""
        reached: set[int] = set()
        waiting = list(self.nodes_of.get(contribution_id, ()))
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                waiting.extend(self.after.get(node, ()))
        return self.named(reached)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for key, value in pairs:
        found[key] = (*found.get(key, ()), value)
    return found
