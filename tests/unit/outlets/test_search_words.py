"""Which words of Italian find which others, and that no text breaks the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.store.wordindex import AnyOf, fts5, tsquery
from app.outlets.search.asked import LONGEST, MOST_WORDS, matcher, read_asked
from app.outlets.search.views import excerpt, marked
from app.outlets.search.words import filter_token, tokens_of, words_of


def is_found(asked: str, text: str) -> bool:
    """Whether each word that is asked has a token of `text`."""
    tokens = tokens_of("", text)
    return all(
        any(token in tokens for token in part.tokens)
        or bool(part.beginning and any(token.startswith(part.beginning) for token in tokens))
        for part in (word.anywhere for word in read_asked(asked, "", {}).words)
    )


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("anziano", "Gli anziani soli"),
        ("anziani", "La persona anziana"),
        ("assistenza", "L'assistenza dell'anziano"),
        ("dell’anziano", "anziani"),
        ("disabilità", "DISABILITA' grave"),
        ("disabilita", "la disabilità"),
        ("domiciliari", "un servizio domiciliare"),
        ("amiche", "un'amica"),
        ("servizio", "tutti i servizi"),
        ("trasp", "I trasporti di notte"),
        ("tra i trasporti", "trasporto"),
        ("2026", "Anno 2026-2028"),
        ("B12", "Il bisogno B12"),
        ("straße", "STRASSE"),
        ("Ελλάδα", "ελλαδα"),
    ],
)
def test_a_word_is_found_in_its_other_forms(asked: str, text: str) -> None:
    assert is_found(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [("casale ", "la casa"), ("minori ", "un ministero"), ("anziani casa", "anziani soli")],
)
def test_what_only_looks_alike_is_not_found(asked: str, text: str) -> None:
    assert not is_found(asked, text)


def test_elisions_and_stop_words_say_nothing() -> None:
    assert words_of("Dell'assistenza all’anziano, e della casa di lui") == [
        "assistenza", "anziano", "casa",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('AND OR NOT * " ( - :', ""),
        ('*"(-:', "segni da soli"),
        ("\x00", ""),
        ("🙂🙂", "segni da soli"),
        ("a", "due lettere"),
        ("di la per", "quasi ogni testo"),
        ("x" * 10_000, ""),
        ("parola " * 2_000, ""),
        ("", ""),
    ],
)
def test_bad_input_gets_a_plain_answer(typed: str, said: str) -> None:
    asked = read_asked(typed, "", {})
    assert said in asked.problem
    assert bool(asked.problem) == bool(said)
    assert len(asked.q) <= LONGEST
    assert len(asked.words) <= MOST_WORDS


@given(st.text(max_size=400), st.text(max_size=100))
def test_any_text_makes_tokens_that_both_databases_take(text: str, typed: str) -> None:
    tokens = tokens_of(text[:50], text)
    assert all(token.isascii() and token.isalnum() for token in tokens)
    asked = read_asked(typed, typed, {"ente": typed})
    for word in asked.words:
        fts5([word.anywhere, word.in_title])
        tsquery([word.anywhere, word.in_title])


@given(st.text(min_size=1, max_size=40))
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    for word in words_of(text)[:MOST_WORDS]:
        assert is_found(word, text)


def test_nobody_types_a_filter_or_a_title_mark() -> None:
    token = filter_token("kind", "contribution")
    assert token not in tokens_of(token, token)


def test_a_token_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no token"):
        fts5([AnyOf(('a" OR b',))])


@given(st.text(max_size=600), st.text(max_size=30))
def test_marking_loses_and_adds_no_character(text: str, typed: str) -> None:
    finds = matcher(read_asked(typed, "", {}).words)
    assert "".join(bit.text for bit in marked(text, finds)) == text


def test_an_excerpt_stands_around_the_word_and_marks_its_forms() -> None:
    text = "Parole all'inizio. " * 40 + "Poi gli anziani soli restano in casa. " + "Fine. " * 90
    bits = excerpt(text, matcher(read_asked("anziano", "", {}).words))
    assert [bit.text for bit in bits if bit.marked] == ["anziani"]
    assert bits[0].text.startswith("…")
    assert len("".join(bit.text for bit in bits)) < 300
