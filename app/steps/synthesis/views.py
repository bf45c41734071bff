"""What several pages of the synthesis show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.queries import SynthesisRow
from app.steps.procedures.queries import Here, list_tavoli
from app.steps.synthesis.details import NodeField, written_fields
from app.steps.synthesis.enums import WRITABLE, NodeKind
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import find_last_step

Options = list[tuple[str, str]]
KINDS: Options = [(kind.value, kind.label.capitalize()) for kind in NodeKind]


def name_of(row: SynthesisRow) -> str:
    """A contribution in a few words; one that was not published has only its number."""
    if row.withheld or not row.title:
        return f"Contributo n. {row.number} (non pubblicato)"
    return f"n. {row.number} «{row.title}»"


def named(node: NodeRow) -> str:
    """A node by its code and title."""
    return f"{node.code} {node.title}"


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of what is not tied up yet, with a way to the place where each is mended.

    `count` is given where one address leads to all of them.
    """

    title: str
    items: tuple[tuple[str, str], ...]
    count: int


def gaps_of(picture: Picture, unused: int, base: str) -> tuple[Gap, ...]:
    """What the synthesis has not tied up; `unused` contributions are in no node.

    `base` is the address of the desk.
    """
    ends = (NodeKind.INTERVENTION, NodeKind.AREA)
    need, objective = NodeKind.NEED, NodeKind.OBJECTIVE
    waiting = [node for node in picture.nodes if node.rereading]
    found = (
        ("Nodi da rileggere: un loro contributo non si legge più come prima", waiting, "rileggere"),
        ("Bisogni senza obiettivo", picture.leading_nowhere(need), "collegamenti"),
        ("Obiettivi senza un bisogno", picture.with_nothing_before(objective), "collegamenti"),
        ("Obiettivi senza intervento", picture.leading_nowhere(objective), "collegamenti"),
        ("Interventi e aree senza obiettivo", picture.with_nothing_before(*ends), "collegamenti"),
        ("Nodi senza contributi", picture.without_sources(), "contributi"),
    )
    return (
        *_unused(unused, base),
        *(_gap(title, nodes, base, place) for title, nodes, place in found if nodes),
    )


def _unused(unused: int, base: str) -> tuple[Gap, ...]:
    words = "un contributo" if unused == 1 else f"{unused} contributi"
    items = ((words, f"{base}?liberi=1"),)
    return (Gap("Contributi in nessun nodo", items, unused),) if unused else ()


def _gap(title: str, nodes: Sequence[NodeRow], base: str, place: str) -> Gap:
    items = tuple((named(node), f"{base}/nodi/{node.public_id}#{place}") for node in nodes)
    return Gap(title, items, len(items))


def last_undoable(session: Session, here: Here) -> int | None:
    """The key of the last step that stands, while the synthesis is written."""
    last = find_last_step(session, here.procedure.pk)
    return last.pk if last and here.procedure.phase in WRITABLE else None


def choices(session: Session, here: Here) -> dict[str, Options]:
    """Tavoli, laboratories and kinds to choose from."""
    key = here.procedure.pk
    return {
        "tavoli": [(tavolo.public_id, tavolo.name) for tavolo in list_tavoli(session, key)],
        "laboratories": [(lab.public_id, lab.title) for lab in list_laboratories(session, key)],
        "contribution_kinds": [(kind.value, kind.label.capitalize()) for kind in ContributionKind],
    }


def node_fields(kind: str) -> tuple[NodeField, ...]:
    """What is written in the form of the kind named."""
    return written_fields(NodeKind(kind)) if kind in set(NodeKind) else ()


def desk_address(here: Here, rest: str = "") -> str:
    """An address at the desk of this procedure."""
    return f"/ufficio/{here.scope}{DESK}{rest}"


def link_choices(picture: Picture, node: NodeRow) -> dict[str, Any]:
    """What `node` may be linked to, what it is linked to, and where else it may go."""
    linked = picture.linked(node)
    kinds = {other.kind for other in linked}
    ids = {other.id for other in linked}
    return {
        "targets": [(other.public_id, named(other)) for other in picture.may_follow(node)],
        "linked": [(other.public_id, named(other)) for other in linked],
        "elsewhere": [
            (other.public_id, named(other))
            for other in picture.nodes
            if other.kind in kinds and other.id not in ids
        ],
    }
