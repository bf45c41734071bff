"""What a room hands over of a case for its file: members, and the tables they come from.

Each room declares one `Chapter`; the roof puts them together. A member is public only where it
says so; what a table holds is always reserved. Nothing here knows what the case is about.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from markupsafe import escape
from sqlalchemy import ColumnElement, Table
from sqlmodel import Session, SQLModel, select

from app.core.documents.document import Document
from app.core.documents.html import render_html
from app.core.events import canonical
from app.core.files.models import StoredFile
from app.core.text import slugify

Condition = Callable[[Any], ColumnElement[bool]]
_BATCH = 500
_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #666;padding:.3rem .5rem;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}dt{font-weight:bold}"
    "dd{margin:0 0 .5rem;overflow-wrap:anywhere}.doc-banner{border:2px solid;padding:.5rem}"
    "@media print{details::details-content{content-visibility:visible;height:auto}}"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One member: where it stands in the file, what it is called, which record it comes from.

    `content` is a stored file, or bytes, whole or in pieces.
    """

    path: str
    title: str
    source: str
    content: "StoredFile | bytes | Iterable[bytes]"
    public: bool = False


Pieces = Callable[[Session, Any], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Records:
    """A table of the case. `where` takes the case (`Here`) and gives which rows are in the file;
    without it, those of its `procedure_id`. `without` are columns that no file shows: secrets.
    """

    model: type[SQLModel]
    where: Condition | None = None
    without: frozenset[str] = frozenset()

    @property
    def table(self) -> Table:
        table: Table = self.model.__table__  # type: ignore[attr-defined]
        return table

    def condition(self, here: Any) -> ColumnElement[bool]:
        if self.where is not None:
            return self.where(here)
        same: ColumnElement[bool] = self.table.c.procedure_id == here.procedure.pk
        return same

    @property
    def columns(self) -> list[Any]:
        return [column for column in self.table.columns if column.name not in self.without]


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one room hands over. `left_out` are its tables that the file does not hold, and why."""

    code: str
    title: str
    records: tuple[Records, ...] = ()
    pieces: Pieces | None = None
    left_out: dict[type[SQLModel], str] = field(default_factory=dict)


def dump(session: Session, records: Records, here: Any) -> Iterator[bytes]:
    """The rows as a JSON list, one row a line, by key: equal rows, equal bytes."""
    key = list(records.table.primary_key)
    query = select(*records.columns).where(records.condition(here)).order_by(*key)
    names = [column.name for column in records.columns]
    yield b"["
    first = True
    for row in session.exec(query.execution_options(yield_per=_BATCH)):
        yield (b"\n" if first else b",\n") + canonical(_named(names, row)).encode()
        first = False
    yield b"\n]\n"


def _named(names: list[str], row: Any) -> dict[str, Any]:
    values = row if isinstance(row, tuple) or hasattr(row, "_fields") else (row,)
    return dict(zip(names, values, strict=True))


def html_page(document: Document) -> bytes:
    """The document as a page that stands alone: no script, nothing from elsewhere."""
    title = escape(document.title)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    body = f"<main><h1>{title}</h1>\n{render_html(document)}</main>"
    page = f'<!doctype html>\n<html lang="{document.language}"><head>{head}</head>'
    return f"{page}<body>{body}</body></html>\n".encode()


def json_page(value: Any) -> bytes:
    """`value` as readable JSON with one spelling only."""
    plain = json.loads(canonical(value))
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def file_name(number: int, name: str) -> str:
    """A member's name of plain letters that keeps the ending and the order."""
    stem, dot, ending = name.rpartition(".")
    plain = slugify(stem or name, limit=60) or "file"
    tail = slugify(ending, limit=8) if dot else ""
    return f"{number:02d}-{plain}" + (f".{tail}" if tail else "")
