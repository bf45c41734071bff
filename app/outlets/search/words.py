"""Italian words as the search knows them: the same tokens for SQLite and PostgreSQL.

A text becomes a set of tokens of ASCII letters and digits: each word without accents, what two
stemmers make of it, its first three, four and five letters, and, with a mark, those of the title.
There are two stemmers because Snowball takes «anziano» for a verb; the light one keeps such pairs
together.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from functools import lru_cache
from threading import Lock
from typing import Final

import Stemmer

VERSION: Final = 1
"""To be raised with any change here: what was indexed before is then indexed anew."""

BEGINNING, TITLE, FILTER = "zqb", "zqh", "zqf"
SHORT_BEGINNINGS = (3, 4, 5)
MARK, _LONGEST = "zq", 40
_WORD = re.compile(r"[^\W_]+")
_SNOWBALL = Stemmer.Stemmer("italian")
_TURN = Lock()  # a stemmer is not to be shared by threads at one instant

_STOP = (
    "a ad agli ai al all alla alle allo anche anzi avere aveva avevano avviene c che chi ci cio "
    "coi col come con contro cosa cui d da dagli dai dal dall dalla dalle dallo degli dei del dell "
    "della delle dello dentro di dopo dove e ed era erano essere fa fra gia gli ha hanno ho i il "
    "in io l la le lei li lo loro lui m ma me mi mia mie miei mio n ne negli nei nel nell nella "
    "nelle nello noi non nostra nostre nostri nostro o od ogni oltre per perche pero piu piuttosto "
    "poi presso qual quale quali quando quanto quel quella quelle quelli quello quest questa "
    "queste questi questo qui s sara saranno se sempre senza si sia siano siete sono sta stata "
    "state stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi t ti tra tu tua "
    "tue tuo tuoi tutta tutte tutti tutto un una uno v vi voi vostra vostre vostri vostro"
)
STOP: Final = frozenset(_STOP.split())


def spans(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of `text` stands, and its folded form; stop words too."""
    for found in _WORD.finditer(text):
        word = fold(found.group())
        if word:
            yield found.start(), found.end(), word


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """One word without accents or case, in ASCII letters and digits, at most forty."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c if c.isascii() else f"u{ord(c):x}" for c in bare if c.isalnum())
    return ("u" + plain if plain.startswith(MARK) else plain)[:_LONGEST]


@lru_cache(maxsize=200_000)
def stems(word: str) -> tuple[str, ...]:
    """What a folded word has in common with its other forms: one or two stems."""
    if word.isdigit():
        return (word,)
    with _TURN:
        snowball = _SNOWBALL.stemWord(word)
    light = _light(word)
    return (snowball,) if snowball == light else (snowball, light)


def _light(word: str) -> str:
    """Number and gender taken off, as Savoy's light stemmer for Italian does."""
    if len(word) < 6 or word[-1] not in "aeio":
        return word
    before = {"e": "ih", "i": "hi", "a": "i", "o": "i"}[word[-1]]
    return word[:-2] if word[-2] in before else word[:-1]


def is_said(word: str) -> bool:
    """Whether a folded word says something: it has two letters or more and is no stop word."""
    return len(word) > 1 and word not in STOP


def words_of(text: str) -> list[str]:
    """The folded words of `text` that say something, each once, in order."""
    return list(dict.fromkeys(word for _, _, word in spans(text) if is_said(word)))


@lru_cache(maxsize=200_000)
def _tokens(raw: str) -> tuple[str, ...]:
    """The tokens of a word as it was written; none of one that says nothing."""
    word = fold(raw)
    if not is_said(word):
        return ()
    begins = [BEGINNING + word[:size] for size in SHORT_BEGINNINGS if len(word) >= size]
    return (word, *stems(word), *begins)


@lru_cache(maxsize=50_000)
def _title_tokens(raw: str) -> tuple[str, ...]:
    word = fold(raw)
    return tuple({TITLE + form for form in (word, *stems(word))}) if is_said(word) else ()


def tokens_of(title: str, text: str) -> set[str]:
    """All that a document with this title and text is found by."""
    in_title = set(_WORD.findall(title))
    words = in_title.union(_WORD.findall(text))
    return set().union(*map(_title_tokens, in_title), *map(_tokens, words))


FILTERS: Final = {
    "kind": "k", "authority_id": "a", "procedure_id": "p", "tavolo_id": "t", "ets_id": "e",
    "year": "y", "outcome": "o",
}  # fmt: skip
"""What results are narrowed by: each value is a token too, so that it narrows before it counts."""


@lru_cache(maxsize=50_000)
def filter_token(name: str, value: Hashable) -> str:
    """The token of a document whose column `name` has this value."""
    plain = "".join(c for c in fold_all(str(value)) if c.isalnum())
    return f"{FILTER}{FILTERS[name]}{plain}"


def fold_all(text: str) -> str:
    """Every word of `text` folded, without what stands between them."""
    return "".join(word for _, _, word in spans(text))


def filter_tokens(row: Mapping[str, Hashable]) -> set[str]:
    """The tokens of all that a row can be narrowed by."""
    return {filter_token(name, row[name]) for name in FILTERS if row[name] not in (None, "")}
