"""The catalogue holds what DCAT-AP_IT requires of every class, and leads to real files."""

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.outlets.opendata.catalogue import catalogue_of
from app.outlets.opendata.datasets import DATASETS
from app.outlets.opendata.rdf import write_json_ld, write_turtle, write_xml
from app.people.authorities.enums import AuthorityKind
from app.people.authorities.models import Authority
from tests.factories.procedures import make_started_desk

DCT = Namespace("http://purl.org/dc/terms/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
IT = Namespace("http://dati.gov.it/onto/dcatapit#")
EU = "http://publications.europa.eu/resource/authority/"
FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld"}
# DCAT-AP_IT 1.0: what is obligatory of each class, which are named with their classes of DCAT-AP.
REQUIRED = {
    IT.Catalog: (DCT.title, DCT.description, DCT.publisher, DCT.modified, DCAT.dataset),
    IT.Dataset: (
        DCT.identifier, DCT.title, DCT.description, DCT.modified, DCAT.theme, DCT.rightsHolder,
        DCT.accrualPeriodicity, DCAT.distribution,
    ),
    IT.Distribution: (DCT["format"], DCT.license, DCAT.accessURL),
    IT.Agent: (DCT.identifier, FOAF.name),
    IT.Organization: (VCARD.fn, VCARD.hasEmail),
    IT.LicenseDocument: (DCT.type, FOAF.name),
}  # fmt: skip
BESIDE = {
    IT.Catalog: DCAT.Catalog,
    IT.Dataset: DCAT.Dataset,
    IT.Distribution: DCAT.Distribution,
    IT.Agent: FOAF.Agent,
    IT.Organization: VCARD.Kind,
    IT.LicenseDocument: DCT.LicenseDocument,
}
# rdflib's own JSON-LD reader still uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def authority(name: str = "Zona", *, email: str = "", tax_code: str = "") -> Authority:
    kind = AuthorityKind.CONVENTION
    return Authority(slug="zona", name=name, kind=kind, email=email, tax_code=tax_code)


def graph_of(body: bytes, extension: str = "ttl") -> Graph:
    return Graph().parse(data=body, format=FORMATS[extension])


@pytest.fixture
def desk_with_catalogue(store: Store, session: Session) -> str:
    desk = make_started_desk(session)
    desk.authority.email = "ufficio@esempio.it"
    session.add(desk.authority)
    store.finish(session)
    return "/zona-esempio/dati/catalogo"


@ONE
def test_every_class_has_what_the_profile_requires(
    client: TestClient, desk_with_catalogue: str
) -> None:
    graph = graph_of(client.get(f"{desk_with_catalogue}.ttl").content)
    for kind, required in REQUIRED.items():
        subjects = set(graph.subjects(RDF.type, kind))
        assert subjects, kind
        for subject in subjects:
            assert (subject, RDF.type, BESIDE[kind]) in graph
            for predicate in required:
                assert list(graph.objects(subject, predicate)), (subject, predicate)
    assert len(set(graph.subjects(RDF.type, IT.Dataset))) == len(DATASETS)
    (catalogue,) = graph.subjects(RDF.type, IT.Catalog)
    for dataset in graph.objects(catalogue, DCAT.dataset):
        assert (dataset, RDF.type, IT.Dataset) in graph
        for theme in graph.objects(dataset, DCAT.theme):
            assert str(theme).startswith(f"{EU}data-theme/")
        for made in graph.objects(dataset, DCAT.distribution):
            (form,) = graph.objects(made, DCT["format"])
            assert str(form).removeprefix(f"{EU}file-type/") in {"CSV", "JSON", "XLSX"}


@ONE
def test_each_distribution_leads_to_a_file_and_each_page_is_there(
    client: TestClient, desk_with_catalogue: str
) -> None:
    graph = graph_of(client.get(f"{desk_with_catalogue}.rdf").content, "rdf")
    files = {str(address) for address in graph.objects(None, DCAT.downloadURL)}
    assert len(files) == 3 * len(DATASETS)
    pages = {str(address).split("#")[0] for address in graph.objects(None, DCAT.landingPage)}
    pages |= {str(address).split("#")[0] for address in graph.objects(None, FOAF.page)}
    for address in files | pages:
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


@ONE
def test_the_three_writings_say_the_same_and_are_asked_again_only_when_changed(
    client: TestClient, desk_with_catalogue: str
) -> None:
    answers = {name: client.get(f"{desk_with_catalogue}.{name}") for name in FORMATS}
    graphs = [graph_of(answer.content, name) for name, answer in answers.items()]
    assert isomorphic(graphs[0], graphs[1])
    assert isomorphic(graphs[0], graphs[2])
    for name, answer in answers.items():
        tag = {"if-none-match": answer.headers["etag"]}
        assert client.get(f"{desk_with_catalogue}.{name}", headers=tag).status_code == 304
        assert answer.headers["access-control-allow-origin"] == "*"


def test_odd_words_are_written_as_they_are_and_a_demonstration_says_so() -> None:
    odd = authority('Zona "A"\\<b> è', email="a@b.it")
    made = catalogue_of(odd, DATASETS, "https://esempio.it", None, demo=True)
    writers = {"ttl": write_turtle, "rdf": write_xml, "jsonld": write_json_ld}
    for name, write in writers.items():
        graph = graph_of(write(made), name)
        assert (None, FOAF.name, Literal('Zona "A"\\<b> è', lang="it")) in graph
        (catalogue,) = graph.subjects(RDF.type, IT.Catalog)
        for subject in {catalogue, *graph.subjects(RDF.type, IT.Dataset)}:
            (words,) = graph.objects(subject, DCT.description)
            assert str(words).startswith("DIMOSTRAZIONE")


def test_an_authority_without_mail_has_no_contact_that_lacks_one() -> None:
    made = catalogue_of(authority(tax_code="123"), DATASETS, "https://esempio.it", None, demo=False)
    graph = graph_of(write_turtle(made))
    assert not list(graph.subjects(RDF.type, IT.Organization))
    identifiers = {str(value) for value in graph.objects(None, DCT.identifier)}
    assert {"123", f"123:{DATASETS[0].code}"} <= identifiers


def test_equal_data_give_equal_bytes_whatever_their_order() -> None:
    made = catalogue_of(authority(tax_code="1"), DATASETS, "https://esempio.it", None, demo=False)
    for write in (write_turtle, write_xml, write_json_ld):
        assert write(made) == write(list(reversed(made)))
    subjects = set(graph_of(write_turtle(made)).subjects())
    assert URIRef("https://esempio.it/zona/dati#catalogo") in subjects
