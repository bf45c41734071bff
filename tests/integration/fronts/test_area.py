"""The personal home says in plain words what comes next."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.avvisi.queries import get_avviso
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import make_applicant, make_draft
from tests.factories.esiti import make_observed, make_restituted
from tests.factories.ets import make_body
from tests.factories.people import make_account, make_authority, make_officer
from tests.support.browserless import SignedIn

HOME = "/area-personale"


def here_of(text: str) -> str:
    """The step of the path that is marked "you are here"."""
    return text.split('class="step-here"')[1].split("</li>")[0]


def test_it_is_for_who_has_signed_in(client: TestClient) -> None:
    assert client.get(HOME).headers["location"] == f"/accedi?dopo={HOME}"


def test_a_newcomer_is_told_to_register_a_body(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    account = make_account(session)
    store.finish(session)
    sign_in_as(account)
    text = client.get(HOME).text
    assert "Registrate il vostro ente" in here_of(text)
    assert "Nessun avviso aperto" in text


def test_then_to_complete_its_data(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    account = make_account(session)
    body = make_body(session, account, phone="", street="")
    store.finish(session)
    sign_in_as(account)
    step = here_of(client.get(HOME).text)
    assert "mancano: sede, telefono" in step
    assert f"/area-personale/enti/{body.public_id}/modifica" in step


def test_then_to_choose_an_open_avviso(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    applicant = make_applicant(session)
    store.finish(session)
    sign_in_as(applicant.account)
    text = client.get(HOME).text
    assert "Scegliete un avviso" in here_of(text)
    assert f"/area-personale/domande/nuova/{desk.here.scope}" in text


def test_a_draft_cries_that_it_is_not_filed_until_the_deadline(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, clock: Any
) -> None:
    desk, _ = make_open_avviso(session)
    applicant = make_applicant(session)
    draft = make_draft(session, desk, applicant)
    store.finish(session)
    sign_in_as(applicant.account)
    text = client.get(HOME).text
    assert "BOZZA — non ancora inviata" in text
    assert "inviate la domanda" in here_of(text)
    assert f"/area-personale/domande/{draft.public_id}" in text
    with store.reading() as reading:
        avviso = get_avviso(reading, draft.procedure_id)
    assert avviso is not None
    assert avviso.closes_at is not None
    clock.move_to(avviso.closes_at + timedelta(minutes=1))
    assert "BOZZA — non ancora inviata" not in client.get(HOME).text


def test_a_draft_is_seen_by_nobody_else(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk, _ = make_open_avviso(session)
    make_draft(session, desk, make_applicant(session))
    stranger = make_applicant(session, name="Altro ente")
    store.finish(session)
    sign_in_as(stranger.account)
    assert "BOZZA" not in client.get(HOME).text


def test_the_office_is_sent_to_its_desk(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    officer = make_officer(session, make_authority(session))
    store.finish(session)
    sign_in_as(officer)
    assert client.get(HOME).headers["location"] == "/ufficio"


def test_a_body_reaches_the_answers_to_its_own_proposals_and_no_others(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_restituted(session, clock, "Terzo")
    scope, ref = heard.desk.here.scope, heard.guest.ets.public_id
    store.finish(session)
    sign_in_as(heard.guest.account)
    text = client.get(HOME).text.split('id="risposte"')[1].split("<h2")[0]
    assert "2 contributi hanno la loro risposta" in text
    assert f'href="/{scope}/esiti?ente={ref}#contributi"' in text
    assert "Cooperativa Altrove" not in text
    assert "Trasporti per chi non guida" in client.get(f"/{scope}/esiti?ente={ref}").text


def test_before_the_answers_are_published_nothing_is_said_of_them(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    store.finish(session)
    sign_in_as(heard.guest.account)
    assert "Cosa è successo alle vostre proposte" not in client.get(HOME).text
