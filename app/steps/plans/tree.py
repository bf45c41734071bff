"""The order of a plan's tree: each item is followed by what it holds."""

from collections.abc import Iterable

from app.steps.plans.models import PlanItem


def in_order(items: Iterable[PlanItem]) -> list[PlanItem]:
    """The items, each followed by what it holds; siblings by position.

    One whose parent is not among them stands at the top.
    """
    standing = sorted(items, key=lambda item: (item.position, item.pk))
    present = {item.pk for item in standing}
    below: dict[int | None, list[PlanItem]] = {}
    for item in standing:
        above = item.parent_id if item.parent_id in present else None
        below.setdefault(above, []).append(item)
    ordered: list[PlanItem] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        item = waiting.pop()
        ordered.append(item)
        waiting += below.get(item.pk, [])[::-1]
    return ordered
