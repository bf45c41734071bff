"""The plan written as the table that the import reads: what goes out comes back the same."""

from collections.abc import Iterable, Iterator

from app.core.files.csv_out import MARK, csv_row
from app.core.i18n import date_short
from app.steps.plans.cells import cents_words
from app.steps.plans.columns import COLUMNS
from app.steps.plans.models import PlanItem

_HEADERS = [column.header for column in COLUMNS]


def write_plan(items: Iterable[PlanItem]) -> Iterator[bytes]:
    """The items in their order as CSV, a line each, headers first."""
    yield MARK + csv_row(_HEADERS)
    codes: dict[int | None, str] = {None: ""}
    for item in items:
        codes[item.id] = item.code
        yield csv_row(
            (
                item.code,
                item.level.label,
                item.title,
                item.text,
                codes.get(item.parent_id, ""),
                item.owner,
                date_short(item.due_on) if item.due_on else "",
                cents_words(item.amount_cents),
                item.state.label,
                item.sector,
            )
        )


def write_model() -> bytes:
    """An empty table with three lines to write over: one for each level."""
    lines = (
        ("O1", "obiettivo", "Il nome di un obiettivo", "", "", "", "", "", "", ""),
        ("P1", "programma", "Il nome di un programma", "", "O1", "", "", "", "", ""),
        ("A1", "attività", "Il nome di un'attività", "Che cosa si fa", "P1", "Ufficio di Piano",
         "31/12/2027", "1.234,56 €", "prevista", "Socio-sanitario"),
    )  # fmt: skip
    return MARK + b"".join(map(csv_row, (_HEADERS, *lines)))
