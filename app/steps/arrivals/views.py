"""The whole form and the loaded tables, as the office's pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.files.csv_out import MARK, csv_row
from app.steps.arrivals.forms import control
from app.steps.arrivals.models import ArrivalBatch
from app.steps.arrivals.reading import COLUMNS, MAX_TAVOLI, Line
from app.steps.avvisi.definition import Field, FieldKind, FormDefinition, fields_of, parts_of
from app.steps.domande.models import Domanda
from app.steps.domande.queries.completeness import SIGNATURE, TAVOLI


@dataclass(frozen=True, slots=True)
class TypedPart:
    """A part of the form with its controls, group by group; `folded` where few will need it."""

    code: str
    title: str
    groups: tuple[tuple[str, tuple[Field, ...]], ...]
    folded: bool


def typed_parts(definition: FormDefinition) -> list[TypedPart]:
    """What the avviso asks, without the tavoli, the signature and the files."""
    found = []
    for part in parts_of(definition):
        if part.code in (TAVOLI, SIGNATURE):
            continue
        fields = [f for f in fields_of(definition, part.code) if f.kind is not FieldKind.FILE]
        titles = dict.fromkeys(field.group for field in fields)
        groups = tuple(
            (title, tuple(_renamed(part.code, f) for f in fields if f.group == title))
            for title in titles
        )
        if fields:
            folded = part.code == "other_subject"
            found.append(TypedPart(part.code, part.title, groups, folded))
    return found


def _renamed(part: str, field: Field) -> Field:
    """The field under the name of its control; whether it may be left out is told by the action."""
    return field.model_copy(update={"name": control(part, field.name), "autocomplete": "off"})


def place_of(field: str) -> str:
    """The control for what the register says, by the body's field."""
    return control("runts" if field.startswith("runts_") else "body", field)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of a table: what it says, and why it cannot be registered or what it became."""

    number: int
    body: str
    tax_code: str
    arrived: str
    channel: str
    tavoli: str
    problem: str
    domanda: Domanda | None


def line_views(
    batch: ArrivalBatch, lines: Sequence[Line], registered: Mapping[int, Domanda]
) -> list[LineView]:
    """The lines in the order of the file."""
    return [_line_view(batch, line, registered.get(line.number)) for line in lines]


def _line_view(batch: ArrivalBatch, line: Line, domanda: Domanda | None) -> LineView:
    cells = line.cells
    wanted = [cells.get(f"tavolo_{place}", "") for place in range(1, MAX_TAVOLI + 1)]
    return LineView(
        number=line.number,
        body=line.body_name,
        tax_code=cells.get("codice_fiscale", ""),
        arrived=f"{cells.get('arrivata_il', '')}, ore {cells.get('ora', '')}",
        channel=line.form.channel.label if line.form else cells.get("via", ""),
        tavoli=", ".join(name for name in wanted if name),
        problem="" if domanda else batch.problems.get(str(line.number), ""),
        domanda=domanda,
    )


def write_model() -> bytes:
    """The empty table to fill in: the headers alone."""
    return MARK + csv_row([column.name for column in COLUMNS])


def write_line(line: Line) -> bytes:
    """One line with its headers: what is kept of it with its domanda, quoted and never computed."""
    names = [column.name for column in COLUMNS]
    cells = [line.cells.get(name, "") for name in names]
    return MARK + csv_row(names, quoted=True) + csv_row(cells, quoted=True)
