"""The pages on which a published avviso is changed, and those that tell what changed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import set_legal_offset, wall_now
from app.core.jobs.outages import note_maintenance
from app.core.store.session import Store
from tests.conftest import Clock
from tests.factories.avvisi import (
    make_open_avviso,
)
from tests.factories.files import pdf_bytes
from tests.factories.procedures import make_started_desk
from tests.support.browserless import SignedIn

MONDAY = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
OFFICE = "/ufficio/zona-esempio/prova/avviso"
PUBLIC = "/zona-esempio/prova/avviso"


@pytest.fixture(autouse=True)
def _on_a_monday(clock: Clock) -> None:
    clock.move_to(MONDAY)


def test_the_office_rectifies_and_everybody_reads_what_changed(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    assert client.post(f"{OFFICE}/rettifica/inizia").status_code == 303
    client.post(f"{OFFICE}/sezioni/requirements", data={"text": "Testo di prova: sede qui."})
    draft = client.get(f"{OFFICE}/rettifica").text
    assert "requisiti.<span" in draft
    assert "Non è solo un&#39;errata corrige" in draft or "Non è solo un'errata corrige" in draft
    assert "Testo di prova: requisiti." in client.get(PUBLIC).text
    form = {"kind": "rectification", "reason": "Mancava la sede.", "organ": "Direzione"}
    form |= {"number": "9", "adopted_on": "2025-11-24", "closes_at": "23:59:59"}
    file = {"file": ("atto.pdf", pdf_bytes(), "application/pdf")}
    early = client.post(
        f"{OFFICE}/rettifica/pubblica", data={**form, "closes_on": "2025-12-12"}, files=file
    )
    assert early.status_code == 422
    assert "Mancava la sede." in early.text
    published = client.post(
        f"{OFFICE}/rettifica/pubblica", data={**form, "closes_on": "2025-12-16"}, files=file
    )
    assert published.status_code == 303
    sign_in_as(None)
    page = client.get(PUBLIC).text
    assert "entro martedì 16 dicembre 2025, ore 23:59:59" in page
    assert "Mancava la sede." in page
    old = client.get(f"{PUBLIC}/versioni/1").text
    assert "Testo di prova: requisiti." in old
    assert "Questa versione non è più in vigore" in old
    change = client.get(f"{PUBLIC}/versioni/confronto?da=1&a=2").text
    assert "<ins>" in change
    assert "[tolto: </span>" in change
    assert client.get(f"{PUBLIC}/versioni/2/atto").content == pdf_bytes()


@pytest.mark.parametrize("typed", ["0", "2", "uno", "9" * 30, "-1"])
def test_a_version_that_is_not_there_is_not_found(
    client: TestClient, store: Store, session: Session, typed: str
) -> None:
    make_open_avviso(session)
    store.finish(session)
    assert client.get(f"{PUBLIC}/versioni/{typed}").status_code == 404
    assert client.get(f"{PUBLIC}/versioni/confronto?da=1&a={typed}").status_code == 404


def test_an_outage_fills_in_the_reason_of_a_proroga(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, version = make_open_avviso(session)
    night = version.published_at + timedelta(days=1)
    outage = note_maintenance(session, night, night + timedelta(hours=2), "nuovo disco")
    store.finish(session)
    sign_in_as(desk.rdp)
    address = f"{OFFICE}/proroga?interruzione={outage.public_id}"
    assert "nuovo disco" not in client.get(OFFICE).text
    set_legal_offset(night + timedelta(days=1) - wall_now())
    assert address in client.get(OFFICE).text
    assert "nuovo disco" in client.get(address).text.partition("<textarea")[2]


def test_a_refused_change_says_why_and_offers_no_form(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    page = client.get(f"{OFFICE}/riapertura").text
    assert "Finché è aperto il termine si sposta con una proroga." in page
    assert f'action="{OFFICE}/riapertura"' not in page


def test_the_office_words_a_document_and_sees_it_as_a_body_will(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    base = f"{OFFICE}/modulo"
    item = {"title": "Statuto vigente", "text": "In PDF.", "required": "1"}
    assert client.post(f"{base}/voci/documenti", data=item).status_code == 303
    assert "Statuto vigente" in client.get(f"{base}/anteprima/documents").text
    assert "Statuto vigente" in client.get(f"{base}/anteprima/intero").text
    assert "In PDF." in client.get(f"{base}/voci/documenti?voce=1").text
    assert client.post(f"{base}/modelli", data={"name": "Lungo"}).status_code == 303
    assert "Lungo" in client.get(f"{base}/modelli").text
    assert client.post(f"{base}/voci/documenti/1/togli").status_code == 303
    assert client.get(f"{base}/anteprima/documents").status_code == 404
