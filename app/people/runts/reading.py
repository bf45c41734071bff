"""From the register's file to its entries: which column is which, and what each row says.

The file is the Ministry's list of registered bodies: one sheet or CSV, one row a body, Italian
headers beside which German ones may stand, in any order. The column with the names of legal
representatives is personal data: it is not among those that are asked for, so it is never kept.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, BinaryIO, Final

from app.core.files.sheets import SheetTable
from app.core.files.tables import Table, TableRefused, TableRow, open_csv
from app.law.runts import parse_number, parse_section

MAX_ROWS: Final = 400_000  # the register has some 150,000 bodies
_HEADER_ROWS: Final = 20
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)

# Column → how its header may begin, normalised.
_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "tax_code": ("CODICE FISCALE", "STEUERNUMMER", "STEUERKODEX"),
    "number": ("REPERTORIO", "N REPERTORIO", "NUMERO REPERTORIO", "NUMERO DI REPERTORIO",
               "REPERTORIUM"),
    "name": ("DENOMINAZIONE", "BEZEICHNUNG", "BENENNUNG"),
    "section": ("SEZIONE", "SEKTION", "ABSCHNITT"),
    "registered_on": ("DATA DI ISCRIZIONE", "DATA ISCRIZIONE", "EINTRAGUNGSDATUM",
                      "DATUM DER EINTRAGUNG"),
    "network": ("RETE ASSOCIATIVA", "VEREINSNETZWERK"),
    "municipality": ("COMUNE", "GEMEINDE"),
    "province": ("PROVINCIA", "PROVINZ"),
}  # fmt: skip
_NEEDED: Final = ("tax_code", "number", "name", "section", "registered_on")
_WORDS: Final = {
    "tax_code": "Codice fiscale",
    "number": "Repertorio",
    "name": "Denominazione",
    "section": "Sezione",
    "registered_on": "Data di iscrizione",
}
_CODE: Final = re.compile(r"[0-9]{11}|[A-Z0-9]{16}")
_DAY: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:[ T].*)?")
_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T].*)?")
_NUMERIC: Final = re.compile(r"[0-9]{1,16}(?:\.[0-9]+)?(?:E\+?[0-9]{1,2})?", re.IGNORECASE)
_DATED: Final = re.compile(r"(20[0-9]{2})[-_]?([01][0-9])[-_]?([0-3][0-9])")


@dataclass(frozen=True, slots=True)
class OddRow:
    """A row left out because one of its cells makes no sense."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """An extract whose header was found; `total` counts its rows, roughly."""

    table: Table
    columns: dict[str, int]
    header_row: int
    total: int

    def rows(self) -> Iterator[dict[str, Any] | OddRow]:
        """The columns of each entry, or why a row is left out. Raises TableRefused.

        A row that lacks a needed cell means a file cut short: all of it is refused.
        """
        for row in self.table.rows(frozenset(self.columns.values())):
            near = row.number <= self.header_row + _HEADER_ROWS
            if row.number > self.header_row and not (near and _is_header(row)):
                yield _entry(row, self.columns)


def open_extract(source: BinaryIO) -> RegisterFile:
    """The extract in `source`, a seekable file, XLSX by its first bytes and CSV otherwise.

    Raises TableRefused for a file that is too long, is no table, or lacks a column.
    """
    source.seek(0)
    table: Table
    if source.read(4) == b"PK\x03\x04":
        table = SheetTable(source)
    else:
        table = open_csv(source, most=MAX_ROWS)
    total = table.count(MAX_ROWS)
    for row in table.head():
        columns = _columns_of(row)
        if _is_header(row):
            return RegisterFile(table, _complete(columns), row.number, max(total - row.number, 0))
        if row.number > _HEADER_ROWS:
            break
    raise TableRefused(
        "Nel file non c'è la riga delle intestazioni: serve l'elenco degli enti iscritti al RUNTS, "
        "con le colonne «Codice fiscale», «Repertorio», «Denominazione», «Sezione» e "
        "«Data di iscrizione»."
    )


def date_of(name: str) -> date | None:
    """The day that a file's name says: `20260916_iscritti_v1.x.xlsx`."""
    found = _DATED.search(name)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _columns_of(row: TableRow) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at in sorted(row.cells):
        for name in _meanings(row.cells[at]):
            columns.setdefault(name, at)
    return columns


def _meanings(header: str) -> Iterator[str]:
    """The columns that a header may stand for: whichever language comes first in it."""
    for piece in (header, *re.split(r"[\n/|(]", header)):
        said = _plain(piece)
        for name, beginnings in _HEADERS.items():
            if any(said == one or said.startswith(f"{one} ") for one in beginnings):
                yield name
                return


def _is_header(row: TableRow) -> bool:
    return len(_columns_of(row)) >= 3


def _complete(columns: dict[str, int]) -> dict[str, int]:
    lacking = [_WORDS[name] for name in _NEEDED if name not in columns]
    if lacking:
        raise TableRefused(f"Nel file mancano queste colonne: {', '.join(lacking)}.")
    return columns


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).upper()
    kept = "".join(
        sign if sign.isalnum() else " " for sign in bare if not unicodedata.combining(sign)
    )
    return " ".join(kept.split())


def _entry(row: TableRow, columns: dict[str, int]) -> dict[str, Any] | OddRow:
    told = {name: row.cells.get(at, "") for name, at in columns.items()}
    for name in _NEEDED:
        if not told[name]:
            raise TableRefused(
                f"la riga è tronca, manca «{_WORDS[name]}». Scaricate di nuovo il file.", row.number
            )
    code, number = _code(told["tax_code"]), parse_number(_whole(told["number"]))
    section, day = _section(told["section"]), _day(told["registered_on"])
    if code is None:
        return OddRow(row.number, "il codice fiscale non ha 11 cifre né 16 caratteri")
    if number is None:
        return OddRow(row.number, "il repertorio non è un numero intero")
    if section is None:
        return OddRow(row.number, "la sezione non è una delle sette")
    if day is None:
        return OddRow(row.number, "la data di iscrizione non è una data")
    return {
        "tax_code": code,
        "number": number,
        "name": " ".join(told["name"].split())[:500],
        "section": section,
        "municipality": " ".join(told.get("municipality", "").split())[:100],
        "province": " ".join(told.get("province", "").split())[:40],
        "registered_on": day,
        "network": _plain(told.get("network", "")) in {"SI", "JA"},
    }


def _code(text: str) -> str | None:
    """A tax code; one that a sheet took for a number gets its first zeros back."""
    code = "".join(text.upper().split())
    if _CODE.fullmatch(code):
        return code
    whole = _whole(code)
    return whole.zfill(11) if whole.isdigit() and 8 <= len(whole) <= 11 else None


@lru_cache(maxsize=64)
def _section(text: str) -> str | None:
    return parse_section(text)


def _whole(text: str) -> str:
    """`12345.0` and `1.2345E4`, as sheets write whole numbers, are `12345`."""
    if _NUMERIC.fullmatch(text) and not text.isdigit():
        value = float(text)
        return str(int(value)) if value.is_integer() else text
    return text


def _day(text: str) -> date | None:
    """A day as `dd/mm/yyyy`, ISO 8601 or the number of days that Excel counts."""
    try:
        if found := _DAY.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        if found := _ISO.fullmatch(text):
            return datetime.fromisoformat(text[:10]).date()
        if _NUMERIC.fullmatch(text):
            return _EXCEL_DAY_ZERO + timedelta(days=int(float(text)))
    except (ValueError, OverflowError):
        return None
    return None
