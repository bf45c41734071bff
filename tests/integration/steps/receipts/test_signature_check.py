"""What was checked of the signature at filing, and what was not: page, PDF and JSON agree."""

import html
import io
import json

import pikepdf
import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.documents.html import render_html
from app.core.documents.pdf_text import page_texts
from app.core.documents.signatures.examine import examine_file
from app.core.store.session import Store
from app.steps.domande.actions import recheck_signature
from app.steps.domande.models import Domanda, SignatureCheck
from app.steps.domande.queries.signature import generated_of, signed_of
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.printing import prepare_receipt
from app.steps.receipts.queries import get_receipt
from app.steps.receipts.receipt import code_of, seal_of
from tests.factories.domande import Applicant, make_applicant, make_filed_domanda, signed_bytes
from tests.factories.examination import make_arrival
from tests.factories.files import pdf_bytes
from tests.factories.procedures import Desk
from tests.integration.steps.receipts.test_receipts import AREA, OURS, print_all
from tests.support.browserless import SignedIn

HEADING = "Controllo della firma"


@pytest.fixture
def applicant(session: Session, open_desk: Desk) -> Applicant:
    return make_applicant(session)


@pytest.fixture
def filed(store: Store, session: Session, open_desk: Desk, applicant: Applicant) -> Domanda:
    made = make_filed_domanda(session, open_desk, applicant)
    store.finish(session)
    return made


def plain(text: str) -> str:
    """The words with no spaces: a PDF breaks its lines where it likes."""
    return "".join(html.unescape(text).split())


def words_of_pdf(body: bytes) -> str:
    with pikepdf.open(io.BytesIO(body)) as pdf:
        return plain("".join(page_texts(pdf)))


def check_again(session: Session, desk: Desk, filed: Domanda) -> None:
    """The office has the signature examined again, with no list of authorities now."""
    signed = signed_of(session, filed.pk)
    assert signed is not None
    expected = generated_of(session, filed.pk)
    report = examine_file(signed_bytes(pdf_bytes()), legal_now(), expected=expected)
    recheck_signature(session, desk.actor, desk.here, filed, report)


def test_the_page_the_pdf_and_the_json_say_the_same_of_the_signature(
    client: TestClient, filed: Domanda, applicant: Applicant, sign_in_as: SignedIn
) -> None:
    sign_in_as(applicant.account)
    base = f"{AREA}/{filed.public_id}/ricevuta"
    said = json.loads(client.get(f"{base}.json").content)
    check, signed = said["signature_check"], {file["role"]: file for file in said["files"]}
    page, printed = plain(client.get(base).text), words_of_pdf(client.get(f"{base}.pdf").content)
    assert said["version"] == 2
    assert check["file_sha256"] == signed["signed"]["sha256"]
    assert {one["outcome"] for one in check["findings"]} == {"holds", "told", "look"}
    topics = {one["what"] for one in check["findings"]}
    assert topics >= {"Documento firmato", "Integrità", "Firmatario", "Certificato", "Revoca"}
    for one in check["findings"]:
        assert plain(one["sentence"]) in page
        assert plain(one["sentence"]) in printed
    for words in (HEADING, "Non controllato", "Da guardare", check["file_sha256"]):
        assert plain(words) in printed


def test_what_the_office_has_checked_afterwards_is_not_on_it(
    client: TestClient,
    store: Store,
    filed: Domanda,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    with store.writing() as session:
        check_again(session, open_desk, session.exec(select(Domanda)).one())
        first, second = session.exec(select(SignatureCheck).order_by(col(SignatureCheck.id))).all()
        assert first.findings != second.findings
        said = get_receipt(session, filed.pk).content["signature_check"]
    assert said["checked_at"] == first.checked_at.isoformat()
    assert (said["anchors_sha256"], said["rules"]) == (
        first.report["anchors_sha256"],
        first.report["rules"],
    )
    sign_in_as(applicant.account)
    page = client.get(f"{AREA}/{filed.public_id}/ricevuta").text
    assert "è tra i certificatori riconosciuti" in page
    assert "non è stato controllato" not in page


def test_what_came_by_pec_says_that_its_signature_was_not_checked(
    session: Session, open_desk: Desk
) -> None:
    arrived = make_arrival(session, open_desk)
    document = render_html(prepare_receipt(session, arrived).document)
    assert get_receipt(session, arrived.pk).content["signature_check"] is None
    assert HEADING in document
    assert "arrivata via PEC: questa piattaforma non ne ha controllato la firma" in document


def test_a_receipt_of_the_first_version_stays_good(
    client: TestClient,
    store: Store,
    filed: Domanda,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    with store.writing() as session:
        held = session.exec(select(DomandaReceipt)).one()
        older = {key: said for key, said in held.content.items() if key != "signature_check"}
        held.content = {**older, "version": 1}
        held.sha256 = seal_of(held.content)
        held.code = code_of(held.sha256)
    print_all(store)
    sign_in_as(applicant.account)
    base = f"{AREA}/{filed.public_id}/ricevuta"
    data, printed = client.get(f"{base}.json").content, client.get(f"{base}.pdf").content
    assert json.loads(data)["version"] == 1
    assert plain(HEADING) not in words_of_pdf(printed)
    for name, body in (("r.json", data), ("r.pdf", printed)):
        assert OURS in client.post("/ricevuta", files={"file": (name, body)}).text
