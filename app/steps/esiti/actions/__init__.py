"""Use cases of esiti; later rooms and the demonstration import from here."""

from app.steps.esiti.actions.choose import choose_node, promise_own, return_to_nodes
from app.steps.esiti.actions.decide import record_decisions
from app.steps.esiti.actions.inherit import settle
from app.steps.esiti.actions.nodes import record_node_decisions, write_node_proposals
from app.steps.esiti.actions.propose import write_proposals
from app.steps.esiti.actions.publish import publish_esiti
from app.steps.esiti.actions.refill import forget_title, refill_reasons
from app.steps.esiti.actions.tally import count_again, make_current

__all__ = [
    "choose_node",
    "count_again",
    "forget_title",
    "make_current",
    "promise_own",
    "publish_esiti",
    "record_decisions",
    "record_node_decisions",
    "refill_reasons",
    "return_to_nodes",
    "settle",
    "write_node_proposals",
    "write_proposals",
]
