"""What is said of a file of open data beside its rows: whose it is, how it may be used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from app.core.text import DEMO_WORDS
from app.outlets.opendata.columns import Column, iso
from app.outlets.opendata.dataset import Dataset

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME: Final = "Creative Commons Attribuzione 4.0 (CC BY 4.0)"
QUOTING: Final = (
    "Nel CSV un testo che comincia con = + - @ o una tabulazione, anche dopo apostrofi, ha un "
    "apostrofo in più davanti, perché un foglio di calcolo non lo esegua. Chi legge con un "
    "programma lo toglie: espressione regolare ^'(?='*[=+\\-@\\t\\r]). "
    "JSON e XLSX hanno il testo com'è."
)


@dataclass(frozen=True, slots=True)
class About:
    """`place` is the address of the data of an authority or a procedure: `/zona/dati`."""

    dataset: Dataset
    authority: str
    place: str
    base: str
    changed_at: datetime | None
    demo: bool

    @property
    def page(self) -> str:
        return f"{self.base}{self.place}"

    @property
    def dictionary(self) -> str:
        return f"{self.base}/{self.place.split('/')[1]}/dati/dizionario#{self.dataset.code}"

    def facts(self) -> list[tuple[str, str]]:
        """The same facts in every format, in one order."""
        demo = [("dimostrazione", DEMO_WORDS)] if self.demo else []
        changed = [("aggiornato", iso(self.changed_at))] if self.changed_at else []
        return [
            *demo,
            ("insieme", self.dataset.code),
            ("titolo", self.dataset.title),
            ("descrizione", self.dataset.description),
            ("titolare", self.authority),
            *changed,
            ("licenza", LICENCE),
            ("licenza_nome", LICENCE_NAME),
            ("pagina", self.page),
            ("dizionario", self.dictionary),
        ]

    def file_name(self, extension: str) -> str:
        """What a downloaded file is called; one of a demonstration says so."""
        where = self.place.removesuffix("/dati").strip("/").replace("/", "-")
        demo = "dimostrazione-" if self.demo else ""
        return f"{demo}{where}-{self.dataset.code}.{extension}"


DICTIONARY_HEAD: Final = (
    "insieme", "colonna", "titolo", "descrizione", "tipo", "unita", "sempre_presente", "valori",
)  # fmt: skip


def values_words(column: Column) -> str:
    """The vocabulary in one line: `need = bisogno; offer = offerta`."""
    return "; ".join(f"{code} = {label}" for code, label in column.words)


def dictionary_rows(datasets: Sequence[Dataset]) -> list[tuple[str, ...]]:
    """The data dictionary: a row for each column of each dataset."""
    return [
        (
            dataset.code, column.name, column.title, column.description, column.kind.label,
            column.unit, "sì" if column.always else "no", values_words(column),
        )
        for dataset in datasets
        for column in dataset.columns
    ]  # fmt: skip


def csv_metadata(about: About) -> dict[str, Any]:
    """How the CSV is read by a program: W3C CSV on the Web, Metadata Vocabulary."""
    demo = {"rdfs:comment": DEMO_WORDS} if about.demo else {}
    changed = {"dc:modified": iso(about.changed_at)} if about.changed_at else {}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "it"}],
        "url": f"{about.page}/{about.dataset.code}.csv",
        "dc:title": about.dataset.title,
        "dc:description": about.dataset.description,
        "dc:license": {"@id": LICENCE},
        "dc:publisher": about.authority,
        **changed,
        **demo,
        "notes": [QUOTING],
        "dialect": {"encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"]},
        "tableSchema": {"columns": [_csv_column(column) for column in about.dataset.columns]},
    }


def _csv_column(column: Column) -> dict[str, Any]:
    unit = {"schema:unitText": column.unit} if column.unit else {}
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": column.title,
        "dc:description": f"{column.description} {values_words(column)}".strip(),
        "datatype": column.kind.xsd,
        "required": column.always,
        **unit,
    }
