"""What results of the tavoli add up to, and where the office sees it otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.law.priorities import (
    Agreement,
    BallotRule,
    Band,
    Result,
    at_odds,
    band_of_level,
    bands,
    check_ballot,
    compare,
)

H, M, L = Band.HIGH, Band.MIDDLE, Band.LOW


@pytest.mark.parametrize(
    ("rule", "measure", "bodies", "values", "words"),
    [
        (BallotRule.DOTS, 3, 4, [7, 5], ""),
        (BallotRule.DOTS, 3, 4, [8, 5], "somma è 13, ma la regola ne permette al massimo 12"),
        (BallotRule.ONE_VOTE, None, 5, [3, 2, 0], ""),
        (BallotRule.ONE_VOTE, None, 5, [3, 3], "al massimo 5"),
        (BallotRule.RANKING, 3, 5, [2, 1, 3, 0], ""),
        (BallotRule.RANKING, 3, 5, [1, 1, 2], "data due volte: 1"),
        (BallotRule.RANKING, 2, 5, [1, 2, 3], "i primi 2: 3 è oltre"),
        (BallotRule.RANKING, 3, 5, [1, 3], "Manca una posizione: 2"),
        (BallotRule.RANKING, 3, 5, [0, 0], "almeno la prima"),
        (BallotRule.CONSENT, None, 5, [2, 1, 0], ""),
        (BallotRule.CONSENT, None, 5, [3], "grado di consenso"),
        (BallotRule.OTHER, None, 5, [1, 1, 2], ""),
        (BallotRule.OTHER, None, 5, [1, 9], "da 1 a 2"),
        (BallotRule.DOTS, 3, 4, [], "almeno un nodo"),
        (BallotRule.DOTS, 3, 4, [-1], "sotto zero"),
    ],
)
def test_a_result_adds_up_to_its_rule(
    rule: BallotRule, measure: int | None, bodies: int, values: list[int], words: str
) -> None:
    errors = check_ballot(rule, measure, bodies, values)
    assert words in " ".join(errors)
    assert bool(words) is bool(errors)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=8), st.integers(1, 9), st.integers(1, 9))
def test_dots_are_never_more_than_the_bodies_had(values: list[int], bodies: int, dots: int) -> None:
    errors = check_ballot(BallotRule.DOTS, dots, bodies, values)
    assert bool(errors) is (sum(values) > bodies * dots)


def test_the_first_third_is_high_and_equals_stand_together() -> None:
    dots = Result(1, BallotRule.DOTS, {1: 9, 2: 5, 3: 1})
    assert bands(dots) == {1: H, 2: M, 3: L}
    assert bands(Result(1, BallotRule.DOTS, {1: 4, 2: 4, 3: 4})) == {1: M, 2: M, 3: M}
    assert bands(Result(1, BallotRule.ONE_VOTE, {1: 4})) == {1: None}


def test_of_positions_the_first_is_high_and_none_is_last() -> None:
    assert bands(Result(1, BallotRule.RANKING, {1: 0, 2: 1, 3: 2})) == {1: L, 2: H, 3: M}


def test_consent_is_read_by_itself() -> None:
    assert bands(Result(1, BallotRule.CONSENT, {1: 2, 2: 0})) == {1: H, 2: L}


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 30), min_size=2))
def test_who_got_more_never_stands_lower(values: dict[int, int]) -> None:
    order = list(Band)
    found = bands(Result(1, BallotRule.DOTS, values))
    for one, more in values.items():
        for other, less in values.items():
            higher, lower = found[one], found[other]
            assert higher is not None
            assert lower is not None
            if more >= less:
                assert order.index(higher) <= order.index(lower)


def test_convergences_and_divergences_are_kept_each_by_itself() -> None:
    one = Result(1, BallotRule.DOTS, {10: 9, 20: 5, 30: 1})
    other = Result(2, BallotRule.RANKING, {10: 3, 20: 2, 30: 1})
    found = compare([one, other], {10: 5, 20: 4})
    assert {(each.ballot, each.node): each.agreement for each in found} == {
        (1, 10): Agreement.CONVERGES,
        (1, 20): Agreement.DIFFERS,
        (1, 30): Agreement.OPEN,
        (2, 10): Agreement.DIVERGES,
        (2, 20): Agreement.DIFFERS,
        (2, 30): Agreement.OPEN,
    }
    assert at_odds(found) == {10, 30}


def test_levels_are_from_one_to_five() -> None:
    assert [band_of_level(level) for level in range(1, 6)] == [L, L, M, H, H]
    with pytest.raises(ValueError, match="no level 6"):
        band_of_level(6)
