"""Where documents are due on the authority's registers, and what a note of them must say."""

from datetime import date

import pytest

from app.law.publication import PUBLICATION_SLOTS
from app.law.registers import RegisterPlace, check_record, registers_due, registers_missing

DAY = date(2025, 11, 17)


@pytest.mark.parametrize("slot", [slot.code for slot in PUBLICATION_SLOTS])
def test_everything_is_due_on_the_transparency_pages(slot: str) -> None:
    assert RegisterPlace.TRANSPARENCY in registers_due(slot)


def test_acts_are_due_on_the_albo_and_minutes_are_not() -> None:
    assert RegisterPlace.ALBO in registers_due("avviso")
    assert RegisterPlace.ALBO not in registers_due("verbali")


def test_what_is_noted_is_no_longer_missing() -> None:
    assert registers_missing("avviso", {RegisterPlace.ALBO}) == (RegisterPlace.TRANSPARENCY,)


@pytest.mark.parametrize(
    ("link", "number", "begins", "ends", "why_not", "field"),
    [
        ("https://a.it", "", DAY, None, "", None),
        ("", "12/2025", DAY, DAY, "", None),
        ("", "", None, None, "Non ha un albo.", None),
        ("https://a.it", "", None, None, "", "begins"),
        ("", "", DAY, None, "", "link"),
        ("", "1", DAY, date(2025, 11, 16), "", "ends"),
        ("https://a.it", "", DAY, None, "Non ha un albo.", "why_not"),
    ],
)
def test_a_note_says_where_or_why_not(
    link: str, number: str, begins: date | None, ends: date | None, why_not: str, field: str | None
) -> None:
    decision = check_record(link=link, number=number, begins=begins, ends=ends, why_not=why_not)
    assert [refusal.field for refusal in decision.refusals] == ([field] if field else [])
