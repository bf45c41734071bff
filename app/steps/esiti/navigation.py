"""This room's pages in the menus."""

from collections.abc import Collection

from sqlmodel import Session

from app.steps.esiti.queries.nodes import list_current_of_nodes
from app.steps.procedures.navigation import NavItem
from app.steps.synthesis.navigation import NodeAnswer

ESITI = "/esiti"
NODES = "/esiti/nodi"

OFFICE_PAGES = (
    NavItem("Esiti", ESITI, "Sintesi ed esiti"),
    NavItem("Esiti dei nodi", NODES, "Sintesi ed esiti"),
)
PUBLIC_PAGES = (NavItem("Esiti", ESITI),)


def answers_of_nodes(
    session: Session, procedure_id: int, nodes: Collection[str]
) -> dict[str, NodeAnswer]:
    """What became of some nodes, for the public picture of needs and offer."""
    return {
        ref: NodeAnswer(outcome.label, outcome.tone, f"{NODES}#{code.lower()}")
        for ref, code, outcome in list_current_of_nodes(session, procedure_id, nodes)
    }
