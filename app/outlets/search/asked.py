"""What a person asks the search: words, filters, a page. What makes no sense is dropped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode

from app.core.store.wordindex import AnyOf
from app.outlets.search.words import (
    BEGINNING,
    SHORT_BEGINNINGS,
    TITLE,
    is_said,
    spans,
    stems,
)

LONGEST, MOST_WORDS = 200, 12
NAMES = {
    "tipo": "kind",
    "amministrazione": "authority_id",
    "procedimento": "procedure_id",
    "tavolo": "tavolo_id",
    "ente": "ets_id",
    "anno": "year",
    "esito": "outcome",
}
"""Parameter of the address → column of the index."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word; an `open` one is still being typed: what begins with it is found too."""

    folded: str
    open: bool = False

    @property
    def anywhere(self) -> AnyOf:
        ways = stems(self.folded)
        if self.open and len(self.folded) in SHORT_BEGINNINGS:
            return AnyOf((*ways, BEGINNING + self.folded))
        longer = self.open and len(self.folded) > max(SHORT_BEGINNINGS)
        return AnyOf(ways, self.folded if longer else "")

    @property
    def in_title(self) -> AnyOf:
        begins = self.open and len(self.folded) >= min(SHORT_BEGINNINGS)
        ways = tuple(TITLE + form for form in stems(self.folded))
        return AnyOf(ways, TITLE + self.folded if begins else "")


Matcher = Callable[[str], bool]


def matcher(words: Sequence[Word]) -> Matcher:
    """Says whether a folded word is a form of one of `words`, or begins with an open one."""
    wanted = {form for word in words for form in stems(word.folded)}
    shortest = min(SHORT_BEGINNINGS)
    begins = tuple(word.folded for word in words if word.open and len(word.folded) >= shortest)

    @cache
    def finds(other: str) -> bool:
        return other.startswith(begins) or not wanted.isdisjoint(stems(other))

    return finds


@dataclass(frozen=True, slots=True)
class Asked:
    """`narrowed` maps a parameter of NAMES to its value as it stands in the address."""

    q: str
    words: tuple[Word, ...]
    narrowed: dict[str, str]
    page: int = 1
    problem: str = ""

    @property
    def anything(self) -> bool:
        """Whether there is something to look for."""
        return not self.problem and bool(self.words or self.narrowed)

    def address(self, path: str, page: int = 1) -> str:
        given = {"q": self.q, **self.narrowed}
        if page > 1:
            given["pagina"] = str(page)
        kept = {name: value for name, value in given.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def without_filters(self) -> "Asked":
        return replace(self, narrowed={})


def read_asked(q: str, pagina: str, given: dict[str, str]) -> Asked:
    """What the address asks; long words and long questions are cut, odd signs are left out."""
    typed = "".join(c if c.isprintable() else " " for c in q)
    line = " ".join(typed.split())[:LONGEST]
    narrowed = {
        name: value
        for name, value in given.items()
        if name in NAMES and 0 < len(value) <= 60 and value.replace("-", "").isalnum()
    }
    number = int(pagina) if pagina.isascii() and pagina.isdigit() and len(pagina) < 4 else 1
    words = _words(line, still=not typed.endswith(" "))
    problem = "" if words or not line else _problem(line)
    return Asked(line, words, narrowed, max(1, number), problem)


def _words(line: str, *, still: bool) -> tuple[Word, ...]:
    found = [word for _, _, word in spans(line)]
    said = list(dict.fromkeys(word for word in found if is_said(word)))[:MOST_WORDS]
    last = found[-1] if found and still else ""
    return tuple(Word(word, word == last) for word in said)


def _problem(line: str) -> str:
    """Why nothing can be looked for, in a sentence that says what to do."""
    found = [word for _, _, word in spans(line)]
    if not found:
        return "Scrivete almeno una parola: i segni da soli non si cercano."
    if all(len(word) == 1 for word in found):
        return "Scrivete almeno due lettere."
    return "Queste parole sono in quasi ogni testo: aggiungetene una più precisa."
