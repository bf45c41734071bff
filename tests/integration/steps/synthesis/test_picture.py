"""The picture of needs and offer: filtered, with its sources, as a table for spreadsheets."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.store.session import Store
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.esiti.actions import publish_esiti
from app.steps.synthesis import picture_views
from app.steps.synthesis.actions import assess_node
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.findable import FINDERS
from app.steps.synthesis.forms import AssessForm
from app.steps.synthesis.queries import load_picture
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.esiti import propose, propose_node
from tests.factories.synthesis import Heard, make_heard, make_need, make_shared
from tests.integration.steps.synthesis.test_pages import count_queries
from tests.support.browserless import SignedIn

DRAFT = "/ufficio/zona-esempio/prova/sintesi/quadro"
DESK = "/ufficio/zona-esempio/prova/sintesi"
PUBLIC = "/zona-esempio/prova/quadro"
CANARY = "Canarino giallo"


def publish(session: Session, clock: Clock, heard: Heard) -> None:
    make_shared(session, heard)
    clock.move_to(legal_now() + timedelta(days=6))
    propose(session, heard, heard.first, heard.second)
    propose_node(session, heard)
    publish_esiti(session, heard.desk.actor, heard.desk.here)


def make_three(session: Session, clock: Clock) -> Heard:
    heard = make_heard(session, clock)
    old = make_need(
        session, heard, heard.first, title="Trasporti", target="Anziani", coverage="none"
    )
    make_need(session, heard, heard.second, title="=1+1", target="Giovani", territory="Colline")
    make_need(session, heard, title="Senza fonti")
    form = AssessForm(priority="5", priority_reason="Riguarda molti.")
    assess_node(session, heard.desk.actor, heard.desk.here, old, form)
    return heard


def codes(text: str) -> list[str]:
    return [code for code in ("B1", "B2", "B3") if f'<tr id="{code}">' in text]


def test_each_filter_narrows_the_table(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_three(session, clock)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    found = {
        query: codes(client.get(f"{DRAFT}?{query}").text)
        for query in (
            "",
            "persone=Anziani",
            "territorio=Colline",
            "copertura=none",
            "copertura=missing",
            "priorita=5",
            "q=molti",
            "persone=Nessuno",
            "copertura=niente",
        )
    }
    assert found == {
        "": ["B1", "B2", "B3"],
        "persone=Anziani": ["B1"],
        "territorio=Colline": ["B2"],
        "copertura=none": ["B1"],
        "copertura=missing": ["B2", "B3"],
        "priorita=5": ["B1"],
        "q=molti": ["B1"],
        "persone=Nessuno": [],
        "copertura=niente": ["B1", "B2", "B3"],
    }


def test_what_is_found_by_the_search_leads_to_the_row_of_its_node(
    client: TestClient,
    store: Store,
    session: Session,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture_views, "PAGE", 1)
    heard = make_three(session, clock)
    make_need(session, heard, title="Trasporto serale", kind=NodeKind.INTERVENTION)
    publish(session, clock, heard)
    store.finish(session)
    with store.reading() as reading:
        nodes = list(FINDERS[0].documents(reading, heard.desk.here, None))
    assert len(nodes) == 4
    for node in nodes:
        code = node.title.split()[0]
        assert node.address.endswith(f"#{code}")
        assert f'<tr id="{code}">' in client.get(node.address).text


def test_the_exports_hold_what_the_filters_find_and_compute_nothing(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_three(session, clock)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    text = client.get(f"{DRAFT}.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [row["Codice"] for row in rows] == ["B1", "B2", "B3"]
    assert rows[1]["Bisogno"] == "'=1+1"
    assert rows[0]["Copertura di oggi"] == "nessuna"
    address = rows[0]["Indirizzi dei contributi pubblicati"]
    assert address.endswith(f"/zona-esempio/prova/contributi/{heard.first.public_id}")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{DRAFT}.xlsx?persone=Giovani").content))
    cells = list(book["Quadro"].iter_rows(values_only=True))
    assert [row[:2] for row in cells] == [("Codice", "Bisogno"), ("B2", "'=1+1")]


def test_nothing_of_the_draft_is_public_before_restitution(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first, title=CANARY)
    store.finish(session)
    assert CANARY not in client.get(PUBLIC).text
    for ending in ("csv", "xlsx"):
        assert client.get(f"{PUBLIC}.{ending}").status_code == 404
        assert client.get(f"{DRAFT}.{ending}").status_code in {303, 401}
    publish(session, clock, heard)
    store.finish(session)
    assert CANARY in client.get(PUBLIC).text
    assert CANARY in client.get(f"{PUBLIC}.csv").text


def test_words_of_a_contribution_withheld_later_leave_the_public_pages_until_reread(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    chosen = (heard.first, heard.second)
    node = make_need(session, heard, *chosen, title=CANARY, text=CANARY, gap=CANARY)
    publish(session, clock, heard)
    store.finish(session)
    elsewhere = [
        "/zona-esempio/prova/esiti/nodi",
        f"/zona-esempio/prova/contributi/{heard.second.public_id}",
        "/zona-esempio/prova/dati/nodi.csv",
        f"/api/v1/nodi/{node.public_id}",
    ]
    assert all(CANARY in client.get(address).text for address in (PUBLIC, *elsewhere))
    form = ReasonForm(reason="Riguarda una persona sola.")
    first = heard.first.public_id
    withhold_contribution(session, heard.desk.actor, heard.desk.here, first, form)
    store.finish(session)
    public = client.get(PUBLIC).text
    assert CANARY not in public
    assert "in rilettura" in public
    assert "Contributo n. 1 (non pubblicato)" in public
    assert CANARY not in client.get(f"{PUBLIC}.csv").text
    assert [address for address in elsewhere if CANARY in client.get(address).text] == []
    sign_in_as(heard.desk.rdp)
    assert "Nodi da rileggere" in client.get(DESK).text
    own = f"{DESK}/nodi/{node.public_id}"
    assert "Da rileggere" in client.get(own).text
    data = {"title": "Muoversi", "edition": "1", "why": "Senza le parole del contributo"}
    assert client.post(f"{own}/modifica", data=data).status_code == 303
    assert "Muoversi" in client.get(PUBLIC).text
    assert client.post(f"{own}/modifica", data={**data, "edition": "2"}).status_code == 422
    assert "non si legge più come prima" in client.get(own).text


def test_a_node_that_was_reread_and_found_right_is_read_again(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first)
    form = ReasonForm(reason="Riguarda una persona sola.")
    first = heard.first.public_id
    withhold_contribution(session, heard.desk.actor, heard.desk.here, first, form)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{DESK}/nodi/{node.public_id}/riletto"
    assert client.post(own, data={"why": "Nessuna parola sua"}).status_code == 303
    assert client.post(own, data={}).status_code == 422
    with store.reading() as reader:
        picture = load_picture(reader, heard.desk.here.procedure.pk)
        assert [each.rereading for each in picture.nodes] == [False]
        assert picture.contributions[node.pk] == (heard.first.pk,)


def test_a_longer_picture_costs_no_more_queries(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    one = count_queries(store, client, DRAFT)
    for title in ("Due", "Tre"):
        made = make_published(session, heard.desk, heard.guest, title)
        make_need(session, heard, made, title=title)
    store.finish(session)
    assert count_queries(store, client, DRAFT) == one
