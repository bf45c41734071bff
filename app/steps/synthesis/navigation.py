"""This room's pages in the menus."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlmodel import Session

from app.people.accounts.navigation import AreaItem
from app.steps.procedures.navigation import NavItem
from app.steps.synthesis.enums import NodeKind

DESK = "/sintesi"
DRAFTS = "/sintesi/bozze"
OBSERVATIONS = "/sintesi/osservazioni"
PRIORITIES = "/sintesi/priorita"
DRAFT_PICTURE = "/sintesi/quadro"
PICTURE = "/quadro"
PUBLIC_PRIORITIES = "/priorita"
AREA = "/area-personale/sintesi"


def node_page(kind: NodeKind, public_id: str, code: str) -> str:
    """The page of the public picture on which a node stands, at its row."""
    return f"{PICTURE}?tipo={kind.value}&nodo={public_id}#{code}"


OFFICE_PAGES = (
    NavItem("Sintesi", DESK, "Sintesi ed esiti"),
    NavItem("Quadro in bozza", DRAFT_PICTURE, "Sintesi ed esiti"),
    NavItem("Bozze inviate", DRAFTS, "Sintesi ed esiti"),
    NavItem("Osservazioni", OBSERVATIONS, "Sintesi ed esiti"),
)
PUBLIC_PAGES = (NavItem("Quadro dei bisogni", PICTURE),)
AREA_PAGES = (AreaItem("Bozze di sintesi", AREA),)


@dataclass(frozen=True, slots=True)
class NodeAnswer:
    """What a later room says became of a node, beside it in the public picture.

    `page` follows the procedure's address; `tone` is of its chip.
    """

    label: str
    tone: str
    page: str


NodeAnswers = Callable[[Session, int, Collection[str]], dict[str, NodeAnswer]]
"""From a procedure and the public ids of its nodes to what became of each; published only."""


class _Answers:
    declared: NodeAnswers | None = None


def assemble_node_answers(declared: NodeAnswers) -> None:
    """Called by the roof with the room that answers nodes."""
    _Answers.declared = declared


def answers_of_nodes(
    session: Session, procedure_id: int, nodes: Collection[str]
) -> dict[str, NodeAnswer]:
    """Public id of a node → what became of it, where that is published."""
    return _Answers.declared(session, procedure_id, nodes) if _Answers.declared else {}
