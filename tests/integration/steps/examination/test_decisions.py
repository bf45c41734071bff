"""Every decision has its reason, and whoever takes it has no part in the body."""

import dataclasses

import pytest
from sqlmodel import Session

from app.core.errors import InvalidFormError, RuleError
from app.law.sources import L241_3, L241_6BIS
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.decide import decide
from app.steps.examination.forms import DecisionForm
from app.steps.examination.queries.one import get_unpublished_decision
from tests.factories.examination import (
    make_admission,
    make_arrival,
    make_asked,
    make_decided,
)
from tests.factories.procedures import Desk
from tests.integration.steps.examination.conftest import AFTER

ADMITTED = ExaminationState.ADMITTED
RESERVED = ExaminationState.ADMITTED_WITH_RESERVATION
REFUSED = ExaminationState.NOT_ADMITTED


def decide_without_reason(
    session: Session, desk: Desk, domanda: Domanda, outcome: ExaminationState
) -> None:
    decide(session, desk.actor, desk.here, domanda, DecisionForm(outcome=outcome))


@pytest.mark.parametrize("outcome", [RESERVED, REFUSED])
def test_without_its_reason_nobody_is_refused_or_held(
    session: Session, desk: Desk, outcome: ExaminationState
) -> None:
    with pytest.raises(InvalidFormError) as refusal:
        decide_without_reason(session, desk, make_arrival(session, desk), outcome)
    assert ("reason" in refusal.value.errors, refusal.value.source) == (True, L241_3)


def test_an_ets_in_time_is_admitted_without_more_words(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk, arrived=AFTER.replace(day=10))
    decide_without_reason(session, desk, domanda, ADMITTED)
    decision = get_unpublished_decision(session, domanda.pk)
    assert decision is not None
    assert decision.outcome is ADMITTED


def test_a_late_one_is_admitted_only_for_a_reason(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    assert domanda.late
    with pytest.raises(InvalidFormError, match="fuori termine"):
        decide_without_reason(session, desk, domanda, ADMITTED)


def test_who_acts_for_the_body_does_not_decide(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    assert domanda.ets_id is not None
    involved = dataclasses.replace(desk.actor, bodies=frozenset({domanda.ets_id}))
    form = DecisionForm(outcome=ADMITTED, reason="Ha tutto.")
    with pytest.raises(RuleError) as refusal:
        decide(session, involved, desk.here, domanda, form)
    assert refusal.value.source is L241_6BIS


def test_while_a_request_is_open_only_a_reservation_is_given(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    with pytest.raises(RuleError, match="integrazione aperta"):
        make_decided(session, desk, domanda, REFUSED)
    make_decided(session, desk, domanda, RESERVED)
    decision = get_unpublished_decision(session, domanda.pk)
    assert decision is not None
    assert decision.outcome is RESERVED


def test_until_it_is_published_it_may_be_decided_again(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, REFUSED)
    make_decided(session, desk, domanda, ADMITTED, reason="Il ritardo era della PEC.")
    decision = get_unpublished_decision(session, domanda.pk)
    assert decision is not None
    assert decision.outcome is ADMITTED


def test_the_body_knows_nothing_before_the_list_is_published(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, RESERVED)
    assert domanda.examination is ExaminationState.RECEIVED


def test_what_a_list_settled_is_not_decided_again(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, REFUSED)
    make_admission(session, desk)
    with pytest.raises(RuleError, match="elenco pubblicato"):
        make_decided(session, desk, domanda, ADMITTED, reason="Ripensamento.")


def test_a_reservation_is_settled_by_another_outcome_only(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, RESERVED)
    make_admission(session, desk)
    with pytest.raises(RuleError, match="già ammessa con riserva"):
        make_decided(session, desk, domanda, RESERVED)
    make_decided(session, desk, domanda, REFUSED)


def test_a_withdrawn_domanda_is_not_decided(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    domanda.state = DomandaState.WITHDRAWN
    with pytest.raises(RuleError, match="ritirato"):
        make_decided(session, desk, domanda, REFUSED)
