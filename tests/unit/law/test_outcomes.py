"""What a contribution inherits from its nodes, and how a common text names each one."""

import hypothesis.strategies as st
from hypothesis import given

from app.law.outcomes import Inheritance, fill, inherit, names_each, unknown_placeholders

ANSWERS = st.lists(
    st.tuples(st.integers(1, 9), st.sampled_from(["yes", "no", "in part"])),
    unique_by=lambda answer: answer[0],
    max_size=5,
)


def test_without_an_answer_there_is_nothing_to_inherit() -> None:
    assert inherit([]) == Inheritance(None)


def test_nodes_that_agree_count_as_one_the_first() -> None:
    assert inherit([(3, "yes"), (5, "yes")]) == Inheritance(3)


def test_nodes_that_disagree_are_a_conflict_until_somebody_chooses() -> None:
    answers = [(3, "yes"), (5, "no")]
    assert inherit(answers) == Inheritance(None, conflict=True)
    assert inherit(answers, pinned=5) == Inheritance(5, pinned=True)


def test_a_chosen_node_that_no_longer_answers_counts_as_not_chosen() -> None:
    assert inherit([(3, "yes")], pinned=5) == Inheritance(3)


@given(ANSWERS, st.none() | st.integers(1, 9))
def test_what_is_inherited_is_always_one_of_the_answers_and_never_hides_a_conflict(
    answers: list[tuple[int, str]], pinned: int | None
) -> None:
    found = inherit(answers, pinned)
    keys = [key for key, _ in answers]
    assert found.node is None or found.node in keys
    differ = len({said for _, said in answers}) > 1
    assert found.conflict == (differ and pinned not in keys)
    assert (found.node is None) == (found.conflict or not answers)


@given(st.text(), st.text())
def test_what_is_put_in_is_never_read_again(title: str, body: str) -> None:
    filled = fill("{titolo}|{ente}", titolo=title, ente=body)
    assert filled == f"{title}|{body}"


def test_a_title_that_looks_like_a_placeholder_stays_as_it_is() -> None:
    assert fill("{titolo} n. {numero}", titolo="{numero}", numero="7") == "{numero} n. 7"


def test_a_text_names_each_by_what_it_is_filled_with() -> None:
    assert names_each("Per {ente}.")
    assert not names_each("Per tutti.")
    assert unknown_placeholders("«{titulo}» e {titolo} e {titulo}") == ["titulo"]
