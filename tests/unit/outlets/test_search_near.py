"""Which words are one slip of the hand away from another."""

import pytest

from app.outlets.search.near import slips_of


@pytest.mark.parametrize("typed", ["trasprto", "trasportto", "trasporro", "trasproto", "rasporto"])
def test_one_letter_more_less_other_or_two_changed_places(typed: str) -> None:
    assert "trasporto" in slips_of(typed)


@pytest.mark.parametrize("typed", ["casa", "2026", "abc", "rsa", "u4e2d9", "a" * 21])
def test_what_is_short_long_or_no_word_has_no_near_ones_of_itself(typed: str) -> None:
    assert typed not in slips_of(typed)
    assert bool(slips_of(typed)) == (typed == "casa")


def test_no_near_word_is_one_of_the_marks_of_the_index() -> None:
    assert not [one for one in slips_of("qbtra") if one.startswith("zq")]
