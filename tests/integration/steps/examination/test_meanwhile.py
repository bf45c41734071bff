"""A body answers while the office, or the body itself, is just ending what it answers to."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.security.actor import Actor
from app.core.store.session import Store
from app.steps.domande.actions import withdraw_domanda
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import get_own
from app.steps.examination.actions.admit import publish_admission
from app.steps.examination.actions.answer_completion import answer_completion
from app.steps.examination.actions.decide import decide
from app.steps.examination.actions.notify_hindrance import send_observations
from app.steps.examination.forms import AnswerForm, DecisionForm, ObservationsForm
from app.steps.examination.models import Completion, HindranceNotice
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import get_by_id
from tests.conftest import Clock
from tests.factories.examination import (
    make_arrival,
    make_asked,
    make_notice,
    make_representative,
)
from tests.factories.procedures import Desk, make_act
from tests.integration.steps.domande.test_two_people import wait_until_blocked

Press = Callable[[Session, Actor, Domanda], object]


def press_after(
    store: Store, actor: Actor, domanda: Domanda, press: Press, meanwhile: Callable[[Session], None]
) -> None:
    """The body presses; what it loaded waits for the lock until `meanwhile` is committed."""
    public_id, procedure = domanda.public_id, domanda.procedure_id

    def body() -> None:
        with store.writing() as mine:
            press(mine, actor, get_own(mine, actor, public_id))

    with ThreadPoolExecutor(1) as pool:
        with store.writing() as first:
            get_by_id(first, procedure, lock=True)
            pressed = pool.submit(body)
            wait_until_blocked(store, 1)
            meanwhile(first)
        pressed.result()


def answer(session: Session, actor: Actor, domanda: Domanda) -> None:
    answer_completion(session, actor, domanda, AnswerForm(answer="Eccolo."), [])


def observe(session: Session, actor: Actor, domanda: Domanda) -> None:
    form = ObservationsForm(observations="Non è così.")
    send_observations(session, actor, domanda, form, [])


def test_what_was_withdrawn_meanwhile_is_not_completed(
    store: Store, session: Session, desk: Desk
) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    actor = make_representative(session, domanda)[1]
    public_id = domanda.public_id
    store.finish(session)
    with pytest.raises(RuleError, match="ritirata"):
        press_after(store, actor, domanda, answer, lambda first: withdraw(first, actor, public_id))
    with store.reading() as after:
        assert after.exec(select(Completion)).one().answered_at is None


def withdraw(session: Session, actor: Actor, public_id: str) -> None:
    withdraw_domanda(session, actor, public_id)


def test_what_a_list_settled_meanwhile_is_not_observed(
    store: Store, session: Session, desk: Desk, clock: Clock
) -> None:
    domanda = make_arrival(session, desk)
    make_notice(session, desk, domanda)
    actor = make_representative(session, domanda)[1]
    clock.move_to(legal_now() + timedelta(days=15))
    form = DecisionForm(outcome=ExaminationState.NOT_ADMITTED, reason="Manca lo statuto.")
    decide(session, desk.actor, desk.here, domanda, form)
    act, procedure = make_act(session, desk, ActKind.ADMISSION).public_id, domanda.procedure_id
    store.finish(session)

    def publish(first: Session) -> None:
        publish_admission(first, desk.actor, get_by_id(first, procedure), act)

    with pytest.raises(RuleError, match="già decisa"):
        press_after(store, actor, domanda, observe, publish)
    with store.reading() as after:
        assert after.exec(select(HindranceNotice)).one().observed_at is None
