"""Which column of an office's table says what: the names that are known, and what is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.core.files.tables import TableRow
from app.core.text import sort_key


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the plan's table: the field, its header, what goes there, other names for it."""

    field: str
    header: str
    words: str
    example: str
    others: tuple[str, ...]
    needed: bool = False


COLUMNS: Final = (
    Column(
        "code", "Codice", "Come l'ufficio chiama la voce: uno solo per ciascuna", "A12",
        ("cod", "id", "identificativo", "codice scheda", "codice elemento", "codice attivita",
         "numero scheda", "n scheda", "numero", "n"), needed=True),
    Column(
        "level", "Livello", "obiettivo, programma o attività", "attività",
        ("tipo", "tipologia", "tipo elemento", "tipo scheda"), needed=True),
    Column(
        "title", "Titolo", "Il nome della voce", "Trasporto a chiamata serale",
        ("denominazione", "nome", "oggetto", "titolo scheda", "titolo attivita",
         "nome attivita", "intervento"), needed=True),
    Column(
        "text", "Descrizione", "Che cosa si fa, in poche righe", "Corse prenotate fino alle 23",
        ("descrizione estesa", "contenuto", "contenuti", "dettaglio", "descrizione attivita",
         "testo")),
    Column(
        "parent", "Codice superiore",
        "L'obiettivo o il programma che lo contiene; vuoto: l'ultimo scritto sopra", "P3",
        ("superiore", "codice padre", "padre", "elemento superiore", "fa parte di",
         "appartiene a", "afferisce a", "programma di riferimento", "codice programma",
         "livello superiore")),
    Column(
        "owner", "Responsabile", "L'ufficio o l'ente che lo porta avanti", "Servizio sociale",
        ("referente", "ufficio", "ufficio responsabile", "ente responsabile", "struttura",
         "struttura responsabile", "soggetto responsabile", "soggetto attuatore", "titolare",
         "a cura di")),
    Column(
        "due_on", "Scadenza", "Il giorno entro cui è realizzato", "31/12/2027",
        ("termine", "data scadenza", "data di scadenza", "data fine", "fine", "entro il",
         "entro", "data di conclusione", "fine prevista", "data termine")),
    Column(
        "amount_cents", "Importo (€)", "Le risorse previste", "1.234,56 €",
        ("importo", "importo euro", "risorse", "risorse euro", "budget", "costo", "spesa",
         "spesa prevista", "stanziamento", "costo previsto")),
    Column(
        "state", "Stato", "prevista, in corso, realizzata, sospesa o abbandonata", "in corso",
        ("stato di attuazione", "stato attuazione", "avanzamento", "stato avanzamento",
         "stato di avanzamento", "fase")),
    Column(
        "sector", "Settore", "Il settore di programmazione", "Socio-sanitario",
        ("ambito", "area", "area tematica", "settore di programmazione", "settore di intervento")),
)  # fmt: skip
NAMES: Final = (
    Column(
        "objective", "Obiettivo", "Il nome dell'obiettivo; vuoto: quello scritto sopra",
        "Stare insieme",
        ("obiettivi", "obiettivo di salute", "obiettivo strategico", "obiettivo generale",
         "macro obiettivo", "macroobiettivo")),
    Column(
        "programme", "Programma", "Il nome del programma; vuoto: quello scritto sopra", "Muoversi",
        ("programmi", "programma operativo", "nome programma", "linea di intervento",
         "linea di azione")),
    Column(
        "activity", "Attività", "Il nome dell'attività della riga", "Trasporto a chiamata serale",
        ("azione", "azioni", "scheda", "scheda attivita", "attivita prevista")),
)  # fmt: skip
"""The columns of a table without codes: one for each level, with the names of the items."""
NEEDED: Final = tuple(column for column in COLUMNS if column.needed)
BY_FIELD: Final[Mapping[str, Column]] = {column.field: column for column in (*COLUMNS, *NAMES)}
_KNOWN: Final = {
    sort_key(name): column.field
    for column in BY_FIELD.values()
    for name in (column.header, *column.others)
}
HEADER_ROWS: Final = 20
"""How far down the row of the headers is looked for: titles may stand above it."""


@dataclass(frozen=True, slots=True)
class Headers:
    """The row of the headers (from 1), what it says by column (from 0), the fields recognised."""

    row: int
    names: Mapping[int, str]
    columns: Mapping[str, int]

    @property
    def lacking(self) -> tuple[Column, ...]:
        """The columns that every plan needs and that were not found."""
        if is_by_names(self.columns):
            return ()
        return tuple(column for column in NEEDED if column.field not in self.columns)


def is_by_names(columns: Mapping[str, int]) -> bool:
    """Whether a table has no level of each row, but a column with names for at least two levels.

    The title of a row is then the name of an activity, where no column is that.
    """
    named = {column.field for column in NAMES} & columns.keys()
    if "title" in columns:
        named.add("activity")
    return "level" not in columns and len(named) > 1


def recognise(row: TableRow) -> Headers:
    """What a row would say as the row of the headers; of two equal names the first counts."""
    columns: dict[str, int] = {}
    for at in sorted(row.cells):
        field = _KNOWN.get(sort_key(row.cells[at]))
        if field is not None:
            columns.setdefault(field, at)
    if not is_by_names(columns):
        # One alone is no column of names: a row that says «obiettivo» of its level is no header.
        for column in NAMES:
            columns.pop(column.field, None)
    return Headers(row.number, dict(row.cells), columns)
