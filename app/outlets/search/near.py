"""A near word in place of one that nothing has, where a search found nothing.

The index itself is asked which words at one slip of the hand it has: no list of words is kept
beside it, so that a word that was taken away with its text is never proposed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from string import ascii_lowercase

from sqlmodel import Session, col, select

from app.core.store.wordcounts import count_words
from app.core.store.wordindex import AnyOf, find_words
from app.outlets.search.asked import Asked, Word
from app.outlets.search.models import SearchDocument
from app.outlets.search.queries import Narrowed
from app.outlets.search.words import MARK, filter_token, is_said, spans, stems

SHORTEST, LONGEST = 4, 20  # letters of a word that is looked at
MOST_UNKNOWN, MOST_TRIED, MOST_COUNTED = 2, 4, 50


@dataclass(frozen=True, slots=True)
class Near:
    """What may have been meant: the words as they would be typed, and their address."""

    words: str
    address: str


def near_words(session: Session, asked: Asked, narrowed: Narrowed, path: str) -> Near | None:
    """What to look for instead; it finds something, narrowed as it was. None for nothing near.

    Two queries of the index, and at most four times two more where there is something near.
    """
    if narrowed.unknown or not asked.words:
        return None
    unknown = _unknown(session, asked.words)
    if not 0 < len(unknown) <= MOST_UNKNOWN:
        return None
    slips = {word: slips_of(word) for word in unknown}
    counts = count_words(session.connection(), set().union(*slips.values()), most=MOST_COUNTED)
    choices = [_likely(word, slips[word] & counts.keys(), counts) for word in unknown]
    for chosen in islice(product(*choices), MOST_TRIED):
        meant = dict(zip(unknown, chosen, strict=True))
        if forms := _forms(session, asked, narrowed, meant):
            line = _replaced(asked.q, forms)
            return Near(line, replace(asked, q=line).address(path))
    return None


def slips_of(word: str) -> set[str]:
    """The words at one letter left out, put in, changed, or two that changed places."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha()):
        return set()
    halves = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in halves if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1}
    for letter in ascii_lowercase:
        found |= {head + letter + tail for head, tail in halves}
        found |= {head + letter + tail[1:] for head, tail in halves if tail}
    return {one for one in found if one != word and is_said(one) and not one.startswith(MARK)}


def _unknown(session: Session, words: Sequence[Word]) -> list[str]:
    """The words of which no document has any form."""
    forms = {word.folded: stems(word.folded) for word in words}
    every = {form for some in forms.values() for form in some}
    known = count_words(session.connection(), every, most=1)
    return [word for word, some in forms.items() if known.keys().isdisjoint(some)]


def _likely(word: str, near: set[str], counts: dict[str, int]) -> list[str]:
    """The near words, the one that most documents have first; the first letter is seldom wrong."""
    return sorted(near, key=lambda one: (one[0] != word[0], -counts[one], one))[:MOST_TRIED]


def _forms(
    session: Session, asked: Asked, narrowed: Narrowed, meant: dict[str, str]
) -> dict[str, str]:
    """How the newest document with all of it writes what is meant; empty where none shows it."""
    match = [
        AnyOf((meant[word.folded],)) if word.folded in meant else word.anywhere
        for word in asked.words
    ]
    match += [AnyOf((filter_token(name, value),)) for name, value in narrowed.values.items()]
    ((*keys,),) = find_words(session.connection(), match, most=1)
    query = select(SearchDocument.title, SearchDocument.text)
    row = session.exec(query.where(col(SearchDocument.id).in_(keys))).first()
    shown = f"{row[0]}\n{row[1]}" if row else ""
    forms = {word: _form(shown, token) for word, token in meant.items()}
    return forms if all(forms.values()) else {}


def _form(shown: str, token: str) -> str:
    """The word of a text that is this token, else one that has it as its stem."""
    by_stem = ""
    for start, end, word in spans(shown):
        if word == token:
            return shown[start:end].lower()
        if not by_stem and token in stems(word):
            by_stem = shown[start:end].lower()
    return by_stem


def _replaced(line: str, forms: dict[str, str]) -> str:
    """The line as it was typed, with these folded words written so."""
    for start, end, word in reversed(list(spans(line))):
        if word in forms:
            line = line[:start] + forms[word] + line[end:]
    return line
