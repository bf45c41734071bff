"""Seven slots: filled by the rooms, completed by the office, read by anyone."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.errors import InvalidFormError, RuleError
from app.core.store.session import Store
from app.steps.procedures.enums import ActKind
from app.steps.publication.actions import (
    mark_not_due,
    publish_document,
    publish_in_slot,
    withdraw_document,
)
from app.steps.publication.facts import publication_facts
from app.steps.publication.forms import NotDueForm, UploadForm, WithdrawForm
from app.steps.publication.queries import list_entries, list_not_due
from tests.factories.files import keep_pdf, pdf_bytes
from tests.factories.procedures import make_act, make_desk, make_started_desk
from tests.support.browserless import SignedIn

PUBLIC = "/zona-esempio/prova/documenti"
OFFICE = "/ufficio/zona-esempio/prova/pubblicazione"


def test_the_start_act_fills_the_first_slot_when_the_procedure_starts(session: Session) -> None:
    draft = make_desk(session)
    make_act(session, draft, ActKind.START)
    assert list_entries(session, draft.here.procedure.pk) == []
    desk = make_started_desk(session, slug="altra", authority=draft.authority)
    entries = [entry for entry, _ in list_entries(session, desk.here.procedure.pk)]
    assert [(entry.slot, entry.title) for entry in entries] == [
        ("start_act", "Atto di avvio n. 1 (Direzione di Zona distretto)")
    ]
    assert publication_facts(session, desk.here) == {"slots_missing": 6}


def test_a_start_act_corrected_later_is_published_at_once(session: Session) -> None:
    desk = make_started_desk(session)
    make_act(session, desk, ActKind.START, number="2")
    assert len(list_entries(session, desk.here.procedure.pk)) == 2


def test_other_acts_fill_no_slot_by_themselves(session: Session) -> None:
    desk = make_started_desk(session)
    make_act(session, desk, ActKind.OTHER)
    assert len(list_entries(session, desk.here.procedure.pk)) == 1


def test_nothing_is_published_before_the_start(session: Session) -> None:
    desk = make_desk(session)
    with pytest.raises(RuleError):
        publish_in_slot(session, desk.actor, desk.here, "avviso", "Avviso", address="/x")


def test_the_same_page_is_published_once(session: Session) -> None:
    desk = make_started_desk(session)
    for _ in range(2):
        publish_in_slot(session, desk.actor, desk.here, "avviso", "Avviso", address="/x")
    assert len(list_entries(session, desk.here.procedure.pk)) == 2


def test_a_slot_that_may_be_lacking_is_marked_with_its_reason(session: Session) -> None:
    desk = make_started_desk(session)
    form = NotDueForm(lacking="board", why="Istruisce il responsabile.")
    mark_not_due(session, desk.actor, desk.here, form)
    assert list_not_due(session, desk.here.procedure.pk) == {"board": "Istruisce il responsabile."}
    assert publication_facts(session, desk.here) == {"slots_missing": 5}
    publish_in_slot(session, desk.actor, desk.here, "board", "Nomina", address="/x")
    assert list_not_due(session, desk.here.procedure.pk) == {}


@pytest.mark.parametrize(
    ("lacking", "why", "field"),
    [("avviso", "No", "lacking"), ("board", "", "why"), ("start_act", "No", "lacking")],
)
def test_no_slot_is_dropped_against_the_law_or_without_a_reason(
    session: Session, lacking: str, why: str, field: str
) -> None:
    desk = make_started_desk(session)
    with pytest.raises(InvalidFormError) as refusal:
        mark_not_due(session, desk.actor, desk.here, NotDueForm(lacking=lacking, why=why))
    assert set(refusal.value.errors) == {field}


def test_anyone_reads_the_slots_and_downloads_acts_and_documents(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    act = make_act(session, desk, ActKind.OTHER, number="7")
    form = UploadForm(slot="board", title="Nomina della commissione")
    entry = publish_document(session, desk.actor, desk.here, form, keep_pdf(session))
    store.finish(session)
    text = client.get(PUBLIC).text
    assert "Nomina della commissione" in text
    assert "L&#39;avviso non è ancora pubblicato." in text
    assert "n. 7 del" in text
    for address in (f"{PUBLIC}/atti/{act.public_id}/file", f"{PUBLIC}/{entry.public_id}/file"):
        answer = client.get(address)
        assert answer.content == pdf_bytes()
        assert answer.headers["content-disposition"].startswith("attachment")


def test_a_draft_hands_out_nothing(client: TestClient, store: Store, session: Session) -> None:
    desk = make_desk(session)
    act = make_act(session, desk, ActKind.START)
    store.finish(session)
    assert client.get(PUBLIC).status_code == 404
    assert client.get(f"{PUBLIC}/atti/{act.public_id}/file").status_code == 404


def test_a_withdrawn_document_is_named_and_no_longer_handed_out(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    act = make_act(session, desk, ActKind.START, number="2")
    entry = next(
        entry
        for entry, _ in list_entries(session, desk.here.procedure.pk)
        if entry.file_id == act.file_id
    )
    form = WithdrawForm(why="Conteneva un nome")
    withdraw_document(session, desk.actor, desk.here, entry, form)
    store.finish(session)
    assert "Conteneva un nome" in client.get(PUBLIC).text
    for address in (f"{PUBLIC}/atti/{act.public_id}/file", f"{PUBLIC}/{entry.public_id}/file"):
        assert client.get(address).status_code == 404


def test_the_office_sees_what_is_missing_and_mends_it(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    assert "6 caselle vuote" in client.get(OFFICE).text
    document = {"file": ("nomina.pdf", pdf_bytes(), "application/pdf")}
    typed = {"slot": "board", "title": "Nomina della commissione"}
    assert client.post(OFFICE, data=typed, files=document).status_code == 303
    typed = {"lacking": "examination", "why": "Nessuna domanda da esaminare."}
    assert client.post(f"{OFFICE}/non-prevista", data=typed).status_code == 303
    text = client.get(OFFICE).text
    assert "4 caselle vuote" in text
    assert "Nomina della commissione" in text
    refused = client.post(OFFICE, data={"slot": "board", "title": "Senza file"})
    assert refused.status_code == 422
    assert "Allegate il documento" in refused.text


def test_the_office_withdraws_a_document_with_a_reason(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    entry = list_entries(session, desk.here.procedure.pk)[0][0]
    store.finish(session)
    sign_in_as(desk.rdp)
    page = f"{OFFICE}/{entry.public_id}"
    assert client.post(page, data={"why": ""}).status_code == 422
    assert client.post(page, data={"why": "Sostituito"}).status_code == 303
    assert "7 caselle vuote" in client.get(OFFICE).text
    assert "Sostituito" in client.get(page).text
