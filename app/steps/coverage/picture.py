"""What the plan answers and where it comes from: nodes and items, tied both ways; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.steps.plans.enums import AWAITED, Level
from app.steps.plans.models import PlanItem
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow, Picture


@dataclass(frozen=True, slots=True)
class Answer:
    """An item that answers a need: directly, or through a node that the need leads to."""

    item: PlanItem
    through: NodeRow | None
    why: str


@dataclass(frozen=True)
class Coverage:
    """`links` are (node key, item key), `reasons` says why each; items stand in tree order."""

    items: tuple[PlanItem, ...]
    picture: Picture
    links: tuple[tuple[int, int], ...]
    reasons: Mapping[tuple[int, int], str]

    @cached_property
    def by_id(self) -> dict[int, PlanItem]:
        return {item.pk: item for item in self.items}

    @cached_property
    def items_of(self) -> dict[int, list[PlanItem]]:
        """Node key → the items tied to it, in tree order."""
        tied: dict[int, set[int]] = {}
        for node, item in self.links:
            tied.setdefault(node, set()).add(item)
        places = {item.pk: place for place, item in enumerate(self.items)}
        return {
            node: [self.by_id[key] for key in sorted(keys & places.keys(), key=places.__getitem__)]
            for node, keys in tied.items()
        }

    @cached_property
    def nodes_of(self) -> dict[int, list[NodeRow]]:
        """Item key → the nodes tied to it, in the order of the synthesis."""
        found: dict[int, list[NodeRow]] = {}
        tied: dict[int, set[int]] = {}
        for node, item in self.links:
            tied.setdefault(node, set()).add(item)
        for row in self.picture.nodes:
            for item in tied.get(row.id, ()):
                found.setdefault(item, []).append(row)
        return found

    @cached_property
    def participated(self) -> frozenset[int]:
        """Keys of the items that come from participation: tied to a node, or holding one that is.

        What a tied item holds does not count for that alone.
        """
        found: set[int] = set()
        for key in self.nodes_of:
            item = self.by_id.get(key)
            while item is not None and item.pk not in found:
                found.add(item.pk)
                item = self.by_id.get(item.parent_id or 0)
        return frozenset(found)

    def answers_to(self, need: NodeRow) -> list[Answer]:
        """The items tied to a need or to what it leads to; each once, the most direct way first."""
        answers: dict[int, Answer] = {}
        seen = {need.id}
        waiting = [need.id]
        while waiting:
            following: list[int] = []
            for key in waiting:
                node = self.picture.by_id[key]
                for item in self.items_of.get(key, ()):
                    through = None if key == need.id else node
                    why = self.reasons.get((key, item.pk), "")
                    answers.setdefault(item.pk, Answer(item, through, why))
                following += [one for one in self.picture.after.get(key, ()) if one not in seen]
                seen.update(following)
            waiting = following
        return list(answers.values())

    def unanswered(self) -> list[NodeRow]:
        """The needs that no item answers."""
        return [need for need in self.picture.of_kind(NodeKind.NEED) if not self.answers_to(need)]

    def left_out(self) -> list[NodeRow]:
        """The interventions and areas that are tied to no item."""
        kinds = (NodeKind.INTERVENTION, NodeKind.AREA)
        return [node for node in self.picture.of_kind(*kinds) if not self.items_of.get(node.id)]

    def unasked(self) -> list[PlanItem]:
        """The activities that are tied to no node."""
        return [
            item
            for item in self.items
            if item.level is Level.ACTIVITY and item.pk not in self.nodes_of
        ]

    def of_level(self, level: Level) -> list[PlanItem]:
        return [item for item in self.items if item.level is level]

    def path_of(self, item: PlanItem) -> list[PlanItem]:
        """What holds an item, from the top down."""
        path: list[PlanItem] = []
        above = self.by_id.get(item.parent_id or 0)
        while above is not None:
            path.insert(0, above)
            above = self.by_id.get(above.parent_id or 0)
        return path


def is_overdue(item: PlanItem, today: date) -> bool:
    """Whether its due date is past and it is still to be done; `today` is the legal day in Rome.

    What was given up is not awaited any more.
    """
    return item.due_on is not None and item.due_on < today and item.state in AWAITED


def count_overdue(items: Iterable[PlanItem], today: date) -> int:
    return sum(is_overdue(item, today) for item in items)
