"""A draft is kept step by step, and as one types."""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.store.session import Store
from app.steps.domande.models import Domanda, DomandaFile, DomandaPart
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import (
    SIGNATORY,
    Applicant,
    make_applicant,
    make_complete_draft,
    make_draft,
)
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


def test_autosave_answers_with_the_time_and_leaves_no_event(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_draft(session, desk, applicant).public_id
    store.finish(session)
    sign_in_as(applicant.account)
    answer = client.post(
        f"{AREA}/{draft}/parte/signatory",
        data={"first_name": "Solo questo", "tax_code": "a metà"},
        headers={"X-Autosave": "1"},
    )
    assert answer.status_code == 204
    assert re.fullmatch(r"\d\d:\d\d", answer.headers["x-saved-at"])
    with store.reading() as reader:
        part = reader.exec(select(DomandaPart).where(DomandaPart.code == "signatory")).one()
    assert part.answers["first_name"] == "Solo questo"


def test_a_wrong_answer_is_kept_as_typed_and_told(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_draft(session, desk, applicant).public_id
    store.finish(session)
    sign_in_as(applicant.account)
    page = f"{AREA}/{draft}/parte/signatory"
    answer = client.post(page, data={**SIGNATORY, "tax_code": "SBAGLIATO"})
    assert answer.status_code == 422
    assert "SBAGLIATO" in answer.text
    assert "SBAGLIATO" in client.get(page).text


def test_a_tavolo_can_be_added_raised_and_taken_away(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    first, second = list_tavoli(session, desk.here.procedure.pk)
    draft = make_draft(session, desk, applicant).public_id
    store.finish(session)
    sign_in_as(applicant.account)
    page = f"{AREA}/{draft}/parte/tavoli"
    added = client.post(page, data={"tavolo_1": first.public_id, "azione": "aggiungi"})
    assert "2ª preferenza" in client.get(added.headers["location"]).text
    both = {"tavolo_1": first.public_id, "tavolo_2": second.public_id}
    client.post(page, data={**both, "azione": "su-2"})
    assert _seats(store) == [second.public_id, first.public_id]
    client.post(page, data={**both, "azione": "togli-1"})
    assert _seats(store) == [second.public_id]


def _seats(store: Store) -> list[str]:
    with store.reading() as reader:
        part = reader.exec(select(DomandaPart).where(DomandaPart.code == "tavoli")).one()
        return [seat["tavolo"] for seat in part.answers["seats"]]


def test_a_discarded_draft_leaves_nothing(
    client: TestClient,
    store: Store,
    session: Session,
    desk: Desk,
    applicant: Applicant,
    sign_in_as: SignedIn,
) -> None:
    draft = make_complete_draft(session, desk, applicant).public_id
    store.finish(session)
    sign_in_as(applicant.account)
    assert client.post(f"{AREA}/{draft}/elimina").status_code == 303
    with store.reading() as reader:
        assert reader.exec(select(Domanda)).all() == []
        assert reader.exec(select(DomandaPart)).all() == []
        assert reader.exec(select(DomandaFile.role)).all() == []
