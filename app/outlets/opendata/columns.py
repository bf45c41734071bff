"""What a column of open data is: its name, what it says, its type, unit and vocabulary."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeAlias

from app.core.clock import in_rome

Cell: TypeAlias = str | int | Decimal | bool | date | datetime | None
Record: TypeAlias = tuple[Cell, ...]
Words: TypeAlias = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """The types, by the names that JSON Schema and XML Schema have for them."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    INSTANT = "instant"
    ADDRESS = "address"

    @property
    def label(self) -> str:
        return {
            "text": "testo",
            "integer": "numero intero",
            "number": "numero decimale, con il punto",
            "boolean": "vero o falso (true, false)",
            "date": "data (AAAA-MM-GG)",
            "instant": "data e ora con fuso orario (ISO 8601)",
            "address": "indirizzo web",
        }[self.value]

    @property
    def xsd(self) -> str:
        """Its name in CSV on the Web."""
        return {
            "text": "string",
            "integer": "integer",
            "number": "decimal",
            "boolean": "boolean",
            "date": "date",
            "instant": "dateTimeStamp",
            "address": "anyURI",
        }[self.value]

    @property
    def json(self) -> tuple[str, str]:
        """Its type and format in JSON Schema."""
        return {
            "text": ("string", ""),
            "integer": ("integer", ""),
            "number": ("number", ""),
            "boolean": ("boolean", ""),
            "date": ("string", "date"),
            "instant": ("string", "date-time"),
            "address": ("string", "uri"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Column:
    """`words` is its vocabulary (code, Italian label); `always` says that it is never empty."""

    name: str
    title: str
    description: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    words: Words = ()
    always: bool = False


class Labelled(Protocol):
    @property
    def label(self) -> str: ...


def words_of(kind: type[StrEnum], *, without: frozenset[StrEnum] = frozenset()) -> Words:
    """The vocabulary of an enumeration whose members have an Italian `label`."""
    return tuple((m.value, m.label) for m in kind if m not in without)  # type: ignore[attr-defined]


def iso(instant: datetime) -> str:
    """ISO 8601 with the offset that Rome had then: `2025-11-17T09:00:00+01:00`."""
    return in_rome(instant).isoformat(timespec="seconds")


def text(value: str | None) -> str | None:
    """There is no empty text in open data: what was not given is not there."""
    return value or None


def euro(cents: int | None) -> Decimal | None:
    """Whole euros with two decimals, exact."""
    return None if cents is None else Decimal(cents).scaleb(-2)


# Columns that many datasets share.
ID = Column("id", "Identificativo", "Stabile, senza significato.", always=True)
AUTHORITY = Column(
    "amministrazione",
    "Amministrazione",
    "Chi svolge il procedimento: l'inizio dei suoi indirizzi.",
    always=True,
)
PROCEDURE = Column(
    "procedimento",
    "Procedimento",
    "Il procedimento, nell'indirizzo della sua amministrazione.",
    always=True,
)
PAGE = Column("pagina", "Pagina", "Dove si legge in rete.", Kind.ADDRESS, always=True)
