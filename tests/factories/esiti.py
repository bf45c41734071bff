"""Esiti in the state a test needs, made through the actions."""

from datetime import timedelta

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.actions import publish_esiti, write_node_proposals, write_proposals
from app.steps.esiti.enums import Outcome
from app.steps.esiti.forms import NodeProposalForm, ProposalForm
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.synthesis import Heard, make_heard, make_need, make_shared


def propose(
    session: Session,
    heard: Heard,
    *chosen: Contribution | SynthesisRow,
    outcome: Outcome = Outcome.PROPOSED,
    reason: str = "Entra nella proposta.",
    item: str = "",
) -> None:
    """The same proposal for each of `chosen`."""
    refs = [contribution.public_id for contribution in chosen]
    together = [refs] if "{" in reason else [[ref] for ref in refs]
    for some in together:
        form = ProposalForm(chosen=some, outcome=outcome, reason=reason, item=item)
        write_proposals(session, heard.desk.actor, heard.desk.here, form)


def propose_node(
    session: Session,
    heard: Heard,
    node: Node | None = None,
    *,
    outcome: Outcome = Outcome.PROPOSED,
    reason: str = "Il bisogno entra nel piano.",
) -> None:
    """A proposal for one node, or for every node that stands."""
    here = heard.desk.here
    nodes = [node] if node else load_nodes(session, here.procedure.pk)
    for one in nodes:
        form = NodeProposalForm(chosen=[one.public_id], outcome=outcome, reason=reason)
        write_node_proposals(session, heard.desk.actor, here, form)


def load_nodes(session: Session, procedure_id: int) -> list[Node]:
    """The nodes that stand, needs first as they were made."""
    query = select(Node).where(Node.procedure_id == procedure_id, col(Node.removed_at).is_(None))
    return list(session.exec(query.order_by(col(Node.id))).all())


def make_observed(session: Session, clock: Clock, *titles: str) -> Heard:
    """A need is drawn from two contributions, the draft was shared and its window is over.

    `titles` are of more contributions of the first body.
    """
    heard = make_heard(session, clock)
    for title in titles:
        make_published(session, heard.desk, heard.guest, title)
    make_need(session, heard, heard.first, heard.second)
    make_shared(session, heard)
    clock.move_to(legal_now() + timedelta(days=6))
    return heard


def make_restituted(session: Session, clock: Clock, *titles: str) -> Heard:
    """Every contribution has its published proposal."""
    heard = make_observed(session, clock, *titles)
    rows = list_published_for_synthesis(session, heard.desk.here.procedure.pk)
    propose_node(session, heard)
    propose(session, heard, *rows)
    propose(session, heard, heard.second, outcome=Outcome.NOT_PROPOSED, reason="Già coperto.")
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    return heard
