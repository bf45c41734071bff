"""The fields that each kind of contribution may add: all optional, all published with it."""

from dataclasses import dataclass
from typing import Any

from app.core.i18n import number_words
from app.steps.contributions.enums import ContributionKind

OMITTED = "[omissis]"

EVIDENCE = (("datum", "un dato"), ("experience", "l'esperienza"), ("listening", "l'ascolto"))
TREND = (("growing", "in crescita"), ("stable", "stabile"), ("falling", "in calo"))
GRAVITY = (("low", "bassa"), ("medium", "media"), ("high", "alta"))
COVERAGE = (("none", "nessuna"), ("partial", "parziale"), ("adequate", "adeguata"))
FEASIBILITY = (("easy", "facile"), ("possible", "possibile"), ("hard", "difficile"))
PRIORITY = tuple((str(n), str(n)) for n in range(1, 6))
YES = (("yes", "sì"), ("no", "no"))


@dataclass(frozen=True, slots=True)
class DetailField:
    """`control` is line, text, choice, integer or money (typed in euro, kept in cents)."""

    name: str
    label: str
    control: str = "line"
    options: tuple[tuple[str, str], ...] = ()
    help: str | None = None


_TARGET = DetailField("target_group", "Quali persone riguarda")
_TERRITORY = DetailField("territory", "In quale territorio")
_OWN = (
    DetailField("own_people", "Risorse vostre: persone"),
    DetailField("own_places", "Risorse vostre: luoghi"),
    DetailField("own_goods", "Risorse vostre: beni e attrezzature"),
    DetailField("own_volunteers", "Risorse vostre: volontari", "integer", help="Quanti."),
    DetailField(
        "own_money", "Risorse vostre: denaro", "money", help="In euro, per esempio 1500,50."
    ),
)

DETAILS: dict[ContributionKind, tuple[DetailField, ...]] = {
    ContributionKind.NEED: (
        _TARGET,
        _TERRITORY,
        DetailField("evidence", "Da che cosa lo sapete", "choice", EVIDENCE),
        DetailField("evidence_source", "Fonte del dato o dell'ascolto"),
        DetailField("evidence_year", "Anno a cui si riferisce", "integer"),
        DetailField("trend", "Andamento", "choice", TREND),
        DetailField("gravity", "Gravità", "choice", GRAVITY),
        DetailField("existing_services", "Servizi che ci sono già", "text"),
        DetailField("coverage", "Copertura di oggi", "choice", COVERAGE),
        DetailField("gap", "Che cosa manca", "text"),
        DetailField("causes", "Cause", "text"),
    ),
    ContributionKind.OFFER: (
        _TARGET,
        _TERRITORY,
        DetailField("people_served", "Persone raggiunte in un anno", "integer"),
        *_OWN,
    ),
    ContributionKind.OBJECTIVE: (
        DetailField("needs_answered", "A quali bisogni risponde", "text"),
        DetailField("expected_result", "Risultato atteso", "text"),
        DetailField("indicator", "Come si misura"),
        DetailField("baseline", "Valore di partenza"),
        DetailField("target_value", "Valore da raggiungere"),
        DetailField("target_year", "Entro l'anno", "integer"),
        DetailField("strategic_line", "Linea strategica del piano"),
    ),
    ContributionKind.INTERVENTION: (
        DetailField("objective", "A quale obiettivo serve", "text"),
        DetailField("way", "Come realizzarlo", "text"),
        *_OWN,
        DetailField("public_resources", "Risorse pubbliche che servono", "text"),
        DetailField("who", "Chi lo realizza"),
        DetailField("when", "Quando"),
        DetailField("feasibility", "Fattibilità", "choice", FEASIBILITY),
        DetailField(
            "priority", "Priorità", "choice", PRIORITY, help="Da 1, la più bassa, a 5, la più alta."
        ),
        DetailField("priority_reason", "Ragione della priorità", "text"),
        DetailField("codesign", "Adatto alla co-progettazione", "choice", YES),
        DetailField("projects", "Legami con progetti in corso", "text"),
    ),
}


def details_of(kind: ContributionKind, given: dict[str, Any]) -> dict[str, Any]:
    """What was given for this kind's own fields; the other kinds' and the empty ones drop out."""
    names = [field.name for field in DETAILS[kind]]
    return {name: given[name] for name in names if given.get(name) not in (None, "")}


def detail_words(kind: ContributionKind, details: dict[str, Any]) -> list[tuple[str, str]]:
    """The details given, as (term, words) in the order of the form."""
    return [
        (field.label, _words(field, details[field.name]))
        for field in DETAILS[kind]
        if field.name in details
    ]


def _words(field: DetailField, value: Any) -> str:
    if value == OMITTED:
        return OMITTED
    if field.control == "money":
        return f"{number_words(value / 100)} euro"
    if field.name.endswith("_year"):
        return str(value)
    if field.control == "integer":
        return number_words(value)
    return dict(field.options).get(value, str(value))
