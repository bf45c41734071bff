"""Reading a CSV of protocol numbers, and saying what is wrong with each of its rows."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, BinaryIO, Final

from app.core.files.tables import TableRefused, TableRow, open_csv
from app.core.i18n import date_short
from app.core.text import clean_line

MAX_ROWS: Final = 5_000
MAX_PROTOCOL: Final = 40
_NUMBER: Final = re.compile(r"(?:n\D{0,3})?\s*(\d{1,7})\s*/\s*(\d{4})", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("numero", "numero domanda", "domanda", "numero del registro"),
    "protocol": ("protocollo numero", "numero protocollo", "numero di protocollo", "protocollo"),
    "day": ("protocollo data", "data protocollo", "data di protocollo"),
}
_WORDS: Final = {"number": "numero", "protocol": "protocollo numero", "day": "protocollo data"}


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row as it came; `line` counts from 1 as a person does."""

    line: int
    number: str
    protocol: str
    day: str

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the register says of a domanda: day it was received (in Rome), protocol if any."""

    received: date
    protocol: str
    day: date | None


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row with its verdict: `problem` is empty where it can be written.

    `known` where the register has the very same already.
    """

    row: ReturnedRow
    key: tuple[int, int] | None
    day: date | None
    known: bool
    problem: str


def read_rows(source: BinaryIO) -> list[ReturnedRow]:
    """The rows of a CSV that say a protocol number or a date. Raises TableRefused.

    Rows that the authority left blank say nothing, so that the pack's own CSV may come back
    half filled in.
    """
    table = open_csv(source, most=MAX_ROWS)
    table.count(MAX_ROWS)
    columns: dict[str, int] = {}
    rows: list[ReturnedRow] = []
    for found in table.head():
        if not columns:
            columns = _columns(found)
            continue
        said = {name: _unquoted(found.cells.get(at, "")) for name, at in columns.items()}
        if said["protocol"] or said["day"]:
            rows.append(ReturnedRow(found.number, **said))
    if not columns:
        raise TableRefused("Il file è vuoto.")
    if not rows:
        raise TableRefused("Nel file non c'è nessun numero di protocollo.")
    return rows


def _columns(header: TableRow) -> dict[str, int]:
    by_name = {_plain(text): at for at, text in header.cells.items()}
    columns = {
        name: next((by_name[one] for one in spellings if one in by_name), -1)
        for name, spellings in _HEADERS.items()
    }
    lacking = [_WORDS[name] for name, at in columns.items() if at < 0]
    if lacking:
        raise TableRefused(f"Nella prima riga mancano queste colonne: {', '.join(lacking)}.")
    return columns


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).lower()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def _unquoted(text: str) -> str:
    """A cell that we guarded against formulas comes back with its guard."""
    return clean_line(text.removeprefix("'"))[:200]


def parse_key(number: str) -> tuple[int, int] | None:
    """`12/2025`, also as `n. 12/2025`: number and year of the register."""
    found = _NUMBER.fullmatch(number.strip())
    return (int(found[1]), int(found[2])) if found else None


def parse_day(text: str) -> date | None:
    """A day as `16/12/2025` or in ISO 8601."""
    try:
        if found := _DAY.fullmatch(text.strip()):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def check_rows(
    rows: Iterable[ReturnedRow],
    register: Mapping[tuple[int, int], Standing],
    taken: Mapping[tuple[str, int], tuple[int, int]],
    today: date,
) -> list[CheckedRow]:
    """Each row with its verdict. Source: DPR 445/2000, art. 53.

    `register` are the domande of the procedure by number and year; `taken` says which domanda
    has a protocol number of a year (of the protocol) already; `today` is in Rome.
    """
    rows = list(rows)
    keys = Counter(parse_key(row.number) for row in rows)
    protocols = Counter(_protocol_key(row) for row in rows)
    checked = []
    for row in rows:
        key, day = parse_key(row.number), parse_day(row.day)
        standing = register.get(key) if key else None
        known = standing is not None and (standing.protocol, standing.day) == (row.protocol, day)
        problem = _row_problem(row, day, today)
        if not problem:
            problem = _domanda_problem(row, key, standing, day, repeated=keys[key] > 1)
        if not problem and not known:
            other = taken.get(_protocol_key(row))
            problem = _clash(row, key, other, repeated=protocols[_protocol_key(row)] > 1)
        checked.append(CheckedRow(row, key, day, known and not problem, problem))
    return checked


def _protocol_key(row: ReturnedRow) -> tuple[str, int]:
    day = parse_day(row.day)
    return (row.protocol.casefold(), day.year if day else 0)


def _row_problem(row: ReturnedRow, day: date | None, today: date) -> str:
    if not row.protocol:
        return "Manca il numero di protocollo."
    if len(row.protocol) > MAX_PROTOCOL:
        return f"Il numero di protocollo è troppo lungo: al massimo {MAX_PROTOCOL} caratteri."
    if not row.day:
        return "Manca la data di protocollo."
    if day is None:
        return f"La data «{row.day}» non si legge: giorno/mese/anno."
    if day > today:
        return f"La data {date_short(day)} è nel futuro."
    return ""


def _domanda_problem(
    row: ReturnedRow,
    key: tuple[int, int] | None,
    standing: Standing | None,
    day: date | None,
    *,
    repeated: bool,
) -> str:
    if key is None:
        return f"Il numero «{row.number}» non si legge: per esempio 12/2025."
    if standing is None:
        return "In questo procedimento non c'è una domanda con questo numero."
    if repeated:
        return "Questa domanda compare in più di una riga."
    if day is not None and day < standing.received:
        return f"La data è prima dell'arrivo della domanda, {date_short(standing.received)}."
    if standing.protocol and (standing.protocol, standing.day) != (row.protocol, day):
        return f"Questa domanda ha già un altro protocollo: {standing.protocol}."
    return ""


def _clash(
    row: ReturnedRow,
    key: tuple[int, int] | None,
    other: tuple[int, int] | None,
    *,
    repeated: bool,
) -> str:
    if repeated:
        return f"Il protocollo {row.protocol} compare in più di una riga."
    if other is not None and other != key:
        return f"Il protocollo {row.protocol} è già della domanda n. {other[0]}/{other[1]}."
    return ""
