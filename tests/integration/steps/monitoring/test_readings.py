"""The committee's reading: a link for one guest, a draft of its own, a seal that stays."""

import re
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.clock import legal_today, wall_now
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.outlets.retention.erasers import BY_CODE
from app.outlets.retention.erasers.base import REMOVED
from app.steps.monitoring.actions.readings import revoke_invitation
from app.steps.monitoring.models import ReadingInvitation
from app.steps.monitoring.queries.accounts import get_account
from app.steps.monitoring.queries.readings import list_readings
from tests.conftest import Clock
from tests.factories.monitoring import (
    DRAFT,
    enter,
    give,
    invite,
    make_concluded,
    make_written,
    publish,
)
from tests.factories.synthesis import Heard
from tests.support.browserless import SignedIn

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    """The account of this year is published."""
    made = make_concluded(session, clock)
    make_written(session, made, legal_today().year)
    publish(session, made.desk, legal_today().year)
    return made


def year_of() -> int:
    return legal_today().year


def test_the_link_is_exchanged_and_its_secret_is_nowhere_after(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    answer = client.get(f"/lettura/entra/{token}")
    address = answer.headers["location"]
    assert token not in address
    cookie = answer.headers["set-cookie"]
    assert token not in cookie
    assert f"Path={address}" in cookie
    assert "HttpOnly" in cookie
    page = client.get(address)
    assert token not in page.text
    for made in (answer, page):
        assert made.headers["cache-control"] == "no-store"
        assert "noindex" in made.headers["x-robots-tag"]
        assert made.headers["referrer-policy"] == "no-referrer"
    with store.reading() as reading:
        stored = reading.exec(select(ReadingInvitation)).one()
    assert token not in str(stored.model_dump())


def test_the_office_s_register_does_not_hold_the_link(session: Session, heard: Heard) -> None:
    token = invite(session, heard.desk, year_of())
    rows = session.exec(
        select(Message).where(col(Message.chain) == heard.desk.here.procedure.public_id)
    ).all()
    assert all(token not in row.body for row in rows)


def test_a_wrong_link_opens_nothing_and_is_counted(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    for number in range(20):
        answer = client.get(f"/lettura/entra/{token[:-2]}{number:02d}")
        assert answer.status_code == 404
    assert client.get(f"/lettura/entra/{token}").status_code == 429


def test_an_expired_link_says_so_and_opens_nothing_any_more(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    address = enter(client, token)
    with store.writing() as later:
        row = later.exec(select(ReadingInvitation)).one()
        row.expires_at = wall_now() - timedelta(seconds=1)
        later.add(row)
    assert "scaduto" in client.get(f"/lettura/entra/{token}").text
    assert client.get(f"/lettura/entra/{token}").status_code == 410
    assert client.get(address).status_code == 404
    assert client.post(address, data={**DRAFT, "edition": "1"}).status_code == 404


def test_a_revoked_link_ends_at_once_with_what_was_saved(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    address = enter(client, token)
    client.post(address, data={**DRAFT, "edition": "1"})
    with store.writing() as later:
        ref = address.rpartition("/")[2]
        revoke_invitation(later, heard.desk.actor, heard.desk.here, year_of(), ref)
    assert client.get(f"/lettura/entra/{token}").status_code == 410
    assert client.get(address).status_code == 404
    assert client.post(f"{address}/consegna", data={"edition": "2"}).status_code == 404
    with store.reading() as reading:
        assert reading.exec(select(ReadingInvitation)).one().answers == {}


def test_one_guest_finds_nothing_of_another_s_reading(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    one = invite(session, heard.desk, year_of())
    other = invite(session, heard.desk, year_of(), "altra@esempio.it")
    store.finish(session)
    mine = enter(client, one)
    client.post(mine, data={**DRAFT, "missing_text": "canarino", "edition": "1"})
    cookie = client.cookies.get("lettura", path=mine)
    client.cookies.clear()
    hers = enter(client, other)
    assert hers != mine
    assert "canarino" not in client.get(hers).text
    assert client.get(mine).status_code == 404
    client.cookies.clear()
    for address in (hers, f"{hers}/riepilogo"):
        answer = client.get(address, headers={"cookie": f"lettura={cookie}"})
        assert answer.status_code == 404
    assert client.get(mine, headers={"cookie": "lettura=9999999999.abc"}).status_code == 404


def test_a_draft_is_kept_incomplete_and_shown_to_nobody_else(
    client: TestClient, store: Store, session: Session, heard: Heard, sign_in_as: SignedIn
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    address = enter(client, token)
    part = {"missing_text": "canarino", "edition": "1"}
    assert client.post(address, data=part).status_code == 303
    assert "canarino" in client.get(address).text
    summary = client.get(f"{address}/riepilogo").text
    assert "«Chiarezza delle ragioni»: scegliete una risposta." in summary
    assert client.post(f"{address}/consegna", data={"edition": "2"}).status_code == 422
    stale = client.post(address, data={**part, "missing_text": "perduto?"})
    assert stale.status_code == 422
    assert "perduto?" in stale.text
    base = f"/{heard.desk.here.scope}/monitoraggio/{year_of()}"
    assert "canarino" not in client.get(base).text
    sign_in_as(heard.desk.rdp)
    office = client.get(f"/ufficio/{heard.desk.here.scope}/rendiconti/{year_of()}").text
    assert "bozza salvata" in office
    assert "canarino" not in office


def test_the_office_answers_beside_it_with_a_date(
    client: TestClient, store: Store, session: Session, heard: Heard, sign_in_as: SignedIn
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    give(client, enter(client, token))
    with store.reading() as reading:
        account = get_account(reading, heard.desk.here.procedure.pk, year_of())
        ref = list_readings(reading, account.pk)[0].reading.public_id
    sign_in_as(heard.desk.rdp)
    base = f"/ufficio/{heard.desk.here.scope}/rendiconti/{year_of()}"
    assert client.post(f"{base}/letture/{ref}/risposta", data={"text": " "}).status_code == 422
    reply = {"text": "Da marzo ogni attività ha il suo giorno."}
    assert client.post(f"{base}/letture/{ref}/risposta", data=reply).status_code == 303
    refused = client.post(f"{base}/inviti/{'0' * 20}/revoca")
    assert refused.status_code == 404
    page = client.get(f"/{heard.desk.here.scope}/monitoraggio/{year_of()}").text
    assert "Risposta dell&#39;amministrazione" in page or "Risposta dell'amministrazione" in page
    assert "Da marzo ogni attività ha il suo giorno." in page


def test_the_office_invites_from_its_page_once_for_each_address(
    client: TestClient, store: Store, session: Session, heard: Heard, sign_in_as: SignedIn
) -> None:
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    base = f"/ufficio/{heard.desk.here.scope}/rendiconti/{year_of()}"
    guest = {"committee": "Comitato", "guest_name": "Vera", "guest_email": "vera@esempio.it",
             "days": "10"}  # fmt: skip
    assert client.post(f"{base}/inviti", data={**guest, "guest_email": "vera"}).status_code == 422
    assert client.post(f"{base}/inviti", data={**guest, "days": "900"}).status_code == 422
    assert client.post(f"{base}/inviti", data=guest).status_code == 303
    again = client.post(f"{base}/inviti", data=guest)
    assert again.status_code == 422
    assert "già un collegamento aperto" in again.text
    assert re.search(r"in attesa della lettura", client.get(base).text)


def test_the_guest_s_name_goes_at_its_term_and_the_seal_still_holds(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    token = invite(session, heard.desk, year_of())
    store.finish(session)
    give(client, enter(client, token))
    eraser = BY_CODE["readers"]
    with store.writing() as later:
        (due,) = list(eraser.find(later, heard.desk.authority))
        assert eraser.erase(later, due.row_id) is not None
        assert list(eraser.find(later, heard.desk.authority)) == []
    with store.reading() as reading:
        row = reading.exec(select(ReadingInvitation)).one()
        assert (row.guest_name, row.guest_email, row.token_hash) == (REMOVED, REMOVED, None)
    assert client.get(f"/lettura/entra/{token}").status_code == 404
    page = client.get(f"/{heard.desk.here.scope}/monitoraggio/{year_of()}").text
    assert "Comitato di prova" in page
    assert "Il sigillo non corrisponde" not in page
