"""The fields that each kind of node adds: the columns of the picture of needs and offer."""

from dataclasses import dataclass
from typing import Any

from app.steps.synthesis.enums import NodeKind

COVERAGE = (("none", "nessuna"), ("partial", "parziale"), ("adequate", "adeguata"))
PRIORITY = tuple((str(n), str(n)) for n in range(1, 6))


@dataclass(frozen=True, slots=True)
class NodeField:
    """`control` is line, text or choice; `assessed` ones are the office's assessment."""

    name: str
    label: str
    control: str = "line"
    options: tuple[tuple[str, str], ...] = ()
    help: str | None = None
    assessed: bool = False


_TARGET = NodeField("target", "Quali persone riguarda")
_TERRITORY = NodeField("territory", "In quale territorio")
_PRIORITY = (
    NodeField(
        "priority",
        "Priorità",
        "choice",
        PRIORITY,
        "Da 1, la più bassa, a 5, la più alta.",
        assessed=True,
    ),
    NodeField("priority_reason", "Ragione della priorità", "text", assessed=True),
)
ASSESSMENT = tuple(field.name for field in _PRIORITY)
"""The office's own assessment of a node: its level, and the reason."""
_RESOURCES = NodeField("resources", "Risorse", "text", help="Degli enti e pubbliche.")

DETAILS: dict[NodeKind, tuple[NodeField, ...]] = {
    NodeKind.NEED: (
        _TARGET,
        _TERRITORY,
        NodeField("evidence", "Evidenze", "text", help="Dati, esperienza, ascolto: con la fonte."),
        NodeField("public_services", "Servizi pubblici", "text"),
        NodeField("offer", "Offerta degli enti del terzo settore", "text"),
        NodeField("coverage", "Copertura di oggi", "choice", COVERAGE),
        NodeField("gap", "Che cosa manca", "text"),
        *_PRIORITY,
    ),
    NodeKind.OBJECTIVE: (
        _TARGET,
        _TERRITORY,
        NodeField("result", "Risultato atteso", "text"),
        NodeField("indicator", "Come si misura"),
        *_PRIORITY,
    ),
    NodeKind.INTERVENTION: (
        _TARGET,
        _TERRITORY,
        NodeField("way", "Come realizzarlo", "text"),
        _RESOURCES,
        *_PRIORITY,
    ),
    NodeKind.AREA: (
        _TARGET,
        _TERRITORY,
        NodeField("way", "Come approfondire o co-progettare", "text"),
        _RESOURCES,
        *_PRIORITY,
    ),
}


def details_of(kind: NodeKind, given: dict[str, Any]) -> dict[str, str]:
    """What was given for this kind's own fields; the other kinds' and the empty ones drop out."""
    names = [field.name for field in DETAILS[kind]]
    return {name: str(given[name]) for name in names if given.get(name)}


def written_fields(kind: NodeKind) -> tuple[NodeField, ...]:
    """What is written in the node's own form: the assessment has a page of its own."""
    return tuple(field for field in DETAILS[kind] if not field.assessed)


def level_of(details: dict[str, Any]) -> int | None:
    """The level that the office gave, from 1 to 5."""
    value = details.get("priority")
    return int(value) if value else None


def words_of(kind: NodeKind, details: dict[str, Any], name: str) -> str:
    """One detail in words, or an empty string where it was not given."""
    for field in DETAILS[kind]:
        if field.name == name:
            value = str(details.get(name, ""))
            return dict(field.options).get(value, value)
    return ""


def detail_words(kind: NodeKind, details: dict[str, Any]) -> list[tuple[str, str]]:
    """The details given, as (term, words) in the order of the form."""
    return [
        (field.label, words_of(kind, details, field.name))
        for field in DETAILS[kind]
        if details.get(field.name)
    ]
