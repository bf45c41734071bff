"""What the page of results shows: hits with their words marked, and what to narrow to."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.i18n import date_words, number_words
from app.core.text import sentence, slugify
from app.core.web.forms import Bound, empty
from app.law.words import counted
from app.outlets.search.asked import NAMES, Asked, Matcher, matcher
from app.outlets.search.finders import LABELS
from app.outlets.search.forms import SearchForm
from app.outlets.search.near import Near, near_words
from app.outlets.search.queries import (
    MOST,
    PAGE_SIZE,
    Hit,
    Names,
    Narrowed,
    Results,
    names_of,
    narrow,
    search,
)
from app.outlets.search.words import spans
from app.people.authorities.models import Authority

Options = list[tuple[str, str]]
LENGTH, BEFORE, SHOWN = 260, 80, 12
TITLES = {
    "tipo": "Che cosa",
    "amministrazione": "Amministrazione",
    "procedimento": "Procedimento",
    "tavolo": "Tavolo",
    "ente": "Ente",
    "anno": "Anno",
    "esito": "Esito",
}


@dataclass(frozen=True, slots=True)
class Bit:
    """A piece of a text; a `marked` one is what was looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class HitView:
    title: str
    excerpt: tuple[Bit, ...]
    address: str
    meta: str
    where: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow by: its options carry how many there are."""

    name: str
    title: str
    options: Options


@dataclass(frozen=True, slots=True)
class PagerView:
    number: int
    pages: int
    total: int
    from_: int
    to: int
    prev_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template needs; `count` says how many in words."""

    asked: Asked
    form: Bound[SearchForm]
    hits: tuple[HitView, ...]
    facets: tuple[Facet, ...]
    pager: PagerView
    count: str
    more: bool
    clear: str
    near: Near | None


def results_page(
    session: Session, asked: Asked, path: str, authority: Authority | None = None
) -> Page:
    """The results for what was asked, of one authority where it is given; some ten queries."""
    narrowed = narrow(session, asked, authority)
    found = search(session, asked, narrowed)
    offered = _offered(found, narrowed, authority)
    names = names_of(session, _keys(found, offered))
    values = {"q": asked.q, **asked.narrowed}
    finds = matcher(asked.words)
    return Page(
        asked=asked,
        form=empty(SearchForm, **values),
        hits=tuple(_hit(hit, finds, names) for hit in found.hits),
        facets=tuple(_facets(offered, narrowed, names)),
        pager=_pager(asked, found, path),
        count=_count(found),
        more=found.more,
        clear=asked.without_filters().address(path),
        near=None if found.hits else near_words(session, asked, narrowed, path),
    )


def _count(found: Results) -> str:
    if found.more:
        return f"Oltre {number_words(MOST)} risultati"
    return counted(found.total, "risultato", "risultati") if found.total else "Nessun risultato"


def _offered(
    found: Results, narrowed: Narrowed, authority: Authority | None
) -> dict[str, list[tuple[Any, int]]]:
    """Parameter → values with how many of the results have them; one value narrows nothing."""
    offered = {}
    one_procedure = len(found.counts.get("procedure_id", ())) == 1
    for name, column in NAMES.items():
        hidden = (column == "authority_id" and authority is not None) or (
            column == "tavolo_id" and not one_procedure
        )
        counts: Counter[Any] = found.counts.get(column, Counter())
        if not hidden and (len(counts) > 1 or column in narrowed.values):
            listed = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
            offered[name] = listed[:SHOWN]
    return offered


def _keys(found: Results, offered: dict[str, list[tuple[Any, int]]]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = {}
    for column in ("authority_id", "procedure_id", "tavolo_id", "ets_id"):
        keys = {getattr(hit, column) for hit in found.hits}
        for name, values in offered.items():
            if NAMES[name] == column:
                keys |= {value for value, _ in values}
        wanted[column] = keys - {None}
    return wanted


def _facets(
    offered: dict[str, list[tuple[Any, int]]], narrowed: Narrowed, names: Names
) -> list[Facet]:
    facets = []
    for name, values in offered.items():
        labelled = [(*_named(name, value, names), count) for value, count in values]
        if name == "tipo":
            order = list(LABELS)
            labelled.sort(key=lambda one: order.index(one[1]))
        elif name == "anno":
            labelled.sort(key=lambda one: one[1], reverse=True)
        options = [(ref, f"{word} ({count})") for word, ref, count in labelled]
        facets.append(Facet(name, TITLES[name], options))
    return facets


def _named(name: str, value: Any, names: Names) -> tuple[str, str]:
    """What a value is called, and how the address names it."""
    if name == "tipo":
        return LABELS[value], value
    if name == "anno":
        return str(value), str(value)
    if name == "esito":
        return sentence(value), slugify(value)
    known: dict[int, tuple[str, str]] = getattr(names, NAMES[name])
    return known.get(value, ("—", ""))


def _hit(hit: Hit, finds: Matcher, names: Names) -> HitView:
    meta = [LABELS[hit.kind], date_words(hit.day)]
    ets, tavolo = names.ets_id.get(hit.ets_id or 0), names.tavolo_id.get(hit.tavolo_id or 0)
    meta[1:1] = [known[0] for known in (ets, tavolo) if known]
    return HitView(
        title=hit.title,
        excerpt=excerpt(hit.text, finds),
        address=hit.address,
        meta=" · ".join(meta),
        where=""
        if hit.kind == "procedure"
        else names.procedure_id.get(hit.procedure_id, ("", ""))[0],
    )


def excerpt(text: str, finds: Matcher) -> tuple[Bit, ...]:
    """Some 260 characters of `text` around the first word looked for, with all of them marked."""
    line = " ".join(text.split())
    first = next((start for start, _, word in spans(line) if finds(word)), 0)
    start = line.find(" ", first - BEFORE) + 1 if first > BEFORE else 0
    part = line[start : start + LENGTH]
    if start + LENGTH < len(line):
        part = part.rpartition(" ")[0] or part
    before = (Bit("… "),) if start else ()
    after = (Bit(" …"),) if start + len(part) < len(line) else ()
    return (*before, *marked(part, finds), *after)


def marked(text: str, finds: Matcher) -> tuple[Bit, ...]:
    """`text` in pieces, those that are a form of a word looked for being marked."""
    bits = []
    done = 0
    for start, end, word in spans(text):
        if finds(word):
            if start > done:
                bits.append(Bit(text[done:start]))
            bits.append(Bit(text[start:end], marked=True))
            done = end
    if done < len(text):
        bits.append(Bit(text[done:]))
    return tuple(bits)


def _pager(asked: Asked, found: Results, path: str) -> PagerView:
    pages = max(1, -(-found.total // PAGE_SIZE))
    number = min(asked.page, pages)
    first = (number - 1) * PAGE_SIZE
    return PagerView(
        number=number,
        pages=pages,
        total=found.total,
        from_=first + 1,
        to=first + len(found.hits),
        prev_url=asked.address(path, number - 1) if number > 1 else None,
        next_url=asked.address(path, number + 1) if number < pages else None,
    )
