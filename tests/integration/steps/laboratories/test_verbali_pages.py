"""Who reads a verbale, when, and what its pages never say."""

import io
import re
from datetime import timedelta

import pikepdf
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import from_rome, legal_today
from app.core.documents.pdf_text import page_texts
from app.core.store.session import Store
from tests.conftest import Clock
from tests.factories.laboratories import (
    DAY,
    make_approved,
    make_lab,
    make_published,
    make_shared,
    make_verbale,
    mark,
)
from tests.support.browserless import SignedIn


def published_file(client: TestClient, scope: str) -> str:
    """The address of the one PDF that the public list links to."""
    (address,) = re.findall(r'href="([^"]+[.]pdf)"', client.get(f"/{scope}/verbali").text)
    return str(address)


def test_participants_read_the_draft_of_their_tavolo_only(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    verbale = make_shared(session, lab, clock)
    store.finish(session)
    address = f"/area-personale/tavoli/verbali/{verbale.public_id}"
    sign_in_as(lab.guest.account)
    assert "BOZZA" in client.get(address).text
    assert verbale.public_id in client.get("/area-personale/tavoli").text
    assert client.post(address, data={"text": "Manca un dato."}).status_code == 303
    assert "Manca un dato." in client.get(address).text
    sign_in_as(lab.stranger.account)
    assert client.get(address).status_code == 404
    assert client.post(address, data={"text": "Spio."}).status_code == 404
    assert verbale.public_id not in client.get("/area-personale/tavoli").text


def test_a_draft_that_was_not_shared_is_the_office_s(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    clock.move_to(from_rome(DAY, 20))
    verbale = make_verbale(session, lab)
    store.finish(session)
    sign_in_as(lab.guest.account)
    address = f"/area-personale/tavoli/verbali/{verbale.public_id}"
    assert client.get(address).status_code == 404


def test_public_pages_name_bodies_and_never_delegates(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    verbale = make_published(session, lab, clock)
    store.finish(session)
    base = f"/{lab.desk.here.scope}/verbali"
    listed, page = client.get(base).text, client.get(f"{base}/{verbale.public_id}").text
    assert verbale.public_id in listed
    assert "Associazione Presente" in page
    assert verbale.seal in page
    for words in (listed, page):
        assert "Ada Delegata" not in words
        assert "ada@esempio.it" not in words
    pdf = client.get(f"{base}/{verbale.public_id}.pdf")
    assert pdf.content.startswith(b"%PDF-")


def test_nothing_is_public_before_the_publication(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    lab = make_lab(session)
    verbale = make_approved(session, lab, clock)
    store.finish(session)
    base = f"/{lab.desk.here.scope}/verbali"
    assert verbale.public_id not in client.get(base).text
    assert client.get(f"{base}/{verbale.public_id}").status_code == 404
    assert client.get(f"{base}/{verbale.public_id}.pdf").status_code == 404


UNITARY = {
    "held_on": "2027-03-10",
    "starts": "16:00",
    "ends": "17:00",
    "item": ["Bisogni", ""],
    "said": ["Mancano trasporti.", ""],
    "outcome": "unitary",
    "unitary_proposal": "Trasporto a chiamata.",
    "position": ["", ""],
}


def test_the_office_writes_approves_and_publishes_from_its_pages(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    lab = make_lab(session)
    clock.move_to(from_rome(DAY, 20))
    mark(session, lab)
    store.finish(session)
    sign_in_as(lab.desk.rdp)
    here = lab.desk.here
    address = f"/ufficio/{here.scope}/laboratori/sessioni/{lab.held.public_id}/verbale"
    assert "Da iniziare" in client.get(address).text
    assert client.post(f"{address}/approva").status_code == 404
    both = {**UNITARY, "position": ["Prima le case.", ""]}
    refused = client.post(address, data=both)
    assert refused.status_code == 422
    assert "DM 72/2021" in refused.text
    assert "Prima le case." in refused.text
    assert client.post(address, data=UNITARY).status_code == 303
    assert client.post(f"{address}/approva").status_code == 422
    until = (legal_today() + timedelta(days=1)).isoformat()
    assert client.post(f"{address}/condividi", data={"until": until}).status_code == 303
    clock.move_to(from_rome(DAY + timedelta(days=3), 9))
    assert client.post(f"{address}/pubblica").status_code == 422
    assert client.post(f"{address}/approva").status_code == 303
    assert "Sigillo verificato" in client.get(address).text
    assert client.post(f"{address}/pubblica").status_code == 303
    with pikepdf.open(io.BytesIO(client.get(published_file(client, here.scope)).content)) as pdf:
        words = " ".join(page_texts(pdf))
    assert "Associazione Presente" in words
    assert "Delegata" not in words
    assert "Pubblicato" in client.get(f"/ufficio/{here.scope}/verbali").text
