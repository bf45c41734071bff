"""The plan written as the table that the import reads: what goes out comes back the same."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from app.core.files.csv_out import MARK, csv_row
from app.core.files.sheet_out import SheetCell, xlsx_stream
from app.core.i18n import date_short
from app.steps.plans.cells import cents_words
from app.steps.plans.columns import COLUMNS
from app.steps.plans.models import PlanItem

_HEADERS = tuple(column.header for column in COLUMNS)


def write_plan(items: Iterable[PlanItem]) -> Iterator[bytes]:
    """The items in their order as CSV, a line each, headers first."""
    yield MARK + csv_row(_HEADERS)
    for cells in _rows(items):
        yield csv_row(map(_words, cells))


def write_workbook(items: Iterable[PlanItem]) -> Iterator[bytes]:
    """The same as an Excel workbook: days are days there, and amounts numbers."""
    return xlsx_stream([("Piano", _sheet(items))])


def _sheet(items: Iterable[PlanItem]) -> Iterator[tuple[SheetCell, ...]]:
    yield _HEADERS
    for cells in _rows(items):
        yield tuple(f"'{cell}" if str(cell).startswith("=") else cell for cell in cells)


def _rows(items: Iterable[PlanItem]) -> Iterator[tuple[SheetCell, ...]]:
    codes: dict[int | None, str] = {None: ""}
    for item in items:
        codes[item.id] = item.code
        yield (
            item.code,
            item.level.label,
            item.title,
            item.text,
            codes.get(item.parent_id, ""),
            item.owner,
            item.due_on,
            None if item.amount_cents is None else Decimal(item.amount_cents) / 100,
            item.state.label,
            item.sector,
        )


def _words(cell: SheetCell) -> str:
    if isinstance(cell, Decimal):
        return cents_words(int(cell * 100))
    return date_short(cell) if isinstance(cell, date) else str(cell or "")


def write_model() -> bytes:
    """An empty table with three lines to write over: one for each level."""
    lines = (
        ("O1", "obiettivo", "Il nome di un obiettivo", "", "", "", "", "", "", ""),
        ("P1", "programma", "Il nome di un programma", "", "O1", "", "", "", "", ""),
        ("A1", "attività", "Il nome di un'attività", "Che cosa si fa", "P1", "Ufficio di Piano",
         "31/12/2027", "1.234,56 €", "prevista", "Socio-sanitario"),
    )  # fmt: skip
    return MARK + b"".join(map(csv_row, (_HEADERS, *lines)))
