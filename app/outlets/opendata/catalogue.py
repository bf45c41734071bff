"""The catalogue of an authority's open data, in the Italian profile of DCAT-AP (DCAT-AP_IT 1.0).

Each dataset of the register is described once for each authority, with a distribution for each
format. Vocabularies are those of the EU and of the profile.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from app.core.clock import in_rome
from app.core.text import DEMO_WORDS
from app.outlets.opendata.about import LICENCE
from app.outlets.opendata.dataset import THEME, Dataset
from app.outlets.opendata.rdf import Address, Literal, Triple, full
from app.people.authorities.models import Authority

_EU: Final = "http://publications.europa.eu/resource/authority/"
ITALIAN: Final = Address(f"{_EU}language/ITA")
IRREGULAR: Final = Address(f"{_EU}frequency/IRREG")
PUBLIC: Final = Address(f"{_EU}access-right/PUBLIC")
MEDIA: Final = "https://www.iana.org/assignments/media-types/"
FILES: Final = {
    "csv": ("CSV", "text/csv"),
    "json": ("JSON", "application/json"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def _types(subject: Address, *names: str) -> Iterator[Triple]:
    for name in names:
        yield (subject, "rdf:type", Address(full(name)))


def _italian(words: str) -> Literal:
    return Literal(words, language="it")


def _date(instant: datetime) -> Literal:
    return Literal(in_rome(instant).date().isoformat(), kind="xsd:date")


def identifier_of(authority: Authority) -> str:
    """Its tax code; the profile would rather have the code of the IPA, which is not kept here."""
    return authority.tax_code or authority.slug


def catalogue_of(
    authority: Authority,
    datasets: Sequence[Dataset],
    base: str,
    changed_at: datetime | None,
    *,
    demo: bool,
) -> list[Triple]:
    """The triples of the whole catalogue; `base` is the address of the service.

    `changed_at` is the last public change, or None where none is known: then the day on which the
    authority was set up.
    """
    place = f"{base}/{authority.slug}/dati"
    catalogue, agent = Address(f"{place}#catalogo"), Address(f"{base}/{authority.slug}/#ente")
    modified = _date(changed_at or authority.created_at)
    warning = f"{DEMO_WORDS} " if demo else ""
    found: list[Triple] = [
        *_catalogue(authority, catalogue, warning),
        (catalogue, "dct:publisher", agent),
        (catalogue, "dct:modified", modified),
        (catalogue, "foaf:homepage", Address(place)),
        *_agent(authority, agent),
        *_licence(),
    ]
    contact = Address(f"{base}/{authority.slug}/#contatti")
    mail = authority.email or authority.pec
    if mail:
        found += _contact(authority, contact, mail, f"{base}/{authority.slug}/")
    for dataset in datasets:
        about = Address(f"{place}#{dataset.code}")
        found.append((catalogue, "dcat:dataset", about))
        found += _dataset(authority, dataset, about, place, modified, warning)
        owned = ("dct:publisher", "dct:rightsHolder", "dct:creator")
        found += [(about, predicate, agent) for predicate in owned]
        if mail:
            found.append((about, "dcat:contactPoint", contact))
    return found


def _catalogue(authority: Authority, catalogue: Address, warning: str) -> Iterator[Triple]:
    words = f"{warning}I dati aperti delle co-programmazioni di {authority.name}."
    yield from _types(catalogue, "dcat:Catalog", "dcatapit:Catalog")
    yield (catalogue, "dct:title", _italian(f"Dati aperti: {authority.name}"))
    yield (catalogue, "dct:description", _italian(words))
    yield (catalogue, "dct:issued", _date(authority.created_at))
    yield (catalogue, "dct:language", ITALIAN)
    yield (catalogue, "dcat:themeTaxonomy", Address(THEME.rstrip("/")))


def _dataset(
    authority: Authority,
    dataset: Dataset,
    about: Address,
    place: str,
    modified: Literal,
    warning: str,
) -> Iterator[Triple]:
    yield from _types(about, "dcat:Dataset", "dcatapit:Dataset")
    identifier = f"{identifier_of(authority)}:{dataset.code}"
    yield (about, "dct:identifier", Literal(identifier))
    yield (about, "dct:title", _italian(f"{dataset.title}: {authority.name}"))
    yield (about, "dct:description", _italian(f"{warning}{dataset.description}"))
    yield (about, "dct:modified", modified)
    yield (about, "dct:accrualPeriodicity", IRREGULAR)
    yield (about, "dct:accessRights", PUBLIC)
    yield (about, "dct:language", ITALIAN)
    yield (about, "dcat:landingPage", Address(place))
    yield (about, "foaf:page", Address(f"{place}/dizionario"))
    for theme in dataset.themes:
        yield (about, "dcat:theme", Address(THEME + theme))
    for word in ("co-programmazione", "Terzo settore", "partecipazione"):
        yield (about, "dcat:keyword", _italian(word))
    for extension, (name, media) in FILES.items():
        file = f"{place}/{dataset.code}.{extension}"
        made = Address(f"{place}#{dataset.code}-{extension}")
        yield (about, "dcat:distribution", made)
        yield from _types(made, "dcat:Distribution", "dcatapit:Distribution")
        yield (made, "dct:title", _italian(f"{dataset.title} ({name})"))
        yield (made, "dct:description", _italian(f"{warning}Tutte le righe, in {name}."))
        yield (made, "dct:format", Address(f"{_EU}file-type/{name}"))
        yield (made, "dcat:mediaType", Address(MEDIA + media))
        yield (made, "dct:license", Address(LICENCE))
        yield (made, "dct:modified", modified)
        yield (made, "dcat:accessURL", Address(file))
        yield (made, "dcat:downloadURL", Address(file))


def _agent(authority: Authority, agent: Address) -> Iterator[Triple]:
    yield from _types(agent, "foaf:Agent", "dcatapit:Agent")
    yield (agent, "foaf:name", _italian(authority.name))
    yield (agent, "dct:identifier", Literal(identifier_of(authority)))


def _contact(authority: Authority, contact: Address, mail: str, home: str) -> Iterator[Triple]:
    yield from _types(contact, "vcard:Kind", "vcard:Organization", "dcatapit:Organization")
    yield (contact, "vcard:fn", _italian(authority.name))
    yield (contact, "vcard:hasEmail", Address(f"mailto:{mail}"))
    yield (contact, "vcard:hasURL", Address(home))


def _licence() -> Iterator[Triple]:
    licence = Address(LICENCE)
    yield from _types(licence, "dct:LicenseDocument", "dcatapit:LicenseDocument")
    yield (licence, "foaf:name", _italian("CC BY 4.0"))
    yield (licence, "owl:versionInfo", Literal("4.0"))
    yield (licence, "dct:type", Address("http://purl.org/adms/licencetype/Attribution"))
