"""The whole synthesis in memory: nodes, what they are drawn from, how they are linked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from app.steps.synthesis.enums import LINKS, NodeKind

REREADING = "(in rilettura)"


def veiled_details(details: Mapping[str, Any]) -> dict[str, Any]:
    """What a node that waits to be reread still says: the office's own choices."""
    return {name: value for name, value in details.items() if name in {"priority", "coverage"}}


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node that stands.

    `rereading` until the office has reread it, when one of its contributions was withheld or
    redacted after it entered the node: its words may still be in it.
    """

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
    edition: int = 1
    rereading: bool = False

    def veiled(self) -> "NodeRow":
        """Without the words that may come from a contribution that is public no more."""
        return replace(self, title=REREADING, text="", details=veiled_details(self.details))


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
    def _places(self) -> dict[int, int]:
        return {node.id: place for place, node in enumerate(self.nodes)}

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
        wanted = sorted(set(ids) & self.by_id.keys(), key=self._places.__getitem__)
        return [self.by_id[key] for key in wanted]

    def leading_nowhere(self, kind: NodeKind) -> list[NodeRow]:
        """The nodes of this kind that lead to no other."""
        return [node for node in self.of_kind(kind) if not self.after.get(node.id)]

    def with_nothing_before(self, *kinds: NodeKind) -> list[NodeRow]:
        """The nodes of these kinds that no other leads to."""
        return [node for node in self.of_kind(*kinds) if not self.before.get(node.id)]

    def without_sources(self) -> list[NodeRow]:
        """The nodes that are drawn from no contribution."""
        return [node for node in self.nodes if not self.contributions.get(node.id)]

    def linked(self, node: NodeRow) -> list[NodeRow]:
        """The nodes at the other ends of its links, those before it and those after."""
        return self.named((*self.before.get(node.id, ()), *self.after.get(node.id, ())))

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
    found: dict[int, list[int]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
