"""What is one body's is nobody else's, not even the office's while it is a draft."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.store.session import Store
from app.steps.domande.enums import FileRole
from app.steps.domande.models import DomandaFile
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import (
    SIGNATORY,
    Applicant,
    make_applicant,
    make_filed_domanda,
    make_signed_draft,
    signed_bytes,
)
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


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/parte/signatory",
        "/allegati",
        "/riepilogo",
        "/firma",
        "/ricevuta",
        "/ricevuta.pdf",
        "/integrazione",
    ],
)
def test_another_body_finds_nothing(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
    page: str,
) -> None:
    filed = make_filed_domanda(session, desk, applicant).public_id
    stranger = make_applicant(session)
    store.finish(session)
    sign_in_as(stranger.account)
    assert client.get(f"{AREA}/{filed}{page}").status_code == 404
    sign_in_as(desk.rdp)
    assert client.get(f"{AREA}/{filed}{page}").status_code == 404


def test_another_body_changes_nothing(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    made = make_signed_draft(session, desk, applicant)
    file = session.exec(select(DomandaFile.public_id)).first()
    base = f"{AREA}/{made.public_id}"
    edition = made.edition
    stranger = make_applicant(session)
    store.finish(session)
    sign_in_as(stranger.account)
    posts: list[tuple[str, dict[str, Any]]] = [
        ("/parte/signatory", dict(SIGNATORY)),
        ("/allegati", {"label": "x"}),
        (f"/allegati/{file}/togli", {}),
        ("/pdf", {}),
        ("/firma", {"edizione": str(edition), "way": "digital"}),
        ("/invia", {"edizione": str(edition), "chiave": "x"}),
        ("/ritira", {}),
        ("/elimina", {}),
        ("/integrazione", {"answer": "x"}),
    ]
    for page, data in posts:
        assert client.post(base + page, data=data).status_code == 404, page
    assert client.get(f"{base}/file/{file}").status_code == 404


def test_a_file_is_handed_out_to_its_body_only_as_an_attachment(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    made = make_filed_domanda(session, desk, applicant)
    file = session.exec(select(DomandaFile).where(DomandaFile.role == FileRole.SIGNED)).one()
    store.finish(session)
    sign_in_as(applicant.account)
    answer = client.get(f"{AREA}/{made.public_id}/file/{file.public_id}")
    assert answer.content == signed_bytes(pdf_bytes())
    assert answer.headers["content-disposition"].startswith("attachment")
