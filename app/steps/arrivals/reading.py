"""From a CSV of domande that came by e-mail to the forms that register them one by one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from starlette.datastructures import FormData

from app.core.files.tables import TableRefused, TableRow, open_csv
from app.core.text import sort_key
from app.core.web.forms import parse
from app.people.ets.enums import RuntsState
from app.steps.domande.enums import Channel
from app.steps.domande.forms import ArrivalForm

MAX_ROWS: Final = 100
MAX_TAVOLI: Final = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its header, what it means, an example; `needed` in every row."""

    name: str
    words: str
    example: str = ""
    needed: bool = False


def _seat_columns(place: int) -> tuple[Column, ...]:
    return (
        Column(f"tavolo_{place}", f"{place}ª scelta: nome o numero del tavolo", needed=place == 1),
        Column(f"delegato_{place}", "Nome e cognome di chi siede al tavolo"),
        Column(f"email_delegato_{place}", "La sua e-mail"),
        Column(f"telefono_delegato_{place}", "Il suo telefono"),
        Column(f"sostituto_{place}", "Nome e cognome di chi lo sostituisce"),
        Column(f"email_sostituto_{place}", "La sua e-mail"),
    )


COLUMNS: Final = (
    Column("arrivata_il", "Giorno di arrivo", "01/12/2025", needed=True),
    Column("ora", "Ora di arrivo, in Italia", "12:30:15", needed=True),
    Column("via", "e-mail, pec o carta; vuota vale e-mail", "e-mail"),
    Column("codice_fiscale", "Codice fiscale dell'ente", "95067870121", needed=True),
    Column("ente", "Nome dell'ente", "Associazione Esempio", needed=True),
    Column("runts", "iscritto, in corso, transitorio o no", "iscritto", needed=True),
    Column("repertorio", "Numero di repertorio", "12345"),
    Column("sezione", "Sezione del RUNTS: una lettera da a a g", "b"),
    Column("data_iscrizione", "Data di iscrizione al RUNTS", "07/11/2022"),
    Column("email", "E-mail dell'ente", "ente@esempio.it"),
    Column("pec", "PEC dell'ente", "ente@pec.esempio.it"),
    Column("firmata_da", "Nome e cognome di chi ha firmato", "Ada Esempio"),
    *(column for place in range(1, MAX_TAVOLI + 1) for column in _seat_columns(place)),
    Column("protocollo", "Numero di protocollo dell'amministrazione", "2025/7001"),
    Column("data_protocollo", "Data di protocollo", "01/12/2025"),
)
_BY_KEY: Final = {sort_key(column.name.replace("_", " ")): column.name for column in COLUMNS}
_FIELDS: Final = {
    "channel": "via", "arrived_on": "arrivata_il", "arrived_at": "ora",
    "tax_code": "codice_fiscale", "body_name": "ente", "runts_state": "runts",
    "runts_number": "repertorio",
    "runts_section": "sezione", "runts_date": "data_iscrizione", "email": "email", "pec": "pec",
    "signed_by": "firmata_da", "protocol_number": "protocollo", "protocol_date": "data_protocollo",
}  # fmt: skip
"""Field of the form → column of the table."""
_CHANNELS: Final = {
    "": Channel.EMAIL, "e mail": Channel.EMAIL, "email": Channel.EMAIL, "mail": Channel.EMAIL,
    "pec": Channel.PEC, "carta": Channel.PAPER,
}  # fmt: skip
_STATES: Final = {
    "iscritto": RuntsState.REGISTERED, "si": RuntsState.REGISTERED,
    "in corso": RuntsState.UNDER_WAY, "transitorio": RuntsState.TRANSITIONAL,
    "no": RuntsState.NOT_ETS,
}  # fmt: skip
_DAY: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: `form` where it reads well, else `errors` in words.

    `cells` are as typed, by column: the formulas in them are text and stay it.
    """

    number: int
    cells: Mapping[str, str]
    form: ArrivalForm | None
    errors: tuple[str, ...]

    @property
    def body_name(self) -> str:
        return self.cells.get("ente", "")


def read_table(source: BinaryIO, tavoli: Mapping[str, str]) -> list[Line]:
    """Every row of the CSV in `source`, a seekable file; a row with errors has no form.

    `tavoli` maps name → public id, in their order. Raises TableRefused for a file that is no
    table, lacks a column, or has more than MAX_ROWS rows.
    """
    table = open_csv(source, most=10_000)
    rows = table.head()
    header = next(rows, None)
    columns = _columns(header)
    lines: list[Line] = []
    for row in rows:
        if len(lines) == MAX_ROWS:
            raise TableRefused(f"La tabella ha più di {MAX_ROWS} domande: dividetela in più file.")
        cells = {name: row.cells.get(at, "") for at, name in columns.items()}
        lines.append(_line(row.number, cells, tavoli))
    if not lines:
        raise TableRefused("Nella tabella non c'è nessuna domanda: sotto le intestazioni è vuota.")
    return lines


def _columns(header: TableRow | None) -> dict[int, str]:
    found: dict[int, str] = {}
    for at, title in (header.cells if header else {}).items():
        name = _BY_KEY.get(sort_key(title.replace("_", " ")))
        if name is None:
            raise TableRefused(f"La colonna «{title[:60]}» non è una di quelle del modello.")
        if name in found.values():
            raise TableRefused(f"La colonna «{name}» compare due volte.")
        found[at] = name
    lacking = [one.name for one in COLUMNS if one.needed and one.name not in found.values()]
    if lacking:
        raise TableRefused(f"Nella tabella mancano queste colonne: {', '.join(lacking)}.")
    return found


def _line(number: int, cells: Mapping[str, str], tavoli: Mapping[str, str]) -> Line:
    errors = [f"{one.name}: manca." for one in COLUMNS if one.needed and not cells.get(one.name)]
    seats, unknown = _seats(cells, tavoli)
    bound = parse(ArrivalForm, FormData([*_facts(cells), *seats]))
    errors += unknown
    for field, words in bound.errors.items():
        name = _FIELDS.get(field, field)
        if cells.get(name):
            errors.append(f"{name}: {words}")
    errors += bound.general
    return Line(number, cells, None if errors else bound.data, tuple(errors))


def _facts(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for field, column in _FIELDS.items():
        typed = cells.get(column, "")
        key = sort_key(typed)
        if field == "channel":
            yield field, _CHANNELS[key].value if key in _CHANNELS else typed
        elif field == "runts_state":
            yield field, _STATES[key].value if key in _STATES else typed
        elif field in ("arrived_on", "runts_date", "protocol_date"):
            yield field, _iso(typed)
        elif field == "arrived_at":
            yield field, typed.replace(".", ":")
        else:
            yield field, typed


def _iso(typed: str) -> str:
    """`1/12/2025` as forms want it; anything else as it is."""
    found = _DAY.fullmatch(typed)
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else typed


def _seats(
    cells: Mapping[str, str], tavoli: Mapping[str, str]
) -> tuple[list[tuple[str, str]], list[str]]:
    """The form's lists, one place for each choice, and the tavoli that are not there."""
    by_key = {sort_key(name): ref for name, ref in tavoli.items()}
    by_key |= {str(place): ref for place, ref in enumerate(tavoli.values(), start=1)}
    typed: list[tuple[str, str]] = []
    unknown: list[str] = []
    for place in range(1, MAX_TAVOLI + 1):
        wanted = cells.get(f"tavolo_{place}", "")
        if not wanted:
            continue
        ref = by_key.get(sort_key(wanted))
        if ref is None:
            unknown.append(f"tavolo_{place}: «{wanted[:80]}» non è un tavolo di questo avviso.")
        typed += [("tavolo", ref or ""), ("preference", str(place))]
        typed += [
            (field, cells.get(f"{column}_{place}", ""))
            for field, column in (
                ("delegate_name", "delegato"),
                ("delegate_role", "ruolo"),
                ("delegate_email", "email_delegato"),
                ("delegate_phone", "telefono_delegato"),
                ("substitute_name", "sostituto"),
                ("substitute_role", "ruolo_sostituto"),
                ("substitute_email", "email_sostituto"),
                ("substitute_phone", "telefono_sostituto"),
            )
        ]
    return typed, unknown
