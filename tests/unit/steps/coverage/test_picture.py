"""What the plan answers and where it comes from."""

from datetime import date, timedelta

import pytest

from app.steps.coverage.matrix import matrix_of, write_matrix
from app.steps.coverage.picture import Coverage, count_overdue, is_overdue
from app.steps.plans.enums import ItemState, Level
from app.steps.plans.models import PlanItem
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow, Picture
from tests.unit.steps.plans.test_changes import item

TODAY = date(2027, 3, 10)


def node(key: int, kind: NodeKind, code: str) -> NodeRow:
    return NodeRow(key, f"n{key}", kind, code, f"Nodo {code}", "", None, "", "", {})


def coverage(*links: tuple[int, str]) -> tuple[Coverage, dict[str, PlanItem]]:
    """Two needs, the first of which leads to an objective and an intervention; a small plan."""
    nodes = (
        node(1, NodeKind.NEED, "B1"),
        node(2, NodeKind.NEED, "B2"),
        node(3, NodeKind.OBJECTIVE, "O1"),
        node(4, NodeKind.INTERVENTION, "I1"),
    )
    top = item("OB1", Level.OBJECTIVE)
    middle = item("P1", Level.PROGRAMME, top)
    items = (top, middle, *(item(code, Level.ACTIVITY, middle) for code in ("A1", "A2")))
    by_code = {one.code: one for one in items}
    tied = tuple((key, by_code[code].pk) for key, code in links)
    picture = Picture(nodes, (), ((1, 3), (3, 4)))
    return Coverage(items, picture, tied, dict.fromkeys(tied, "Perché sì")), by_code


def test_a_need_is_answered_directly_or_through_what_it_leads_to() -> None:
    found, _ = coverage((1, "P1"), (4, "A1"), (3, "A1"))
    answers = found.answers_to(found.picture.nodes[0])
    assert [(one.item.code, one.through and one.through.code) for one in answers] == [
        ("P1", None), ("A1", "O1"),
    ]  # fmt: skip
    assert [need.code for need in found.unanswered()] == ["B2"]


def test_gaps_are_told_both_ways() -> None:
    found, _ = coverage((1, "P1"))
    assert [one.code for one in found.left_out()] == ["I1"]
    assert [one.code for one in found.unasked()] == ["A1", "A2"]
    matrix = matrix_of(found)
    assert matrix.unanswered == 1
    assert "ciò che la contiene: P1" in matrix.unasked[0].where


def test_what_holds_a_tied_item_comes_from_participation_but_not_its_neighbours() -> None:
    found, items = coverage((4, "A1"))
    assert found.participated == {items[code].pk for code in ("A1", "P1", "OB1")}
    above, items = coverage((1, "P1"))
    assert above.participated == {items["P1"].pk, items["OB1"].pk}


@pytest.mark.parametrize(
    ("days", "state", "late"),
    [
        (-1, ItemState.PLANNED, True),
        (-1, ItemState.UNDER_WAY, True),
        (-1, ItemState.SUSPENDED, True),
        (-1, ItemState.DONE, False),
        (-1, ItemState.DROPPED, False),
        (0, ItemState.PLANNED, False),
        (None, ItemState.PLANNED, False),
    ],
)
def test_what_is_past_its_day_and_still_to_be_done_is_overdue(
    days: int | None, state: ItemState, late: bool
) -> None:
    due = None if days is None else TODAY + timedelta(days=days)
    one = item("A", Level.ACTIVITY, due_on=due, state=state)
    assert is_overdue(one, TODAY) is late
    assert count_overdue([one, one], TODAY) == 2 * late


def test_the_matrix_as_a_table_has_every_need_and_every_activity_nobody_asked_for() -> None:
    found, _ = coverage((4, "A1"))
    lines = b"".join(write_matrix(found)).decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] + "/" + line.split(";")[4] for line in lines[1:]] == [
        "B1/A1", "B2/", "/A2",
    ]  # fmt: skip
    assert "I1" in lines[1]
