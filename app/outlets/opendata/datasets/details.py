"""The fields that kinds of contribution and of node add, as columns: one name for each."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final, Protocol

from app.outlets.opendata.columns import Cell, Column, Kind, euro
from app.steps.contributions.details import OMITTED

# The room's own name of a field → the name of its column.
NAMES: Final[Mapping[str, str]] = {
    "target_group": "destinatari",
    "target": "destinatari",
    "territory": "territorio",
    "evidence": "evidenza",
    "evidence_source": "evidenza_fonte",
    "evidence_year": "evidenza_anno",
    "trend": "andamento",
    "gravity": "gravita",
    "existing_services": "servizi_esistenti",
    "public_services": "servizi_pubblici",
    "offer": "offerta_degli_enti",
    "coverage": "copertura",
    "gap": "che_cosa_manca",
    "causes": "cause",
    "people_served": "persone_raggiunte",
    "own_people": "risorse_persone",
    "own_places": "risorse_luoghi",
    "own_goods": "risorse_beni",
    "own_volunteers": "risorse_volontari",
    "own_money": "risorse_denaro",
    "needs_answered": "bisogni_a_cui_risponde",
    "expected_result": "risultato_atteso",
    "result": "risultato_atteso",
    "indicator": "come_si_misura",
    "baseline": "valore_di_partenza",
    "target_value": "valore_da_raggiungere",
    "target_year": "anno_da_raggiungere",
    "strategic_line": "linea_strategica",
    "objective": "obiettivo_a_cui_serve",
    "way": "modo",
    "resources": "risorse",
    "public_resources": "risorse_pubbliche",
    "who": "chi",
    "when": "quando",
    "feasibility": "fattibilita",
    "priority": "priorita",
    "priority_reason": "priorita_ragione",
    "codesign": "adatto_alla_coprogettazione",
    "projects": "progetti_in_corso",
}
_KINDS: Final = {"integer": Kind.INTEGER, "money": Kind.NUMBER}


class DetailField(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def control(self) -> str: ...
    @property
    def options(self) -> tuple[tuple[str, str], ...]: ...


def fields_of(kinds: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    """Each field of any kind once, in the order they first come."""
    return tuple({field.name: field for fields in kinds for field in fields}.values())


def column_of(field: DetailField) -> Column:
    """The column of a field; its words are those of the form. Raises KeyError for a new field."""
    return Column(
        NAMES[field.name],
        field.label,
        "Dove l'ente l'ha indicato e non è stato oscurato."
        if field.control in {"integer", "money", "choice"}
        else "Dove è stato indicato; quello che è oscurato si legge [omissis].",
        _KINDS.get(field.control, Kind.TEXT),
        unit="euro" if field.control == "money" else "",
        words=field.options,
    )


def cells_of(fields: Iterable[DetailField], details: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The values given; an obscured one of a typed column is not there."""
    return tuple(_cell(field, details.get(field.name)) for field in fields)


def _cell(field: DetailField, value: Any) -> str | int | Decimal | None:
    if value in (None, ""):
        return None
    if field.control == "money":
        return None if value == OMITTED else euro(int(value))
    if field.control == "integer":
        return None if value == OMITTED else int(value)
    if field.control == "choice":
        return str(value) if str(value) in dict(field.options) else None
    return str(value)
