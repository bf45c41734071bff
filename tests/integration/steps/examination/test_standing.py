"""What the examination may not do once the avviso is revoked, or while it is open again."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import from_rome, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.law.changes import ChangeKind
from app.law.completion import Lack
from app.law.phases import Phase
from app.law.sources import DM72_2_EQUAL, L241_10BIS, L241_21QUINQUIES, LR65_10_C
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import notices_of
from app.steps.examination.actions import ask_completion
from app.steps.examination.actions.answer_completion import answer_completion
from app.steps.examination.actions.assign import assign_evenly
from app.steps.examination.actions.batch import decide_batch
from app.steps.examination.actions.board import appoint_board
from app.steps.examination.actions.notify_hindrance import send_observations
from app.steps.examination.actions.remind import remind_terms
from app.steps.examination.actions.second import confirm_decision
from app.steps.examination.forms import AnswerForm, BatchForm, CompletionForm, ObservationsForm
from app.steps.examination.models import Admission, HindranceNotice
from app.steps.examination.queries.terms import list_terms
from app.steps.procedures.enums import ActKind
from tests.conftest import Clock
from tests.factories.changes import rectify, reopen, revoke
from tests.factories.examination import (
    make_admission,
    make_arrival,
    make_asked,
    make_decided,
    make_notice,
    make_representative,
)
from tests.factories.procedures import Desk, make_act
from tests.support.browserless import SignedIn

ADMITTED = ExaminationState.ADMITTED
OFFICE = "/ufficio/zona-esempio/prova/domande"
AGAIN = from_rome(date(2026, 1, 15), 12, 30)
AFTERWARDS = AGAIN + timedelta(seconds=1)
Act = Callable[[Session, Desk, Domanda], object]


def _complete(session: Session, desk: Desk, domanda: Domanda) -> object:
    return make_asked(session, desk, domanda)


def _decide_together(session: Session, desk: Desk, domanda: Domanda) -> None:
    """A batch tells each refusal at its row: here it is raised, to be seen like the others."""
    form = BatchForm(outcome=ADMITTED, domanda=[domanda.public_id], reason="Tutto a posto.")
    (line,) = decide_batch(session, desk.actor, desk.here, form)
    if line.refused:
        raise RuleError(line.refused, source=L241_21QUINQUIES)


def _appoint(session: Session, desk: Desk, domanda: Domanda) -> object:
    act = make_act(session, desk, ActKind.BOARD, number="70")
    return appoint_board(session, desk.actor, desk.here, act.public_id)


STOPPED: dict[str, Act] = {
    "ask to complete": _complete,
    "send reasons against": make_notice,
    "decide": make_decided,
    "decide together": _decide_together,
    "confirm": lambda session, desk, one: confirm_decision(session, desk.actor, desk.here, one),
    "appoint a board": _appoint,
    "assign": lambda session, desk, _: assign_evenly(session, desk.actor, desk.here),
    "publish a list": lambda session, desk, _: make_admission(session, desk),
}


class TestAfterARevocation:
    @pytest.mark.parametrize("act", STOPPED.values(), ids=STOPPED)
    def test_nothing_of_the_examination_goes_on(
        self, session: Session, desk: Desk, act: Act
    ) -> None:
        domanda = make_arrival(session, desk)
        make_decided(session, desk, domanda, ADMITTED, "Scusabile.")
        revoke(session, desk)
        with pytest.raises(RuleError, match="è stato revocato") as refused:
            act(session, desk, domanda)
        assert refused.value.source == L241_21QUINQUIES
        assert session.exec(select(Admission)).first() is None
        assert desk.here.procedure.phase is Phase.OPEN

    def test_the_body_is_asked_nothing_more_and_answers_nothing(
        self, session: Session, desk: Desk, clock: Clock
    ) -> None:
        asked, objected = make_arrival(session, desk), make_arrival(session, desk)
        make_asked(session, desk, asked, days=2)
        make_notice(session, desk, objected)
        revoke(session, desk)
        assert list_terms(session, desk.here.procedure.pk) == []
        assert notices_of(session, asked) == notices_of(session, objected) == []
        clock.move_to(from_rome(date(2025, 12, 18), 9))
        assert remind_terms(session) == 0
        told = select(Message).where(Message.kind == "examination/terms_ending")
        assert session.exec(told).first() is None
        _, actor = make_representative(session, asked)
        with pytest.raises(RuleError, match="revocato"):
            answer_completion(session, actor, asked, AnswerForm(answer="Eccolo."), [])
        _, other = make_representative(session, objected)
        with pytest.raises(RuleError, match="revocato"):
            send_observations(session, other, objected, ObservationsForm(observations="No."), [])

    def test_the_pages_say_so_and_offer_no_button(
        self, client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, desk: Desk
    ) -> None:
        domanda = make_arrival(session, desk)
        make_decided(session, desk, domanda, ADMITTED, "Scusabile.")
        act = make_act(session, desk, ActKind.ADMISSION, number="7")
        revoke(session, desk)
        store.finish(session)
        sign_in_as(desk.rdp)
        for page in (OFFICE, f"{OFFICE}/{domanda.public_id}", f"{OFFICE}/ammissione"):
            text = unescape(client.get(page).text)
            assert "le sue domande non si esaminano più" in text
            assert "Restano solo gli atti della revoca" in text
            for button in (
                "Scrivete la decisione",
                "Un elenco pubblicato non cambia",
                "Decidete insieme",
            ):
                assert button not in text
        answer = client.post(f"{OFFICE}/ammissione", data={"act": act.public_id})
        assert answer.status_code == 422
        assert "L. 241/1990, art. 21-quinquies" in answer.text


class TestWhileItIsOpenAgain:
    def test_no_list_is_published_until_the_new_closing(
        self, session: Session, desk: Desk, clock: Clock
    ) -> None:
        make_decided(session, desk, make_arrival(session, desk), ADMITTED, "Scusabile.")
        reopen(session, desk, AGAIN)
        with pytest.raises(RuleError, match=r"aperto fino a .*15 gennaio 2026") as refused:
            make_admission(session, desk)
        assert refused.value.source == LR65_10_C
        assert "con riserva" in refused.value.remedy
        clock.move_to(AFTERWARDS)
        assert make_admission(session, desk, number="8").number == 1

    def test_the_laboratories_that_began_go_on_and_a_second_list_waits(
        self, session: Session, desk: Desk, clock: Clock
    ) -> None:
        make_decided(session, desk, make_arrival(session, desk), ADMITTED, "Scusabile.")
        make_admission(session, desk)
        waiting = make_arrival(session, desk)
        reopen(session, desk, AGAIN)
        make_decided(session, desk, waiting, ADMITTED, "Scusabile.")
        with pytest.raises(RuleError, match="aperto fino a"):
            make_admission(session, desk, number="8")
        assert desk.here.procedure.phase is Phase.LABORATORIES
        clock.move_to(AFTERWARDS)
        assert make_admission(session, desk, number="9").number == 2

    def test_no_reasons_against_are_sent_while_the_body_can_still_replace_its_domanda(
        self, session: Session, desk: Desk, clock: Clock
    ) -> None:
        domanda = make_arrival(session, desk)
        reopen(session, desk, AGAIN)
        with pytest.raises(RuleError, match="può ancora cambiare la domanda") as refused:
            make_notice(session, desk, domanda)
        assert refused.value.source == L241_10BIS
        assert session.exec(select(HindranceNotice)).first() is None
        clock.move_to(AFTERWARDS)
        make_notice(session, desk, domanda)

    def test_what_is_missing_is_asked_for_no_earlier_than_the_new_closing(
        self, session: Session, desk: Desk
    ) -> None:
        domanda = make_arrival(session, desk)
        reopen(session, desk, AGAIN)
        early = CompletionForm(
            lacks=[Lack.DOCUMENT], items="Lo statuto", last_day=date(2026, 1, 14)
        )
        with pytest.raises(InvalidFormError) as refused:
            ask_completion(session, desk.actor, desk.here, domanda, early)
        assert DM72_2_EQUAL.label in refused.value.errors["last_day"]
        days = (date(2026, 1, 15) - legal_today()).days
        assert make_asked(session, desk, domanda, days=days).due_at > AGAIN

    def test_the_pages_say_what_waits(
        self, client: TestClient, store: Store, session: Session, sign_in_as: SignedIn, desk: Desk
    ) -> None:
        domanda = make_arrival(session, desk)
        make_decided(session, desk, domanda, ADMITTED, "Scusabile.")
        make_act(session, desk, ActKind.ADMISSION, number="7")
        reopen(session, desk, AGAIN)
        store.finish(session)
        sign_in_as(desk.rdp)
        text = unescape(client.get(f"{OFFICE}/ammissione").text)
        assert "Pubblicate l'elenco dopo la chiusura" in text
        assert "Un elenco pubblicato non cambia più." not in text
        text = unescape(client.get(f"{OFFICE}/{domanda.public_id}").text)
        assert "Scrivete la decisione" in text
        assert "Comunicate i motivi dopo la chiusura" in text
        assert "Mandate i motivi" not in text


def test_a_new_avviso_after_the_revocation_begins_the_examination_anew(
    session: Session, desk: Desk, clock: Clock
) -> None:
    revoke(session, desk)
    version = rectify(session, desk, {"object": "Altri bisogni."}, kind=ChangeKind.RENEWAL)
    clock.move_to(version.closes_at + timedelta(seconds=1))
    make_decided(session, desk, make_arrival(session, desk), ADMITTED, "Scusabile.")
    assert make_admission(session, desk).number == 1
