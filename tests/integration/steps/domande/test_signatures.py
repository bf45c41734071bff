"""A domanda really signed, at the door and on the office's desk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.documents.signatures import AnchorStore
from app.core.errors import ConflictError
from app.core.store.session import Store
from app.people.accounts.models import Account
from app.steps.domande.actions import SignedUpload, sign_domanda
from app.steps.domande.enums import SignatureWay
from app.steps.domande.forms_area import SignForm
from app.steps.domande.models import Domanda, DomandaFile, SignatureCheck
from tests.factories.domande import (
    Applicant,
    make_applicant,
    make_filed_domanda,
    make_signed_draft,
    signed_upload,
)
from tests.factories.files import keep_pdf, pdf_bytes
from tests.factories.people import make_officer
from tests.factories.procedures import Desk
from tests.support.authority import certification_authority, encrypted
from tests.support.browserless import SignedIn

AREA = "/area-personale/domande"


@pytest.fixture
def applicant(session: Session, open_desk: Desk) -> Applicant:
    return make_applicant(session)


def post_signed(
    client: TestClient, draft: Domanda, body: bytes, name: str = "firmata.pdf"
) -> tuple[int, str]:
    """Upload a digitally signed file; gives the status and the page after it."""
    page = f"{AREA}/{draft.public_id}/firma"
    data = {
        "way": "digital",
        "place": "Livorno",
        "date": "2025-11-24",
        "edizione": str(draft.edition),
    }
    answer = client.post(page, data=data, files={"signed_file": (name, body)})
    return answer.status_code, answer.text or client.get(page).text


def test_a_really_signed_file_is_taken_and_the_page_says_what_was_checked(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_signed_draft(session, open_desk, applicant)
    store.finish(session)
    sign_in_as(applicant.account)
    authority = certification_authority()
    wrapped = authority.sign_p7m(pdf_bytes(), authority.signer())
    status, page = post_signed(client, draft, wrapped, "firmata.pdf.p7m")
    assert status == 303
    assert "è il firmatario dichiarato" in page
    assert "non è stato controllato" in page  # no list of authorities in this installation
    assert "Invia la domanda</span></button>" in page


def _of_another_person() -> bytes:
    authority = certification_authority()
    return authority.sign_pdf(pdf_bytes(), authority.signer("VRDLGU80A01A562U"))


def _wrapped_twice() -> bytes:
    authority = certification_authority()
    once = authority.sign_p7m(pdf_bytes(), authority.signer())
    return authority.sign_p7m(once, authority.signer())


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (_of_another_person, "d.pdf", "la domanda dice che firma Prova Esempio"),
        (_wrapped_twice, "d.pdf.p7m", "contiene un altro .p7m"),
        (lambda: encrypted(pdf_bytes()), "d.pdf", "protetto da password"),
    ],
)
def test_a_bad_one_is_refused_at_the_door_and_nothing_changes(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
    make: Callable[[], bytes],
    name: str,
    words: str,
) -> None:
    draft = make_signed_draft(session, open_desk, applicant)
    files = session.exec(select(DomandaFile.public_id)).all()
    store.finish(session)
    sign_in_as(applicant.account)
    status, page = post_signed(client, draft, make(), name)
    assert status == 422
    assert words in page.replace("&#39;", "'")
    with store.reading() as reader:
        held = reader.exec(select(Domanda)).one()
        assert held.edition == draft.edition
        assert held.signature_way is SignatureWay.DIGITAL
        assert reader.exec(select(DomandaFile.public_id)).all() == files
        assert len(reader.exec(select(SignatureCheck.id)).all()) == 1


def test_by_hand_neither_the_unsigned_pdf_nor_the_domanda_as_document_is_taken(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_signed_draft(session, open_desk, applicant)
    store.finish(session)
    sign_in_as(applicant.account)
    data = {
        "way": "by_hand",
        "place": "Livorno",
        "date": "2025-11-24",
        "edizione": str(draft.edition),
    }
    same = ("domanda.pdf", pdf_bytes())
    answer = client.post(
        f"{AREA}/{draft.public_id}/firma",
        data=data,
        files={"signed_file": same, "identity_document": same},
    )
    assert answer.status_code == 422
    assert "È il PDF che avete scaricato, senza firma" in answer.text
    assert "È la domanda, non un documento" in answer.text


def test_a_file_examined_beside_an_older_pdf_is_a_conflict(
    session: Session, open_desk: Desk, applicant: Applicant
) -> None:
    draft = make_signed_draft(session, open_desk, applicant)
    upload = signed_upload(session, keep_pdf(session))
    form = SignForm(edizione=draft.edition, way=SignatureWay.DIGITAL, place="x", date="2025-11-24")
    older = SignedUpload(upload.kept, upload.report, "0" * 64)
    with pytest.raises(ConflictError):
        sign_domanda(session, applicant.actor, draft.public_id, form, older, None)


def test_the_office_checks_again_with_todays_authorities_and_every_check_stays(
    house: tuple[FastAPI, TestClient],
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
    tmp_path: Path,
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    officer = make_officer(session, open_desk.authority)
    store.finish(session)
    (tmp_path / "radice.der").write_bytes(certification_authority().root.der)
    state = house[0].state
    state.services = replace(state.services, anchors=AnchorStore(str(tmp_path)))
    sign_in_as(officer)
    address = f"/ufficio/{open_desk.authority.slug}/{open_desk.here.procedure.slug}/domande"
    page = f"{address}/{filed.public_id}"
    assert "che cosa è stato controllato" in client.get(page).text
    assert client.post(f"{page}/firma").status_code == 303
    text = client.get(page).text
    assert "è tra i certificatori riconosciuti" in text
    assert "Controlli precedenti (1)" in text
    assert "Controllata di nuovo la firma" in text
    with store.reading() as reader:
        checks = reader.exec(select(SignatureCheck).order_by(SignatureCheck.id)).all()  # type: ignore[arg-type]
        who = reader.exec(select(Account.id).where(Account.public_id == officer.public_id)).one()
        assert [one.checked_by_id for one in checks][-1] == who
        assert "domande.signature_checked" in reader.exec(select(EventRow.kind)).all()


def test_the_receipt_says_what_was_checked_at_the_filing(
    client: TestClient,
    store: Store,
    session: Session,
    open_desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    filed = make_filed_domanda(session, open_desk, applicant)
    store.finish(session)
    sign_in_as(applicant.account)
    receipt = client.get(f"{AREA}/{filed.public_id}/ricevuta").text
    assert "Controllo della firma" in receipt
    assert "È, byte per byte, l&#39;ultimo PDF generato qui." in receipt
