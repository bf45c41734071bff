"""The pages of istanze: the body's own, the office's, and what anyone may read."""

from datetime import timedelta

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.people.authorities.queries import get_authority
from tests.conftest import Clock
from tests.factories.domande import make_applicant
from tests.factories.files import pdf_bytes
from tests.factories.istanze import last_token, make_draft, make_presented
from tests.factories.people import make_officer
from tests.support.browserless import SignedIn

OWN = "/area-personale/istanze"


def test_a_body_writes_invites_and_presents_and_another_joins(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    asking = make_draft(session)
    other = make_applicant(session, name="Associazione Invitata")
    store.finish(session)
    page = f"{OWN}/{asking.ref}"
    sign_in_as(asking.account)
    assert "BOZZA" in client.get(page).text
    sent = {"files": ("dati.pdf", pdf_bytes(), "application/pdf")}
    assert client.post(f"{page}/file", files=sent).status_code == 303
    edition = client.get(page).text.split('name="edition" value="')[1].split('"')[0]
    assert client.post(f"{page}/invita", data={"email": "x@esempio.it"}).status_code == 303
    with store.reading() as reading:
        link = f"{OWN}/inviti/{last_token(reading)}"
    sign_in_as(other.account)
    assert client.get(page).status_code == 404
    assert "Nessuno li conta." in client.get(link).text
    joined = client.post(link, data={"body": other.body.public_id, "edition": edition})
    assert joined.headers["location"] == page
    assert client.get(link).status_code == 404
    sign_in_as(asking.account)
    stale = client.post(f"{page}/presenta", data={"edition": "1"})
    assert stale.status_code == 422
    assert "Il testo è cambiato" in stale.text
    assert client.post(f"{page}/presenta", data={"edition": edition}).status_code == 303
    public = client.get("/zona-esempio/istanze/").text
    assert "Associazione Invitata" in public
    assert "Nessuno li conta." not in public


def test_while_it_waits_only_number_date_subject_and_bodies_are_public(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    asking = make_presented(session)
    store.finish(session)
    page = f"/zona-esempio/istanze/{asking.ref}"
    text = client.get(page).text
    assert "n. 1/" in text
    for private in ("Nessuno li conta.", asking.account.family_name, asking.account.email):
        assert private not in text
    reasons = "Il tema è già oggetto del piano in corso: se ne riparla a giugno."
    office = f"/ufficio/zona-esempio/istanze/{asking.ref}"
    sign_in_as(asking.rdp)
    short = client.post(f"{office}/respingi", data={"refusal": "No."})
    assert short.status_code == 422
    assert client.post(f"{office}/respingi", data={"refusal": reasons}).status_code == 303
    sign_in_as(None)
    assert "se ne riparla a giugno" in client.get(page).text


def test_what_is_overdue_stands_out_on_the_desk(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Clock
) -> None:
    asking = make_presented(session)
    store.finish(session)
    clock.move_to(legal_now() + timedelta(days=60))
    sign_in_as(asking.rdp)
    text = client.get("/ufficio").text
    assert "In ritardo di" in text
    assert "tone-danger" in text
    with store.writing() as writing:
        here = get_authority(writing, "zona-esempio")
        facilitator = make_officer(writing, here, OfficeRole.FACILITATOR)
    sign_in_as(facilitator)
    assert "/istanze" not in client.get("/ufficio").text


def test_accepting_offers_the_words_of_the_start_act_and_shows_where_it_came_from(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    asking = make_presented(session)
    store.finish(session)
    sign_in_as(asking.rdp)
    office = f"/ufficio/zona-esempio/istanze/{asking.ref}"
    sent = {"title": "Anziani soli", "slug": "anziani", "answer": "Cominciamo a marzo."}
    answer = client.post(f"{office}/accogli", data=sent)
    assert answer.headers["location"] == "/ufficio/zona-esempio/anziani/atti"
    acts = client.get("/ufficio/zona-esempio/anziani/atti").text
    assert "su istanza n. 1/" in acts
    assert "il procedimento che ne è nato" in client.get(office).text
    sign_in_as(None)
    public = client.get(f"/zona-esempio/istanze/{asking.ref}").text
    assert "Cominciamo a marzo." in public
    assert "è in preparazione" in public


def test_an_empty_list_says_what_will_come(
    client: TestClient, store: Store, session: Session
) -> None:
    make_draft(session)
    store.finish(session)
    assert "Nessuna istanza" in client.get("/zona-esempio/istanze/").text
