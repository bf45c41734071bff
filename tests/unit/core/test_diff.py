"""What changes between two texts, word by word."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.diff import Change, word_diff

WORDS = st.lists(st.sampled_from(["ente", "zona", "non", "\n\n", "2025", "sede"]), max_size=30).map(
    " ".join
)


def told(before: str, after: str, *kinds: Change) -> list[str]:
    pieces = word_diff(before, after)
    return [word for piece in pieces if piece.change in kinds for word in piece.text.split()]


def test_a_word_that_comes_is_told_alone() -> None:
    before, after = "Gli enti iscritti.\n\nEntro il 15.", "Gli enti non iscritti.\n\nEntro il 15."
    assert told(before, after, Change.IN) == ["non"]
    assert told(before, after, Change.OUT) == []


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_the_pieces_make_both_texts_again(before: str, after: str) -> None:
    assert told(before, after, Change.SAME, Change.IN) == after.split()
    assert told(before, after, Change.SAME, Change.OUT) == before.split()


def test_a_hostile_text_is_compared_in_a_moment() -> None:
    begun = time.perf_counter()
    word_diff("a b " * 5000, "b a " * 4999)
    assert time.perf_counter() - begun < 2
