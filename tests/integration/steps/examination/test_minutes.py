"""The verbale of the examination and the draft of the act, from the data."""

import io

import docx
import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.documents.html import render_html
from app.core.errors import RuleError
from app.core.store.session import Store
from app.steps.domande.actions import withdraw_domanda
from app.steps.domande.enums import ExaminationState
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.minutes import approve_minutes, publish_minutes, seal_of
from app.steps.examination.forms import DecisionForm
from app.steps.examination.made import document_of, draft_of
from app.steps.publication.models import SlotEntry
from tests.factories.examination import (
    make_admission,
    make_arrival,
    make_board,
    make_decided,
    make_declared,
    make_member,
    make_minutes,
    make_representative,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk
from tests.support.browserless import SignedIn

LIST = "/ufficio/zona-esempio/prova/domande/verbali"


def text_of(session: Session, desk: Desk, *, public: bool = False) -> str:
    return render_html(document_of(session, desk.here, make_minutes(session, desk), public=public))


@pytest.fixture
def decided(session: Session, desk: Desk) -> Desk:
    """Two domande decided; a member abstained from the second body."""
    first = make_arrival(session, desk, body_name="Circolo Alfa")
    second = make_arrival(session, desk, body_name="Circolo Beta")
    make_decided(session, desk, first, reason="Il ritardo era della PEC.")
    make_decided(session, desk, second, ExaminationState.NOT_ADMITTED, "Fuori zona.")
    make_board(session, desk)
    make_declared(session, desk, make_member(session, desk, desk.rdp), second)
    return desk


def test_it_tells_outcomes_reasons_and_who_abstained(session: Session, decided: Desk) -> None:
    text = text_of(session, decided)
    for said in ("Circolo Alfa", "Il ritardo era della PEC.", "Fuori zona.", decided.rdp.name):
        assert said in text
    assert "Ne sono socia." in text


def test_the_public_one_has_no_persons_and_no_reasons(session: Session, decided: Desk) -> None:
    text = text_of(session, decided, public=True)
    assert "Circolo Beta" in text
    for hidden in ("Fuori zona.", "Ne sono socia.", decided.rdp.name, "Ada Presidente", "Nessuna."):
        assert hidden not in text


def test_approval_seals_it_and_the_next_one_begins_empty(session: Session, decided: Desk) -> None:
    minutes = make_minutes(session, decided)
    approve_minutes(session, decided.actor, decided.here, minutes)
    assert minutes.seal == seal_of(minutes)
    later = make_minutes(session, decided)
    with pytest.raises(RuleError, match="Nessuna decisione"):
        approve_minutes(session, decided.actor, decided.here, later)
    minutes.content = {**minutes.content, "domande": []}
    assert minutes.seal != seal_of(minutes)


def test_it_is_published_once_a_list_has_told_the_outcomes(session: Session, decided: Desk) -> None:
    minutes = make_minutes(session, decided)
    approve_minutes(session, decided.actor, decided.here, minutes)
    file = keep_pdf(session, "verbale.pdf")
    with pytest.raises(RuleError, match="elenco"):
        publish_minutes(session, decided.actor, decided.here, minutes, file)
    make_admission(session, decided)
    publish_minutes(session, decided.actor, decided.here, minutes, file)
    entry = session.exec(select(SlotEntry).where(SlotEntry.slot == "examination")).one()
    assert entry.address == f"/zona-esempio/prova/istruttoria/{minutes.public_id}"


def test_a_decision_taken_anew_does_not_hold_it_back(session: Session, desk: Desk) -> None:
    one, two = make_arrival(session, desk), make_arrival(session, desk)
    for domanda in (one, two):
        make_decided(session, desk, domanda, reason="Ha tutto.")
    minutes = make_minutes(session, desk)
    approve_minutes(session, desk.actor, desk.here, minutes)
    anew = DecisionForm(outcome=ExaminationState.ADMITTED_WITH_RESERVATION, reason="Ripensato.")
    decide(session, desk.actor, desk.here, one, anew)
    make_admission(session, desk)
    publish_minutes(session, desk.actor, desk.here, minutes, keep_pdf(session, "v.pdf"))
    assert minutes.file_id is not None


def test_a_domanda_withdrawn_does_not_hold_it_back(session: Session, desk: Desk) -> None:
    one, two = make_arrival(session, desk), make_arrival(session, desk)
    for domanda in (one, two):
        make_decided(session, desk, domanda, reason="Ha tutto.")
    minutes = make_minutes(session, desk)
    approve_minutes(session, desk.actor, desk.here, minutes)
    _, representative = make_representative(session, one)
    withdraw_domanda(session, representative, one.public_id)
    make_admission(session, desk)
    publish_minutes(session, desk.actor, desk.here, minutes, keep_pdf(session, "v.pdf"))
    assert minutes.file_id is not None


def test_the_act_lists_each_outcome_in_its_annex(session: Session, decided: Desk) -> None:
    text = render_html(draft_of(session, decided.here))
    assert "Allegato A - Ammessi" in text
    assert "Allegato B - Non ammessi" in text
    assert "D.lgs. 117/2017" in text or "CTS" in text


def test_papers_leave_from_their_pages(
    client: TestClient, store: Store, session: Session, decided: Desk, sign_in_as: SignedIn
) -> None:
    minutes = make_minutes(session, decided)
    store.finish(session)
    sign_in_as(decided.rdp)
    address = f"{LIST}/{minutes.public_id}"
    assert client.get(f"{address}.pdf").content.startswith(b"%PDF-")
    word = docx.Document(io.BytesIO(client.get(f"{address}.docx").content))
    assert word.paragraphs[0].text == "Verbale dell'istruttoria n. 1"
    act = client.get("/ufficio/zona-esempio/prova/domande/ammissione/bozza.docx")
    assert "Allegato A - Ammessi" in [
        one.text for one in docx.Document(io.BytesIO(act.content)).paragraphs
    ]
    assert client.post(f"{address}/approva").status_code == 303
    assert "sigillato" in client.get(address).text
    assert client.get(f"/zona-esempio/prova/istruttoria/{minutes.public_id}").status_code == 404
