"""Every contribution gets an esito with its reason; all are published together, none replaced."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.law.phases import Phase
from app.people.authorities.enums import OfficeRole
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.esiti.actions import publish_esiti, record_decisions, write_proposals
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.esiti.facts import esiti_facts
from app.steps.esiti.forms import DecisionForm, ProposalForm
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import list_node_esiti, list_of, list_published_of
from app.steps.esiti.views.office import suggest
from app.steps.procedures.enums import ActKind
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.queries import load_picture
from tests.conftest import Clock
from tests.factories.esiti import make_observed, make_restituted, propose, propose_node
from tests.factories.people import make_officer
from tests.factories.plans import make_plan
from tests.factories.procedures import make_act
from tests.factories.synthesis import Heard, make_heard, make_need, make_observation, make_shared
from tests.support.browserless import actor_of


def decide(session: Session, heard: Heard, act: str, *, outcome: Outcome) -> None:
    form = DecisionForm(
        chosen=[heard.first.public_id],
        act=act,
        outcome=outcome,
        reason="Così ha deciso la Conferenza.",
        plan_item="Programma 3",
    )
    record_decisions(session, heard.desk.actor, heard.desk.here, form)


def test_a_reason_is_never_blank(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    with pytest.raises(InvalidFormError, match="ragione"):
        propose(session, heard, heard.first, reason="")


def test_a_common_reason_may_name_each_contribution(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    reason = "«{titolo}» (n. {numero}) entra nella proposta."
    propose(session, heard, heard.first, heard.second, reason=reason)
    reasons = session.exec(select(Esito.reason).order_by(col(Esito.contribution_id))).all()
    assert reasons == [
        "«Trasporti per chi non guida» (n. 1) entra nella proposta.",
        "«Corse serali» (n. 2) entra nella proposta.",
    ]


def test_what_is_passed_on_says_to_whom(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    with pytest.raises(InvalidFormError, match="a quale ente"):
        propose(session, heard, heard.first, outcome=Outcome.PASSED_ON)


def test_the_office_does_not_decide_for_the_organ(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    with pytest.raises(InvalidFormError):
        propose(session, heard, heard.first, outcome=Outcome.TAKEN_UP)


def test_a_draft_is_written_over(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    propose(session, heard, heard.first)
    propose(session, heard, heard.first, outcome=Outcome.NOT_PROPOSED, reason="Ripensato.")
    esito = session.exec(select(Esito)).one()
    assert (esito.outcome, esito.state) == (Outcome.NOT_PROPOSED, EsitoState.DRAFT)


def test_nothing_is_published_while_one_is_missing(session: Session, clock: Clock) -> None:
    heard = make_observed(session, clock)
    propose(session, heard, heard.first)
    assert esiti_facts(session, heard.desk.here)["contributions_without_esito"] == 1
    with pytest.raises(RuleError, match=r"n\. 2 \(Infanzia e famiglia\)"):
        publish_esiti(session, heard.desk.actor, heard.desk.here)


def test_a_withheld_contribution_needs_its_esito_too(session: Session, clock: Clock) -> None:
    heard = make_observed(session, clock)
    reason = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(
        session, heard.desk.actor, heard.desk.here, heard.second.public_id, reason
    )
    propose(session, heard, heard.first)
    with pytest.raises(RuleError, match=r"n\. 2"):
        publish_esiti(session, heard.desk.actor, heard.desk.here)


def test_nothing_is_published_while_observations_are_open(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    make_shared(session, heard)
    propose_node(session, heard)
    propose(session, heard, heard.first, heard.second)
    with pytest.raises(RuleError, match="possono ancora fare osservazioni") as refusal:
        publish_esiti(session, heard.desk.actor, heard.desk.here)
    assert refusal.value.source is not None


def test_nothing_is_published_while_an_observation_is_unanswered(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    make_observation(session, heard, make_shared(session, heard))
    clock.move_to(legal_now() + timedelta(days=6))
    propose_node(session, heard)
    propose(session, heard, heard.first, heard.second)
    with pytest.raises(RuleError, match="osservazioni senza risposta"):
        publish_esiti(session, heard.desk.actor, heard.desk.here)


def test_published_together_each_body_gets_one_mail_with_all_of_its_own(
    session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock, "Navetta del mercato")
    rows = list_published_for_synthesis(session, heard.desk.here.procedure.pk)
    propose_node(session, heard)
    propose(session, heard, *rows, reason="Per {titolo}.")
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    assert heard.desk.here.procedure.phase is Phase.RESTITUTION
    facts = esiti_facts(session, heard.desk.here)
    assert facts == {
        "contributions_without_esito": 0,
        "nodes_without_esito": 0,
        "esiti_to_mend": 0,
        "esiti_published": True,
    }
    sent = {mail.recipient: mail.body for mail in list_messages(session, kind="esiti/published")}
    assert len(list_messages(session, kind="esiti/published")) == 2
    assert "Per Trasporti per chi non guida." in sent[heard.guest.ets.email]
    assert "Per Navetta del mercato." in sent[heard.guest.ets.email]
    assert "Corse serali" not in sent[heard.guest.ets.email]


def test_what_comes_later_is_added_by_the_rdp_only(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    propose(session, heard, heard.first, outcome=Outcome.PROPOSED_IN_PART, reason="Solo le sere.")
    steps = list_published_of(session, heard.first.pk)
    assert [(row.sequence, row.outcome) for row in steps] == [
        (1, Outcome.PROPOSED),
        (2, Outcome.PROPOSED_IN_PART),
    ]
    officer = actor_of(session, make_officer(session, heard.desk.authority, OfficeRole.OFFICER))
    form = ProposalForm(chosen=[heard.first.public_id], outcome=Outcome.PROPOSED, reason="No.")
    with pytest.raises(RuleError, match="responsabile"):
        write_proposals(session, officer, heard.desk.here, form)


def test_a_decision_rests_on_the_act_of_approval_and_leaves_the_proposal_visible(
    session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    closing = make_act(session, heard.desk, ActKind.CLOSING, number="8")
    with pytest.raises(InvalidFormError, match="atto"):
        decide(session, heard, closing.public_id, outcome=Outcome.TAKEN_UP)
    act = make_act(session, heard.desk, ActKind.APPROVAL, number="9")
    decide(session, heard, act.public_id, outcome=Outcome.TAKEN_UP_IN_PART)
    proposal, decision = list_published_of(session, heard.first.pk)
    assert (proposal.step, decision.step) == (EsitoStep.PROPOSAL, EsitoStep.DECISION)
    assert (decision.act_number, decision.plan_item) == ("9", "Programma 3")
    assert decision.published_at is not None
    assert [mail.recipient for mail in list_messages(session, kind="esiti/updated")] == [
        heard.guest.ets.email
    ]


def test_no_decision_before_restitution(session: Session, clock: Clock) -> None:
    heard = make_observed(session, clock)
    act = make_act(session, heard.desk, ActKind.APPROVAL)
    with pytest.raises(RuleError, match="dopo la pubblicazione"):
        decide(session, heard, act.public_id, outcome=Outcome.TAKEN_UP)


def test_the_nodes_suggest_an_esito(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first, coverage="adequate")
    make_need(session, heard, heard.second, kind=NodeKind.INTERVENTION, title="Corse a chiamata")
    picture = load_picture(session, heard.desk.here.procedure.pk)
    covered = suggest(picture.reached_from(heard.first.pk))
    planned = suggest(picture.reached_from(heard.second.pk))
    assert covered.outcome is Outcome.ALREADY_PROVIDED
    assert (planned.outcome, planned.plan_item) == (Outcome.PROPOSED, "Corse a chiamata")
    assert "I1 «Corse a chiamata»" in planned.reason
    assert suggest([]).outcome is None


def test_a_node_that_waits_to_be_reread_is_called_by_its_code_in_the_reasons(
    session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock)
    key = heard.desk.here.procedure.pk
    propose_node(session, heard, reason="«{titolo}» entra nel piano.")
    (said,) = list_node_esiti(session, key)
    assert said.reason == "«Muoversi senza auto» entra nel piano."
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, heard.first.public_id, form)
    (said,) = list_node_esiti(session, key)
    inherited = list_of(session, [heard.first.pk, heard.second.pk])
    assert len(inherited) == 2
    assert {said.reason, *(esito.reason for esito in inherited)} == {"«B1» entra nel piano."}


def test_the_item_of_an_esito_is_typed_by_its_code(session: Session, clock: Clock) -> None:
    heard = make_observed(session, clock)
    items = make_plan(session, heard.desk)
    propose(session, heard, heard.first, item=f"a1 {items['A1'].title}")
    proposed = session.exec(select(Esito)).one()
    assert proposed.plan_item_id == items["A1"].pk
    with pytest.raises(InvalidFormError, match="non è nel piano"):
        propose(session, heard, heard.first, item="Corse senza codice")
