"""Lists cut into pages, and what an address says of them, read so that nothing odd gets in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class PageOf(Generic[T]):
    """One page of rows with its place and the addresses of its neighbours."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int
    from_: int
    to: int
    prev_url: str | None
    next_url: str | None

    def showing(self, views: Sequence[V]) -> "PageOf[V]":
        """The same page with what its rows look like."""
        return PageOf(
            views,
            self.number,
            self.pages,
            self.total,
            self.from_,
            self.to,
            self.prev_url,
            self.next_url,
        )


def cut(
    rows: Sequence[T], number: int, path: str, params: Mapping[str, str], size: int = 30
) -> PageOf[T]:
    """The page `number` (from 1, never past the last) of `rows`; `params` are the filters."""
    pages = max(1, -(-len(rows) // size))
    number = max(1, min(number, pages))
    shown = rows[(number - 1) * size : number * size]
    return window(shown, number, len(rows), path, params, size)


def window(
    rows: Sequence[T], number: int, total: int, path: str, params: Mapping[str, str], size: int
) -> PageOf[T]:
    """The page `number` (from 1) whose `rows` the database has already cut out of `total`."""
    pages = max(1, -(-total // size))
    return PageOf(
        rows=rows,
        number=number,
        pages=pages,
        total=total,
        from_=(number - 1) * size + 1,
        to=(number - 1) * size + len(rows),
        prev_url=address(path, params, number - 1) if number > 1 else None,
        next_url=address(path, params, number + 1) if number < pages else None,
    )


def address(path: str, params: Mapping[str, str], number: int = 1) -> str:
    """`path` with the filters that are set and, after the first, the page."""
    given = {name: value for name, value in params.items() if value}
    if number > 1:
        given["pagina"] = str(number)
    return f"{path}?{urlencode(given)}" if given else path


def read_words(value: str) -> str:
    """Words to search for, on one line and of a bounded length."""
    return " ".join(value.replace("\x00", " ").split())[:200]


def read_ref(value: str) -> str:
    """A public id, or nothing."""
    return value if value.isascii() and value.isalnum() and len(value) <= 40 else ""


def read_number(value: str) -> int:
    """The number of a page, 1 where it makes no sense."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 1
