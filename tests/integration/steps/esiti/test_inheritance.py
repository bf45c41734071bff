"""Nodes get an esito too; what is drawn from them inherits it, unless it has its own."""

import pytest
from sqlmodel import Session, col, select

from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.jobs.outbox import list_messages
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions import (
    choose_node,
    promise_own,
    publish_esiti,
    record_node_decisions,
    return_to_nodes,
    write_node_proposals,
)
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome, Want
from app.steps.esiti.forms import NodeChoiceForm, NodeDecisionForm, NodeProposalForm
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import (
    Asked,
    EsitoRow,
    list_chosen,
    list_node_esiti,
    list_of,
    list_published_of,
    load_gate,
)
from app.steps.esiti.queries.gate import list_fallen
from app.steps.procedures.enums import ActKind
from app.steps.synthesis.actions import (
    join_contributions,
    part_contributions,
    remove_node,
    restore_node,
)
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import ChosenForm, WhyForm
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.esiti import load_nodes, make_observed, make_restituted, propose, propose_node
from tests.factories.procedures import make_act
from tests.factories.synthesis import Heard, make_heard, make_need


def esito_of(session: Session, contribution: Contribution) -> EsitoRow | None:
    found = list_of(session, [contribution.pk])
    return found[-1] if found else None


def row_of(session: Session, heard: Heard, contribution: Contribution) -> SynthesisRow:
    (row,) = list_chosen(session, heard.desk.here.procedure.pk, refs=[contribution.public_id])
    return row


def test_what_is_drawn_from_a_node_inherits_its_esito_and_follows_it(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first, heard.second)
    propose_node(session, heard, need)
    inherited = esito_of(session, heard.first)
    assert inherited is not None
    assert (inherited.outcome, inherited.node_code) == (Outcome.PROPOSED, "B1")
    propose_node(session, heard, need, outcome=Outcome.NOT_PROPOSED, reason="Ripensato.")
    changed = esito_of(session, heard.first)
    assert changed is not None
    assert (changed.outcome, changed.reason) == (Outcome.NOT_PROPOSED, "Ripensato.")


def test_an_esito_of_its_own_is_never_changed_by_the_node(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first, heard.second)
    propose_node(session, heard, need)
    propose(session, heard, heard.first, outcome=Outcome.PROPOSED_IN_PART, reason="Solo le sere.")
    propose_node(session, heard, need, outcome=Outcome.NOT_PROPOSED, reason="Ripensato.")
    own, other = esito_of(session, heard.first), esito_of(session, heard.second)
    assert own is not None
    assert other is not None
    assert (own.reason, own.inherited) == ("Solo le sere.", False)
    assert (other.reason, other.inherited) == ("Ripensato.", True)


def test_an_own_esito_can_be_given_back_to_the_nodes(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    propose_node(session, heard, make_need(session, heard, heard.first))
    propose(session, heard, heard.first, reason="Da solo.")
    row = row_of(session, heard, heard.first)
    return_to_nodes(session, heard.desk.actor, heard.desk.here, row)
    again = esito_of(session, heard.first)
    assert again is not None
    assert again.node_code == "B1"


def test_nodes_that_disagree_are_a_conflict_that_the_office_resolves(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    here = heard.desk.here
    need = make_need(session, heard, heard.first)
    other = make_need(session, heard, heard.first, kind=NodeKind.INTERVENTION, title="Navette")
    propose_node(session, heard, need)
    propose_node(session, heard, other, outcome=Outcome.OUTSIDE_OBJECT, reason="Altro tema.")
    assert esito_of(session, heard.first) is None
    gate = load_gate(session, here.procedure.pk)
    assert (gate.sum("conflicts"), gate.sum("missing")) == (1, 2)
    listed = list_chosen(session, here.procedure.pk, asked=Asked(state=Want.CONFLICT))
    assert [row.id for row in listed] == [heard.first.pk]
    row = listed[0]
    with pytest.raises(InvalidFormError):
        choose_node(session, heard.desk.actor, here, row, NodeChoiceForm(node="0" * 20))
    choose_node(session, heard.desk.actor, here, row, NodeChoiceForm(node=other.public_id))
    propose_node(session, heard, need, reason="Il primo cambia parole.")
    chosen = esito_of(session, heard.first)
    assert chosen is not None
    assert (chosen.node_code, chosen.reason, chosen.pinned) == ("I1", "Altro tema.", True)


def test_what_joins_a_node_inherits_and_what_leaves_it_does_not(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard, heard.first)
    propose_node(session, heard, need)
    chosen = ChosenForm(chosen=[heard.second.public_id])
    join_contributions(session, actor, here, need, chosen)
    joined = esito_of(session, heard.second)
    assert joined is not None
    assert joined.node_code == "B1"
    part_contributions(session, actor, here, need, chosen)
    assert esito_of(session, heard.second) is None


def test_a_node_taken_out_leaves_its_contributions_without_esito_and_says_which(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard, heard.first, heard.second)
    propose_node(session, heard, need)
    propose(session, heard, heard.second, reason="Da solo.")
    remove_node(session, actor, here, need, WhyForm(why="Doppione."))
    assert esito_of(session, heard.first) is None
    assert esito_of(session, heard.second) is not None
    (fallen,) = list_fallen(session, here.procedure.pk)
    assert (fallen.code, fallen.numbers) == ("B1", (1,))
    restore_node(session, actor, here, need, WhyForm())
    again = esito_of(session, heard.first)
    assert again is not None
    assert again.node_code == "B1"
    assert list_fallen(session, here.procedure.pk) == []


def test_after_publication_a_node_is_not_taken_out(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    with pytest.raises(RuleError, match="la sintesi si scrive"):
        remove_node(session, heard.desk.actor, heard.desk.here, _need_of(session, heard), WhyForm())


def _need_of(session: Session, heard: Heard) -> Node:
    return load_nodes(session, heard.desk.here.procedure.pk)[0]


def make_inheriting(session: Session, clock: Clock) -> Heard:
    """Published: the first contribution inherits from B1, the second has its own."""
    heard = make_observed(session, clock)
    propose_node(session, heard)
    propose(session, heard, heard.second, outcome=Outcome.NOT_PROPOSED, reason="Già coperto.")
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    return heard


def test_a_published_node_is_updated_with_what_still_inherits_one_mail_each(
    session: Session, clock: Clock
) -> None:
    heard = make_inheriting(session, clock)
    need = _need_of(session, heard)
    propose_node(session, heard, need, outcome=Outcome.PROPOSED_IN_PART, reason="Metà.")
    first = list_published_of(session, heard.first.pk)
    assert [(row.sequence, row.reason, row.node_code) for row in first] == [
        (1, "Il bisogno entra nel piano.", "B1"),
        (2, "Metà.", "B1"),
    ]
    assert len(list_published_of(session, heard.second.pk)) == 1
    (mail,) = list_messages(session, kind="esiti/updated")
    assert mail.recipient == heard.guest.ets.email
    assert "come tutti i contributi riuniti in B1" in mail.body
    assert "Metà." in mail.body


def test_the_organ_decides_on_a_node_for_what_inherits_from_it(
    session: Session, clock: Clock
) -> None:
    heard = make_inheriting(session, clock)
    need = _need_of(session, heard)
    act = make_act(session, heard.desk, ActKind.APPROVAL, number="9")
    form = NodeDecisionForm(
        chosen=[need.public_id], act=act.public_id, outcome=Outcome.TAKEN_UP, reason="Approvato."
    )
    record_node_decisions(session, heard.desk.actor, heard.desk.here, form)
    assert [row.step for row in list_node_esiti(session, need.procedure_id)] == [
        EsitoStep.PROPOSAL,
        EsitoStep.DECISION,
    ]
    decided = list_published_of(session, heard.first.pk)[-1]
    assert (decided.outcome, decided.act_number) == (Outcome.TAKEN_UP, "9")
    assert len(list_published_of(session, heard.second.pk)) == 1
    current = session.exec(select(Esito.reason).where(col(Esito.current))).all()
    assert sorted(current) == ["Approvato.", "Già coperto."]


def test_somebody_elses_words_on_a_node_are_not_written_over(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first)
    propose_node(session, heard, need)
    form = NodeProposalForm(
        chosen=[f"{need.public_id}:0"], outcome=Outcome.PROPOSED, reason="Dal foglio di ieri."
    )
    with pytest.raises(ConflictError, match="B1"):
        write_node_proposals(session, heard.desk.actor, heard.desk.here, form)


def test_several_nodes_are_answered_at_once_each_by_its_name(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    nodes = [make_need(session, heard, heard.first), make_need(session, heard, title="Casa")]
    chosen = [node.public_id for node in nodes]
    form = NodeProposalForm(chosen=chosen, outcome=Outcome.PROPOSED, reason="Lo proponiamo.")
    with pytest.raises(InvalidFormError, match="nominate ognuno"):
        write_node_proposals(session, heard.desk.actor, heard.desk.here, form)
    form = form.model_copy(update={"reason": "{numero} «{titolo}» entra."})
    write_node_proposals(session, heard.desk.actor, heard.desk.here, form)
    esiti = list_node_esiti(session, heard.desk.here.procedure.pk)
    assert [row.reason for row in esiti] == ["B1 «Muoversi senza auto» entra.", "B2 «Casa» entra."]
    with pytest.raises(InvalidFormError, match="non è di un ente"):
        write_node_proposals(
            session,
            heard.desk.actor,
            heard.desk.here,
            form.model_copy(update={"reason": "{titolo} di {ente}"}),
        )


def test_a_promised_answer_of_its_own_is_owed_while_it_is_inherited(
    session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    propose_node(session, heard)
    promise_own(session, actor, here, row_of(session, heard, heard.first))
    assert load_gate(session, here.procedure.pk).sum("owed") == 1
    with pytest.raises(RuleError, match=r"Promessa una risposta propria: n\. 1\."):
        publish_esiti(session, actor, here)
    propose(session, heard, heard.first, reason="Tutta sua.")
    assert load_gate(session, here.procedure.pk).complete
    publish_esiti(session, actor, here)
    states = set(session.exec(select(Esito.state)).all())
    assert states == {EsitoState.PUBLISHED}


def test_nothing_is_published_while_a_node_has_no_esito(session: Session, clock: Clock) -> None:
    heard = make_observed(session, clock)
    propose(session, heard, heard.first, heard.second)
    with pytest.raises(RuleError, match=r"Mancano gli esiti di questi nodi: B1\."):
        publish_esiti(session, heard.desk.actor, heard.desk.here)


def test_what_is_withheld_is_no_longer_named_in_its_esito(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    propose(session, heard, heard.second, reason="«{titolo}» di {ente} non si può fare.")
    named = list_published_of(session, heard.second.pk)[-1]
    assert named.reason == "«Corse serali» di Cooperativa Altrove non si può fare."
    withhold_contribution(
        session,
        heard.desk.actor,
        heard.desk.here,
        heard.second.public_id,
        ReasonForm(reason="Nomina una persona."),
    )
    after = list_published_of(session, heard.second.pk)[-1]
    assert after.reason == "«contributo n. 2» di un ente non si può fare."
    assert (after.outcome, after.published_at) == (named.outcome, named.published_at)
