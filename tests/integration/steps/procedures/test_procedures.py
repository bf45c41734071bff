"""A procedure is prepared by its office and becomes public with its start act."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.audit.chain import verify_chains
from app.core.errors import RuleError
from app.core.store.session import Store
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.steps.procedures.actions import advance
from app.steps.procedures.facts import procedure_facts
from tests.factories.people import make_authority, make_officer
from tests.factories.procedures import make_desk, make_started_desk
from tests.support.browserless import SignedIn


def test_a_draft_is_seen_by_its_office_only(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    other = make_officer(session, make_authority(session, "altra-zona"))
    store.finish(session)
    assert client.get("/zona-esempio/prova/").status_code == 404
    sign_in_as(other)
    assert client.get("/ufficio/zona-esempio/prova/tavoli").status_code == 404
    sign_in_as(desk.rdp)
    assert client.get("/ufficio/zona-esempio/prova/tavoli").status_code == 200


def test_without_a_start_act_it_does_not_start(session: Session) -> None:
    desk = make_desk(session)
    facts = ProcedureFacts(**procedure_facts(session, desk.here))
    with pytest.raises(RuleError) as refusal:
        advance(session, desk.actor, desk.here, Phase.STARTED, facts)
    assert refusal.value.source is not None
    assert desk.here.procedure.phase is Phase.DRAFT


def test_once_started_anyone_reads_it_and_the_page_is_kept(
    client: TestClient, store: Store, session: Session
) -> None:
    make_started_desk(session)
    store.finish(session)
    first = client.get("/zona-esempio/prova/")
    again = client.get("/zona-esempio/prova/", headers={"if-none-match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_a_public_change_renews_the_kept_page(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    assert "Anziani" not in client.get("/zona-esempio/prova/").text
    sign_in_as(desk.rdp)
    answer = client.post("/ufficio/zona-esempio/prova/tavoli", data={"name": "Anziani"})
    assert answer.status_code == 303
    sign_in_as(None)
    assert "Anziani" in client.get("/zona-esempio/prova/").text


def test_what_happened_is_a_chain_that_holds(store: Store, session: Session) -> None:
    make_started_desk(session)
    store.finish(session)
    with store.reading() as reader:
        assert verify_chains(reader) == []


def test_a_refused_form_keeps_what_was_typed(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    answer = client.post(
        "/ufficio/zona-esempio/prova/tavoli", data={"name": "Disabilità", "room": "Sala Blu"}
    )
    assert answer.status_code == 422
    assert "Sala Blu" in answer.text
    assert "già un tavolo con questo nome" in answer.text
