"""Reasons before a refusal, from the letter to the decision that answers the observations."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import from_rome
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.law.sources import L241_10BIS
from app.steps.domande.enums import ExaminationState
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.notify_hindrance import correct_receipt, send_observations
from app.steps.examination.actions.remind import remind_terms
from app.steps.examination.forms import DecisionForm, ObservationsForm, ReceivedForm
from app.steps.examination.queries.one import get_unpublished_decision
from tests.conftest import Clock
from tests.factories.examination import (
    make_arrival,
    make_asked,
    make_decided,
    make_notice,
    make_representative,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk
from tests.integration.steps.examination.conftest import AFTER
from tests.support.browserless import SignedIn

REFUSE = DecisionForm(outcome="not_admitted", reason="Fuori zona.")


def test_the_body_reads_the_reasons_and_its_ten_days(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    notice = make_notice(session, desk, domanda)
    letter = list_messages(session, kind="examination/hindrance")[0]
    assert "Manca lo statuto" in letter.body
    assert "sabato 27 dicembre 2025, ore 23:59:59" in letter.body  # the 26th is a holiday
    assert notice.due_at == from_rome(date(2025, 12, 27), 23, 59, 59)
    assert domanda.examination is ExaminationState.HINDRANCE_NOTICE


def test_a_refusal_waits_for_the_observations_or_the_term(
    session: Session, desk: Desk, clock: Clock
) -> None:
    domanda = make_arrival(session, desk)
    with pytest.raises(RuleError) as unheard:
        decide(session, desk.actor, desk.here, domanda, REFUSE)
    assert unheard.value.source is L241_10BIS
    notice = make_notice(session, desk, domanda)
    with pytest.raises(RuleError, match="ancora tempo"):
        decide(session, desk.actor, desk.here, domanda, REFUSE)
    clock.move_to(notice.due_at + timedelta(seconds=2))
    assert decide(session, desk.actor, desk.here, domanda, REFUSE).answer == ""


def test_observations_make_the_decision_answer_them(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_notice(session, desk, domanda)
    _, actor = make_representative(session, domanda)
    form = ObservationsForm(observations="Ci lavoriamo da anni.")
    send_observations(session, actor, domanda, form, [keep_pdf(session, "prove.pdf")])
    with pytest.raises(InvalidFormError) as refusal:
        decide(session, desk.actor, desk.here, domanda, REFUSE)
    assert list(refusal.value.errors) == ["answer"]
    answered = REFUSE.model_copy(update={"answer": "La sede è altrove."})
    assert decide(session, desk.actor, desk.here, domanda, answered).answer == "La sede è altrove."
    with pytest.raises(RuleError, match="già arrivate"):
        send_observations(session, actor, domanda, form, [])


def test_a_decision_not_published_falls_with_the_reasons(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, ExaminationState.ADMITTED, "Scusabile.")
    make_notice(session, desk, domanda)
    assert get_unpublished_decision(session, domanda.pk) is None


def test_only_its_own_people_observe(session: Session, desk: Desk) -> None:
    domanda, other = make_arrival(session, desk), make_arrival(session, desk)
    make_notice(session, desk, domanda)
    _, stranger = make_representative(session, other)
    with pytest.raises(NotFoundError):
        send_observations(session, stranger, domanda, ObservationsForm(observations="Noi!"), [])


def test_the_term_runs_from_the_day_of_receipt(session: Session, desk: Desk, clock: Clock) -> None:
    domanda = make_arrival(session, desk)
    notice = make_notice(session, desk, domanda)
    clock.move_to(AFTER + timedelta(days=3))
    received = ReceivedForm(received_on=date(2025, 12, 18))
    correct_receipt(session, desk.actor, desk.here, domanda, received)
    assert notice.due_at == from_rome(date(2025, 12, 29), 23, 59, 59)
    early = ReceivedForm(received_on=date(2025, 12, 1))
    with pytest.raises(InvalidFormError):
        correct_receipt(session, desk.actor, desk.here, domanda, early)


def test_only_what_came_late_is_out_of_time(session: Session, desk: Desk) -> None:
    late = DecisionForm(outcome="out_of_time", reason="È arrivata il giorno dopo.")
    decide(session, desk.actor, desk.here, make_arrival(session, desk), late)
    in_time = make_arrival(session, desk, arrived=AFTER - timedelta(days=4))
    with pytest.raises(RuleError, match="nei termini"):
        decide(session, desk.actor, desk.here, in_time, late)


def test_the_office_hears_of_a_term_one_day_before_and_once(
    session: Session, desk: Desk, clock: Clock
) -> None:
    make_notice(session, desk, make_arrival(session, desk, body_name="Ente Atteso"))
    asked = make_asked(session, desk, make_arrival(session, desk, body_name="Ente Richiesto"))
    desk.authority.email = "ufficio@esempio.it"
    assert remind_terms(session) == 0
    clock.move_to(asked.due_at - timedelta(hours=20))
    assert (remind_terms(session), remind_terms(session)) == (1, 0)
    letter = list_messages(session, kind="examination/terms")[0]
    assert "Ente Richiesto" in letter.body
    assert "Ente Atteso" not in letter.body


def test_the_body_observes_from_its_page(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    domanda = make_arrival(session, desk)
    make_notice(session, desk, domanda)
    account, _ = make_representative(session, domanda)
    store.finish(session)
    sign_in_as(account)
    base = f"/area-personale/domande/{domanda.public_id}"
    assert "leggete i motivi" in client.get(f"{base}/ricevuta").text
    assert client.post(f"{base}/osservazioni", data={}).status_code == 422
    said = client.post(f"{base}/osservazioni", data={"observations": "Eccolo."})
    assert said.status_code == 303
    assert "Le osservazioni sono arrivate" in client.get(f"{base}/osservazioni").text
    sign_in_as(desk.rdp)
    page = client.get(f"/ufficio/zona-esempio/prova/domande/{domanda.public_id}").text
    assert "Eccolo." in page
    assert "Sospeso" in page


def test_what_is_awaited_stands_on_the_desk(
    client: TestClient, store: Store, session: Session, desk: Desk, sign_in_as: SignedIn
) -> None:
    make_notice(session, desk, make_arrival(session, desk, body_name="Ente Atteso"))
    store.finish(session)
    sign_in_as(desk.rdp)
    page = client.get("/ufficio/zona-esempio/prova").text
    assert "Termini che corrono" in page
    assert "osservazioni ai motivi ostativi" in page
