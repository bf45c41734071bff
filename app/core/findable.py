"""What a room has that can be found: documents of a case, by kind.

Each room declares its `Finder`s in `findable.py`; `outlets/search` puts them together. A finder
yields what anyone may read and nothing else. Nothing here knows what the case is about.
"""

import html
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.core.clock import in_rome
from app.core.events import Event


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing to be found. `ref` names it within its kind; `address` begins with a slash.

    `more` is found too and not shown; `day` is a day in Rome; `outcome` a word or two.
    """

    ref: str
    title: str
    text: str
    address: str
    day: date
    more: str = ""
    year: int | None = None
    tavolo_id: int | None = None
    ets_id: int | None = None
    outcome: str = ""


Documents = Callable[[Session, Any, Collection[str] | None], Iterable[Findable]]
Refs = Callable[[Session, Any], list[str]]
Touched = Callable[[Any], tuple[str, ...]]


def everything(_event: Any) -> tuple[str, ...]:
    """An event after which the whole kind is looked at again."""
    return ()


def its_subject(event: Any) -> tuple[str, ...]:
    """An event that changes the one thing that it is about."""
    return (event.subject,)


@dataclass(frozen=True, slots=True)
class Finder:
    """A kind of things of a case: `label` is its plural, as a filter names it.

    `documents(session, here, refs)` yields those of a case, or only those named. A kind of
    which a case may have thousands gives `refs` too, so that it is read a few at a time.
    `events` say which of its documents change: none named means any of them.
    """

    kind: str
    label: str
    documents: Documents
    refs: Refs | None = None
    events: Mapping[type[Event], Touched] = field(default_factory=dict)


_MARKS = re.compile(r"^\s{0,3}(?:#{1,6}|>|[-*+]|\d+\.)\s+|[*`]+|\[([^\]]*)\]\([^)]*\)", re.M)
_TAGS = re.compile(r"<[^>]*>")


def without_marks(markdown: str) -> str:
    """Words written in Markdown, without its marks and the addresses behind its links."""
    return _MARKS.sub(lambda found: found.group(1) or "", markdown)


def without_tags(page: str) -> str:
    """The words of a piece of HTML that our own writer made."""
    return html.unescape(_TAGS.sub(" ", page))


def from_day(instant: datetime) -> date:
    """The day in Rome of an aware instant."""
    return in_rome(instant).date()
