"""What a file would change in a plan."""

from datetime import date
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import legal_now
from app.core.text import clean_line
from app.steps.plans.changes import Changes, compare
from app.steps.plans.enums import ItemState, Level
from app.steps.plans.models import PlanItem
from app.steps.plans.table import write_plan, write_workbook
from tests.factories.plans import ACTIVITY, HEADERS, OBJECTIVE, PROGRAMME, csv_plan, read_plan

_KEYS = count(1)


def item(code: str, level: Level, above: PlanItem | None = None, **more: Any) -> PlanItem:
    key = next(_KEYS)
    return PlanItem(
        id=key,
        procedure_id=1,
        authority_id=1,
        code=code,
        level=level,
        title=more.pop("title", code),
        parent_id=above.id if above else None,
        position=key,
        **more,
    )


def plan() -> list[PlanItem]:
    """The plan that the factory's three rows say, and one more activity."""
    top = item("O1", Level.OBJECTIVE, title="Stare insieme")
    middle = item("P1", Level.PROGRAMME, top, title="Muoversi")
    return [top, middle, item("A9", Level.ACTIVITY, middle, title="Vecchia")]


def changes(items: list[PlanItem], *rows: Any, whole: bool = True, **more: Any) -> Changes:
    return compare(items, read_plan(csv_plan(rows, **more)), whole=whole)


def told(found: Changes) -> dict[str, list[str]]:
    return {
        "added": [line.code for line in found.added],
        "restored": [one.code for _, one in found.restored],
        "edited": [edit.item.code for edit in found.edited],
        "gone": [one.code for one in found.gone],
        "refused": [line.code for line in found.refused],
    }


def test_a_whole_file_adds_changes_and_takes_away() -> None:
    moved = ("P1", "programma", "Muoversi meglio", "O1", "Ufficio", "", "", "")
    found = changes(plan(), OBJECTIVE, moved, ACTIVITY)
    assert told(found) == {
        "added": ["A1"], "restored": [], "edited": ["P1"], "gone": ["A9"], "refused": [],
    }  # fmt: skip
    assert found.unchanged == 1
    assert found.edited[0].fields == {
        "title": ("Muoversi", "Muoversi meglio"), "owner": ("", "Ufficio"),
    }  # fmt: skip


def test_a_part_of_the_plan_takes_nothing_away() -> None:
    found = changes(plan(), ACTIVITY, whole=False)
    assert told(found)["gone"] == []
    assert told(found)["added"] == ["A1"]


def test_a_column_that_is_not_there_changes_nothing() -> None:
    items = plan()
    items[2].owner = "Servizio"
    found = compare(
        items,
        read_plan(csv_plan([("A9", "attività", "Vecchia")], HEADERS[:3])),
        whole=False,
    )
    assert not found.any
    assert found.unchanged == 1


def test_what_was_taken_out_comes_back_with_its_code() -> None:
    items = plan()
    items[2].removed_at = legal_now()
    back = ("A9", "attività", "Tornata", "P1", "", "", "", "")
    assert told(changes(items, OBJECTIVE, PROGRAMME, back))["restored"] == ["A9"]


def test_a_refused_row_leaves_what_it_names_and_what_holds_it() -> None:
    found = changes(plan(), OBJECTIVE, ("A9", "attività", "Vecchia", "P1", "", "", "mille", ""))
    assert told(found) == {
        "added": [], "restored": [], "edited": [], "gone": [], "refused": ["A9"],
    }  # fmt: skip
    assert found.kept == ["P1"]


def test_a_parent_that_is_missing_or_of_the_wrong_level_is_told() -> None:
    lost = ("A2", "attività", "Persa", "P7", "", "", "", "")
    under = ("P2", "programma", "Sotto un'attività", "A1", "", "", "", "")
    held = ("A3", "attività", "Nel programma sbagliato", "P2", "", "", "", "")
    found = changes([], OBJECTIVE, PROGRAMME, ACTIVITY, lost, under, held)
    words = {line.code: line.errors[0] for line in found.refused}
    assert "«P7» non c'è nel file" in words["A2"]
    assert "«A1» è un'attività e non può contenere un programma" in words["P2"]
    assert "«P2» è alla riga 6, che è rifiutata" in words["A3"]


def test_an_item_does_not_change_level() -> None:
    found = changes(plan(), OBJECTIVE, ("P1", "attività", "Muoversi", "O1", "", "", "", ""))
    assert "nel piano «P1» è un programma" in found.refused[0].errors[0]


def test_the_order_of_a_whole_file_counts() -> None:
    old = ("A9", "attività", "Vecchia", "P1", "", "", "", "")
    items = plan()
    items.append(item("A1", Level.ACTIVITY, items[1], title="Nuova"))
    new = ("A1", "attività", "Nuova", "P1", "", "", "", "")
    assert not changes(items, OBJECTIVE, PROGRAMME, old, new).any
    assert changes(items, OBJECTIVE, PROGRAMME, new, old).reordered


def test_the_seal_is_of_the_tree_and_of_every_change() -> None:
    found = changes(plan(), OBJECTIVE, PROGRAMME, ACTIVITY)
    other = changes(plan(), OBJECTIVE, PROGRAMME, (*ACTIVITY[:2], "Altro", *ACTIVITY[3:]))
    assert found.seal(1) == changes(plan(), OBJECTIVE, PROGRAMME, ACTIVITY).seal(1)
    assert len({found.seal(1), found.seal(2), other.seal(1)}) == 3


WORDS = st.text("=abc à«»;,\"'-+@.1", min_size=1, max_size=12).map(clean_line)
TITLES = WORDS.filter(lambda words: words and not words.startswith("'"))
OWNERS = st.sampled_from(["", "Servizio sociale", "-1 piano", "@ufficio", "A; B"])


@st.composite
def plans(draw: st.DrawFn) -> list[PlanItem]:
    """Any plan, in tree order."""
    items: list[PlanItem] = []
    for _ in range(draw(st.integers(1, 3))):
        top = item(f"O{next(_KEYS)}", Level.OBJECTIVE, title=draw(TITLES))
        items.append(top)
        for _ in range(draw(st.integers(0, 2))):
            middle = item(f"P{next(_KEYS)}", Level.PROGRAMME, top, title=draw(TITLES))
            items.append(middle)
            items += [
                item(
                    f"A{next(_KEYS)}",
                    Level.ACTIVITY,
                    middle,
                    title=draw(TITLES),
                    text=draw(
                        st.sampled_from(["", "Due righe:\nla seconda", "=non una formula?"[1:]])
                    ),
                    owner=draw(OWNERS),
                    due_on=draw(st.none() | st.dates(date(2000, 1, 1), date(2199, 12, 31))),
                    amount_cents=draw(st.none() | st.integers(0, 10**11)),
                    state=draw(st.sampled_from(ItemState)),
                )
                for _ in range(draw(st.integers(0, 3)))
            ]
    return items


@settings(max_examples=25)
@given(plans())
def test_what_is_exported_comes_back_the_same(items: list[PlanItem]) -> None:
    for body in (write_plan(items), write_workbook(items)):
        found = compare(items, read_plan(b"".join(body)), whole=True)
        assert not any(told(found).values())
        assert found.unchanged == len(items)
        assert not found.reordered
