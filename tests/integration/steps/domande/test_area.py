"""A body's whole path through its pages, from the avviso to the receipt."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.store.session import Store
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda, LateAttempt
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import (
    SIGNATORY,
    Applicant,
    make_applicant,
    make_filed_domanda,
    make_signed_draft,
)
from tests.factories.examination import make_asked
from tests.factories.files import pdf_bytes
from tests.factories.procedures import Desk
from tests.support.browserless import SignedIn

AREA = "/area-personale/domande"
PUBLISHED = from_rome(datetime(2025, 11, 24, tzinfo=UTC).date(), 9)
CLOSES = from_rome(datetime(2025, 12, 16, tzinfo=UTC).date(), 12, 30)


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    clock.move_to(PUBLISHED)
    made, _ = make_open_avviso(session, closes_at=CLOSES)
    return made


@pytest.fixture
def applicant(session: Session, desk: Desk) -> Applicant:
    return make_applicant(session)


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(out, "JPEG")
    return out.getvalue()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, name
    return found[1]


def sending(client: TestClient, draft: str) -> dict[str, str]:
    """What the button «Invia» would post."""
    page = client.get(f"{AREA}/{draft}/firma").text
    tail = page[page.index(f'action="{AREA}/{draft}/invia"') :]
    return {"chiave": hidden(tail, "chiave"), "edizione": hidden(tail, "edizione")}


def test_the_whole_path(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    tavolo = list_tavoli(session, desk.here.procedure.pk)[0]
    store.finish(session)
    sign_in_as(applicant.account)
    draft = _begin(client, desk, applicant)
    base = f"{AREA}/{draft}"
    _fill_body_and_seats(client, base, applicant, tavolo.public_id)
    assert "Manca ancora qualcosa" in client.get(f"{base}/riepilogo").text
    assert client.post(f"{base}/pdf").status_code == 422
    _declare_and_attach(client, base)
    assert "C&#39;è tutto" in client.get(f"{base}/riepilogo").text
    assert client.post(f"{base}/pdf").headers["location"] == f"{base}/firma"
    assert "Invia la domanda</span></button>" not in client.get(f"{base}/firma").text
    _sign_by_hand(client, base)
    sent = client.post(f"{base}/invia", data=sending(client, draft))
    assert sent.headers["location"] == f"{base}/ricevuta"
    receipt = client.get(f"{base}/ricevuta").text
    assert "1/2025" in receipt
    assert "domanda-firmata.pdf" in receipt
    first = client.get(f"{base}/ricevuta.pdf")
    assert first.content.startswith(b"%PDF-")
    assert client.get(f"{base}/ricevuta.pdf").content == first.content
    assert "1/2025" in client.get(AREA).text
    assert client.get(f"{base}/riepilogo").headers["location"] == f"{base}/ricevuta"
    assert client.post(f"{base}/parte/signatory", data=SIGNATORY).status_code == 422


def _begin(client: TestClient, desk: Desk, applicant: Applicant) -> str:
    new = f"{AREA}/nuova/{desk.here.scope}"
    assert applicant.body.name in client.get(new).text
    started = client.post(new, data={"ente": applicant.body.public_id})
    return started.headers["location"].rsplit("/", 1)[1]


def _fill_body_and_seats(client: TestClient, base: str, applicant: Applicant, tavolo: str) -> None:
    assert client.get(base).headers["location"] == f"{base}/parte/signatory"
    page = client.get(f"{base}/parte/signatory").text
    assert "BOZZA — non ancora inviata" in page
    assert "martedì 16 dicembre 2025, ore 12:30:00" in page
    saved = client.post(f"{base}/parte/signatory", data=SIGNATORY)
    assert saved.headers["location"] == f"{base}/parte/body"
    assert applicant.body.tax_code is not None
    assert applicant.body.tax_code in client.get(f"{base}/parte/body").text
    seats = {
        "tavolo_1": tavolo,
        "delegate_name_1": "Delegata Esempio",
        "delegate_email_1": "delegata@esempio.it",
    }
    assert client.post(f"{base}/parte/tavoli", data=seats).status_code == 303


def _declare_and_attach(client: TestClient, base: str) -> None:
    ticks = dict.fromkeys(
        ("dpr445", "requirements_no_exclusion", "ip_release", "privacy_read"), "1"
    )
    client.post(f"{base}/parte/declarations", data=ticks)
    attached = client.post(
        f"{base}/allegati",
        data={"label": "Statuto"},
        files=[("files", ("statuto.pdf", pdf_bytes())), ("files", ("bilancio.pdf", pdf_bytes()))],
    )
    assert attached.status_code == 303


def _sign_by_hand(client: TestClient, base: str) -> None:
    signed = client.post(
        f"{base}/firma",
        data={
            "way": "by_hand",
            "place": "Livorno",
            "date": "2025-11-24",
            "edizione": hidden(client.get(f"{base}/firma").text, "edizione"),
        },
        files=[
            ("signed_file", ("pagina1.jpg", photo())),
            ("signed_file", ("pagina2.jpg", photo())),
            ("identity_document", ("carta.png", _png())),
        ],
    )
    assert signed.status_code == 303, signed.text


def _png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()


def test_twenty_identical_posts_give_one_number(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_signed_draft(session, desk, applicant).public_id
    store.finish(session)
    sign_in_as(applicant.account)
    data = sending(client, draft)
    with ThreadPoolExecutor(20) as pool:
        answers = list(
            pool.map(lambda _: client.post(f"{AREA}/{draft}/invia", data=data), range(20))
        )
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["location"] for answer in answers} == {f"{AREA}/{draft}/ricevuta"}
    with store.writing() as later:
        assert later.exec(select(Domanda.number)).all() == [1]
        assert make_filed_domanda(later, desk).number == 2


def test_another_key_body_is_a_conflict(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_signed_draft(session, desk, applicant).public_id
    store.finish(session)
    sign_in_as(applicant.account)
    data = sending(client, draft)
    assert client.post(f"{AREA}/{draft}/invia", data=data).status_code == 303
    other = {**data, "edizione": "99"}
    assert client.post(f"{AREA}/{draft}/invia", data=other).status_code == 409


def test_late_by_the_page_keeps_the_draft(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
    clock: Clock,
) -> None:
    draft = make_signed_draft(session, desk, applicant).public_id
    store.finish(session)
    clock.move_to(CLOSES + timedelta(seconds=90))
    sign_in_as(applicant.account)
    answer = client.post(f"{AREA}/{draft}/invia", data=sending(client, draft))
    assert answer.status_code == 422
    assert "La domanda non è stata inviata" in answer.text
    assert "BOZZA — non ancora inviata" in answer.text
    assert f'href="{AREA}/{draft}/riepilogo"' in answer.text
    assert "in ritardo di 1 minuto e 30 secondi" in answer.text
    with store.reading() as reader:
        assert len(reader.exec(select(LateAttempt)).all()) == 1
        assert reader.exec(select(Domanda.state)).one() is DomandaState.DRAFT


def test_a_pdf_that_is_not_signed_is_refused(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    made = make_signed_draft(session, desk, applicant)
    store.finish(session)
    sign_in_as(applicant.account)
    data = {"way": "digital", "place": "x", "date": "2025-11-24", "edizione": str(made.edition)}
    page = f"{AREA}/{made.public_id}/firma"
    unsigned = client.post(page, data=data, files={"signed_file": ("d.pdf", pdf_bytes())})
    assert unsigned.status_code == 422
    assert "È il PDF che avete scaricato, senza firma" in unsigned.text
    other = pdf_bytes() + b"\n% saved again"
    unsigned = client.post(page, data=data, files={"signed_file": ("d.pdf", other)})
    assert "non c&#39;è una firma digitale" in unsigned.text
    by_hand = client.post(
        page, data={**data, "way": "by_hand"}, files={"signed_file": ("d.pdf", pdf_bytes())}
    )
    assert "serve la copia di un documento" in by_hand.text


def test_what_the_office_asks_is_answered_from_the_area(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    filed = make_filed_domanda(session, desk, applicant)
    make_asked(session, desk, filed, days=30)
    base = f"{AREA}/{filed.public_id}"
    store.finish(session)
    sign_in_as(applicant.account)
    assert "vi chiede di completare la domanda" in client.get(f"{base}/ricevuta").text
    assert "Lo statuto vigente" in client.get(f"{base}/integrazione").text
    assert client.post(f"{base}/integrazione").status_code == 422
    answer = client.post(
        f"{base}/integrazione",
        data={"answer": "Ecco lo statuto."},
        files={"files": ("statuto.pdf", pdf_bytes())},
    )
    assert answer.headers["location"] == f"{base}/ricevuta"
    receipt = client.get(f"{base}/ricevuta").text
    assert "statuto.pdf" in receipt[receipt.index("File aggiunti dopo") :]
