"""A table with a column for each level instead of codes: which items it names, and under what."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.steps.plans.changes import compare
from app.steps.plans.enums import Level
from app.steps.plans.models import PlanItem
from tests.factories.plans import csv_plan, read_plan, xlsx_plan

NAMES = ("Obiettivo", "Programma", "Attività")
DETAILED = (*NAMES, "Responsabile", "Importo")
REPEATED = (
    ("Stare insieme", "Muoversi", "Trasporto", "Servizio sociale"),
    ("Stare insieme", "Muoversi", "Corse", "Mobilità"),
    ("Stare insieme", "Abitare", "Case", ""),
    ("Curarsi", "A casa", "Visite", ""),
)
BLANK = (
    ("Stare insieme", "Muoversi", "Trasporto", "Servizio sociale"),
    ("", "", "Corse", "Mobilità"),
    ("", "Abitare", "Case", ""),
    ("Curarsi", "A casa", "Visite", ""),
)
ON_ROWS_OF_THEIR_OWN = (
    ("Stare insieme", "", "", ""),
    ("", "Muoversi", "", ""),
    ("", "", "Trasporto", "Servizio sociale"),
    ("", "", "Corse", "Mobilità"),
    ("", "Abitare", "", ""),
    ("", "", "Case", ""),
    ("Curarsi", "", "", ""),
    ("", "A casa", "Visite", ""),
)
PATHS = [
    "Stare insieme", "Stare insieme/Muoversi", "Stare insieme/Muoversi/Trasporto",
    "Stare insieme/Muoversi/Corse", "Stare insieme/Abitare", "Stare insieme/Abitare/Case",
    "Curarsi", "Curarsi/A casa", "Curarsi/A casa/Visite",
]  # fmt: skip


def paths(body: bytes) -> list[str]:
    found = []
    for line in read_plan(body):
        names, one = [line.values["title"]], line.under
        while one is not None:
            names.insert(0, one.values["title"])
            one = one.under
        found.append("/".join(names))
    return found


def plan_of(body: bytes, items: Sequence[PlanItem] = ()) -> list[PlanItem]:
    """The plan as it stands once the file is applied whole; items keep their keys."""
    changes = compare(items, read_plan(body), whole=True)
    assert changes.refused == []
    keys = {item.code: item.pk for item in items}
    stays = {item.code: item for item in items if item not in changes.gone}
    for number, line in enumerate(changes.added, start=len(keys) + 1):
        keys[line.code] = number
        stays[line.code] = PlanItem(
            procedure_id=1,
            authority_id=1,
            id=number,
            code=line.code,
            level=line.level,
            title=line.values["title"],
            parent_id=keys.get(line.values["parent"]),
            position=number,
        )
    for edit in changes.edited:
        after = {name: new for name, (_, new) in edit.fields.items()}
        if "parent" in after:
            after["parent_id"] = keys[after.pop("parent")]
        stays[edit.item.code] = edit.item.model_copy(update=after)
    return sorted(stays.values(), key=lambda item: changes.order.index(item.code))


def codes(items: Sequence[PlanItem]) -> dict[str, str]:
    return {item.title: item.code for item in items}


@pytest.mark.parametrize(
    "body",
    [
        csv_plan(REPEATED, (*NAMES, "Responsabile")),
        csv_plan(BLANK, (*NAMES, "Responsabile")),
        csv_plan(ON_ROWS_OF_THEIR_OWN, (*NAMES, "Responsabile")),
        csv_plan(REPEATED, ("Obiettivi", "Linea di intervento", "Titolo", "Referente")),
        xlsx_plan(BLANK, (*NAMES, "Responsabile"), merged=("A2:A4", "B2:B3")),
    ],
)
def test_every_way_to_lay_it_out_names_the_same_items(body: bytes) -> None:
    assert paths(body) == PATHS
    owners = {line.values["title"]: line.values.get("owner") for line in read_plan(body)}
    assert (owners["Trasporto"], owners["Corse"]) == ("Servizio sociale", "Mobilità")


def test_codes_are_numbered_by_level_in_the_order_of_the_file() -> None:
    plan = plan_of(csv_plan(REPEATED, DETAILED))
    assert [item.code for item in plan] == ["O1", "P1", "A1", "A2", "P2", "A3", "O2", "P3", "A4"]


def test_a_code_that_the_file_has_is_that_of_the_lowest_item_of_its_row() -> None:
    rows = (("Stare insieme", "Muoversi", "Trasporto", "T/7"), ("", "", "Corse", ""))
    plan = codes(plan_of(csv_plan(rows, (*NAMES, "Codice"))))
    assert plan == {"Stare insieme": "O1", "Muoversi": "P1", "Trasporto": "T/7", "Corse": "A1"}


def test_what_a_row_says_is_of_the_lowest_item_it_names() -> None:
    rows = (("Stare insieme", "", "", "Sindaci"), ("", "Muoversi", "", "Mobilità"))
    told = {line.values["title"]: line.values for line in read_plan(csv_plan(rows, DETAILED))}
    assert told["Stare insieme"]["owner"] == "Sindaci"
    assert told["Muoversi"]["owner"] == "Mobilità"
    repeated = read_plan(csv_plan(REPEATED, DETAILED))
    assert "owner" not in repeated[0].values


def test_a_dash_says_that_there_is_no_programme() -> None:
    rows = (("Stare insieme", "Muoversi", "Trasporto"), ("", "-", "Festa"), ("", "", "Coro"))
    assert paths(csv_plan(rows, NAMES))[-2:] == ["Stare insieme/Festa", "Stare insieme/Coro"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("", "", "", "Ufficio", ""), "Nella riga non c'è il nome"),
        (("", "", "trasporto", "", ""), "Attività: «Trasporto» è già alla riga 2."),
        (("", "", "x" * 501, "", ""), "Attività: è lungo 501"),
        (("", "", "Nuova", "", "mille"), "Importo (€): «mille» non è un importo"),
        (("", "Muoversi", "", "", "12"), None),
    ],
)
def test_a_row_that_cannot_be_told_says_why(row: tuple[str, ...], words: str | None) -> None:
    rows = (("Stare insieme", "Muoversi", "Trasporto", "", ""), row)
    errors = [error for line in read_plan(csv_plan(rows, DETAILED)) for error in line.errors]
    assert [words in error for error in errors if words] == ([True] if words else [])


def test_one_column_of_names_alone_is_no_such_table() -> None:
    rows = (("X", "obiettivo", "Uno"), ("Y", "programma", "Due"))
    lines = read_plan(csv_plan(rows, ("Codice", "Livello", "Titolo")))
    assert [line.code for line in lines] == ["X", "Y"]


def test_a_mended_name_a_moved_and_a_new_row_leave_the_others_their_codes() -> None:
    first = plan_of(csv_plan(REPEATED, DETAILED))
    mended = (
        ("Curarsi", "A casa", "Trasporto"),
        ("Curarsi", "A casa", "Telesoccorso"),
        ("Curarsi", "A casa", "Visite"),
        ("Stare insieme", "Muoversi", "Corse"),
        ("Stare insieme", "L'abitare", "Case"),
    )
    second = plan_of(csv_plan(mended, NAMES), first)
    before, after = codes(first), codes(second)
    for was, now in (("Trasporto",) * 2, ("Visite",) * 2, ("Abitare", "L'abitare")):
        assert after[now] == before[was]
    assert after["Telesoccorso"] == "A5"
    assert set(after) == {"Curarsi", "A casa", "Trasporto", "Telesoccorso", "Visite",
                          "Stare insieme", "Muoversi", "Corse", "L'abitare", "Case"}  # fmt: skip


def test_a_name_that_is_another_is_another_item() -> None:
    first = plan_of(csv_plan((("Stare insieme", "Muoversi", "Trasporto serale"),), NAMES))
    changes = compare(
        first, read_plan(csv_plan((("Stare insieme", "Muoversi", "Orti"),), NAMES)), whole=True
    )
    assert [item.title for item in changes.gone] == ["Trasporto serale"]
    assert [line.code for line in changes.added] == ["A2"]


def test_same_names_under_different_programmes_are_different_items() -> None:
    rows = (("Uno", "Primo", "Coordinamento"), ("Uno", "Secondo", "Coordinamento"))
    plan = plan_of(csv_plan(rows, NAMES))
    assert [item.level for item in plan].count(Level.ACTIVITY) == 2
    assert not compare(plan, read_plan(csv_plan(rows, NAMES)), whole=True).any


WORD = st.sampled_from(("Uno", "Due", "Tre", "Quattro"))
ROWS = st.lists(st.tuples(WORD, WORD, WORD), min_size=1, max_size=12, unique=True)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_the_same_file_again_changes_nothing(rows: list[Any]) -> None:
    plan = plan_of(csv_plan(rows, NAMES))
    assert not compare(plan, read_plan(csv_plan(rows, NAMES)), whole=True).any


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_rows_in_another_order_are_the_same_items(rows: list[Any], random: Any) -> None:
    plan = plan_of(csv_plan(rows, NAMES))
    shuffled = random.sample(rows, len(rows))
    changes = compare(plan, read_plan(csv_plan(shuffled, NAMES)), whole=True)
    assert changes.count == 0
