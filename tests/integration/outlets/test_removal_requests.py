"""A body asks that its data be removed: the office writes it down and answers with the reason."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import legal_today
from app.core.store.session import Store
from app.outlets.retention.models import RemovalRequest
from app.people.authorities.enums import OfficeRole
from app.people.authorities.models import Authority
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.factories.people import make_officer
from tests.support.browserless import SignedIn

PAGE = "/ufficio/zona-esempio/impostazioni/richieste"
WHAT = "Nel nostro contributo è rimasto il nome di un volontario."


@pytest.fixture
def office(store: Store, session: Session, sign_in_as: SignedIn) -> str:
    """Signed in as RdP; gives the public id of a body whose contribution is published."""
    desk = make_working_desk(session)
    guest = make_guest(session, desk, "Associazione Presente")
    make_published(session, desk, guest, "Trasporti per chi non guida")
    store.finish(session)
    sign_in_as(desk.rdp)
    return guest.ets.public_id


def ask(client: TestClient, body: str, **more: str) -> str:
    """The address of a request just written down."""
    form = {"body": body, "asked_on": legal_today().isoformat(), "channel": "pec", "what": WHAT}
    answer = client.post(PAGE, data={**form, **more})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def test_a_request_is_written_down_with_its_term_and_what_is_published_of_the_body(
    client: TestClient, office: str
) -> None:
    page = client.get(ask(client, office)).text
    assert WHAT in page
    assert "Da rispondere" in page
    assert "/ufficio/zona-esempio/prova/contributi/" in page
    assert "art. 17 par. 3 lett. b)" in page
    assert "Associazione Presente" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("asked_on", (legal_today() + timedelta(days=1)).isoformat(), "deve ancora venire"),
        ("what", " ", "Campo obbligatorio"),
        ("body", "", "come si chiama"),
        ("body", "altro", "dell&#39;elenco"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    client: TestClient, office: str, field: str, value: str, words: str
) -> None:
    form = {
        "body": office,
        "asked_on": legal_today().isoformat(),
        "channel": "pec",
        "what": WHAT,
        "protocol": "123/2026",
    }
    answer = client.post(PAGE, data={**form, field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="123/2026"' in answer.text


def test_the_answer_says_what_went_and_what_stays_and_is_given_once(
    client: TestClient, session: Session, office: str
) -> None:
    address = ask(client, office)
    form = {"outcome": "in_part", "reason": "Il nome non serviva.", "removed": "Il nome."}
    refused = client.post(address, data=form)
    assert refused.status_code == 422
    assert "Dite che cosa resta agli atti." in refused.text
    assert client.post(address, data={**form, "stays": "Il contributo."}).status_code == 303
    again = client.post(address, data={**form, "stays": "Altro."})
    assert again.status_code == 422
    asked = session.exec(select(RemovalRequest)).one()
    assert (asked.stays, asked.answered_at is None) == ("Il contributo.", False)
    kinds = session.exec(select(EventRow.kind).where(EventRow.subject == asked.public_id)).all()
    assert kinds == ["retention.asked", "retention.answered"]


def test_only_the_responsible_officer_answers_and_other_offices_see_nothing(
    client: TestClient, store: Store, office: str, sign_in_as: SignedIn
) -> None:
    address = ask(client, office)
    with store.writing() as session:
        asked = session.exec(select(RemovalRequest)).one()
        authority = session.get_one(Authority, asked.authority_id)
        officer = make_officer(session, authority, role=OfficeRole.OFFICER)
    sign_in_as(officer)
    assert "Risponde il responsabile" in client.get(address).text
    assert client.post(address, data={"outcome": "refused"}).status_code == 404
    sign_in_as(None)
    assert client.get(address).status_code == 303


def test_anyone_reads_what_can_go_and_what_stays(client: TestClient, office: str) -> None:
    page = client.get("/zona-esempio/rimozione-dei-dati").text
    assert "Che cosa resta agli atti" in page
    assert "art. 17 par. 3 lett. d)" in page
