"""The esiti of shared nodes; the contributions drawn from a node inherit its esito."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.decide import approval_of, check_decision
from app.steps.esiti.actions.inherit import settle
from app.steps.esiti.actions.propose import (
    Added,
    Written,
    announce_drafts,
    check_proposal,
    publish_added,
    refuse_outside,
)
from app.steps.esiti.actions.tally import make_nodes_current
from app.steps.esiti.actions.wording import (
    check_node_reason,
    chosen_nodes,
    copied,
    filled_for_node,
    plan_item_of,
    refuse_changed_nodes,
    refuse_unless_rdp,
)
from app.steps.esiti.enums import BEFORE, EsitoState, EsitoStep, Outcome
from app.steps.esiti.events import NodeEsitoAdded
from app.steps.esiti.forms import NodeDecisionForm, NodeProposalForm
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.esiti.queries import (
    list_inheriting,
    list_rows_of,
    list_sources,
    standing_node_esiti,
    standing_of,
)
from app.steps.procedures.queries import Here
from app.steps.synthesis.models import Node


def write_node_proposals(
    session: Session, actor: Actor, here: Here, form: NodeProposalForm
) -> Written:
    """Propose an outcome for the nodes chosen; what still inherits from them follows.

    Drafts until restitution; after it versions added by the RdP, with those that inherit and one
    mail to each of their bodies. Raises InvalidFormError, ConflictError, RuleError.
    """
    nodes = chosen_nodes(session, here, form.chosen)
    check_proposal(form, len(nodes))
    check_node_reason(form.reason)
    refuse_outside(here)
    standing = _standing(session, here, nodes, EsitoStep.PROPOSAL)
    refuse_changed_nodes(nodes, form.chosen, standing)
    values = _values(session, actor, here, form)
    values["passed_to"] = form.passed_to if form.outcome is Outcome.PASSED_ON else ""
    if here.procedure.phase in BEFORE:
        for node in nodes:
            _draft(session, here, node, standing.get(node.pk), values)
        session.flush()
        keys = [node.pk for node in nodes]
        settle(session, nodes[0], list_sources(session, here.procedure.pk, keys))
        announce_drafts(session, actor, here, len(nodes), form.outcome, nodes[0].code)
        return Written(len(nodes), published=False)
    refuse_unless_rdp(actor, here)
    return _add(session, actor, here, nodes, EsitoStep.PROPOSAL, standing, values)


def record_node_decisions(
    session: Session, actor: Actor, here: Here, form: NodeDecisionForm
) -> Written:
    """Publish what the organ decided on nodes, and on the contributions that inherit from them.

    Raises RuleError before restitution, InvalidFormError without an act or a proposal before it,
    ConflictError where somebody recorded one meanwhile.
    """
    act = approval_of(session, here, form.act)
    nodes = chosen_nodes(session, here, form.chosen)
    check_decision(form, len(nodes))
    check_node_reason(form.reason)
    proposed = _standing(session, here, nodes, EsitoStep.PROPOSAL)
    missing = [node.code for node in nodes if node.pk not in proposed]
    if missing:
        raise InvalidFormError({"chosen": f"Date prima l'esito proposto a {', '.join(missing)}."})
    standing = _standing(session, here, nodes, EsitoStep.DECISION)
    refuse_changed_nodes(nodes, form.chosen, standing)
    values = _values(session, actor, here, form) | {"act_id": act.pk}
    return _add(session, actor, here, nodes, EsitoStep.DECISION, standing, values)


def _standing(
    session: Session, here: Here, nodes: Sequence[Node], step: EsitoStep
) -> dict[int, NodeEsito]:
    keys = [node.pk for node in nodes]
    return standing_node_esiti(session, here.procedure.pk, step, keys)


def _values(session: Session, actor: Actor, here: Here, form: Any) -> dict[str, Any]:
    return {
        "outcome": form.outcome,
        "reason": form.reason,
        "plan_item": form.plan_item,
        "plan_item_id": plan_item_of(session, here, form.item),
        "decided_by_id": actor.account_id,
    }


def _own(node: Node, values: dict[str, Any]) -> dict[str, Any]:
    """The same answer in the words of this node."""
    return values | {"reason": filled_for_node(node, values["reason"])}


def _draft(
    session: Session, here: Here, node: Node, held: NodeEsito | None, values: dict[str, Any]
) -> None:
    if held is None:
        session.add(_new(here, node, EsitoStep.PROPOSAL, values))
        return
    for name, value in _own(node, values).items():
        setattr(held, name, value)
    held.edition += 1
    session.add(held)


def _new(here: Here, node: Node, step: EsitoStep, values: dict[str, Any]) -> NodeEsito:
    return NodeEsito(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        node_id=node.pk,
        step=step,
        **_own(node, values),
    )


def _add(
    session: Session,
    actor: Actor,
    here: Here,
    nodes: Sequence[Node],
    step: EsitoStep,
    standing: dict[int, NodeEsito],
    values: dict[str, Any],
) -> Written:
    """Add a version to each node and to what inherits from it; one mail to each body."""
    added: Added = []
    for node in nodes:
        esito = _new(here, node, step, values)
        before = standing.get(node.pk)
        esito.sequence = before.sequence + 1 if before else 1
        esito.state, esito.published_at = EsitoState.PUBLISHED, legal_now()
        session.add(esito)
        session.flush()
        children = _inheriting(session, here, node, esito)
        _announce(session, actor, here, node, esito, len(children))
        added += children
    make_nodes_current(session, [node.pk for node in nodes])
    told = publish_added(session, actor, here, added)
    return Written(len(added), True, told.without_address)


def _announce(
    session: Session, actor: Actor, here: Here, node: Node, esito: NodeEsito, inheriting: int
) -> None:
    emit(
        session,
        NodeEsitoAdded(
            **here.openly_about(actor, esito),
            node=node.code,
            step=esito.step.value,
            sequence=esito.sequence,
            outcome=esito.outcome.value,
            inheriting=inheriting,
        ),
    )


def _inheriting(session: Session, here: Here, node: Node, source: NodeEsito) -> Added:
    """What follows the node: never a contribution with an esito of its own."""
    key = here.procedure.pk
    keys = list_inheriting(session, key, node.pk)
    proposals = standing_of(session, key, EsitoStep.PROPOSAL, keys)
    standing = standing_of(session, key, source.step, keys)
    return [
        (row, _child(row, source, proposals[row.id], standing.get(row.id)))
        for row in list_rows_of(session, key, keys)
        if proposals[row.id].node_id == node.pk and _still_inherits(standing.get(row.id))
    ]


def _still_inherits(held: Esito | None) -> bool:
    return held is None or held.node_id is not None


def _child(row: SynthesisRow, source: NodeEsito, proposal: Esito, before: Esito | None) -> Esito:
    return Esito(
        procedure_id=source.procedure_id,
        authority_id=source.authority_id,
        contribution_id=row.id,
        step=source.step,
        sequence=before.sequence + 1 if before else 1,
        template=source.reason,
        node_id=source.node_id,
        pinned=proposal.pinned,
        act_id=source.act_id,
        state=EsitoState.PUBLISHED,
        published_at=source.published_at,
        **copied(source),
    )
