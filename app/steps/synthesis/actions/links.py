"""Linking a need to its objective, and an objective to its intervention or area."""

from sqlmodel import Session, select

from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions.steps import record_step, refuse_unless_writable
from app.steps.synthesis.enums import LINKS, Step
from app.steps.synthesis.forms import LinkForm
from app.steps.synthesis.models import Node, NodeLink
from app.steps.synthesis.queries import find_node


def link_nodes(session: Session, actor: Actor, here: Here, node: Node, form: LinkForm) -> None:
    """Link `node` to one that follows it. Raises InvalidFormError against the order of kinds."""
    refuse_unless_writable(here)
    other = _other(session, here, form)
    if (node.kind, other.kind) not in LINKS:
        raise InvalidFormError(
            {
                "other": f"Un {node.kind.label} non porta a un {other.kind.label}: l'ordine è "
                "bisogno, obiettivo, intervento o area."
            }
        )
    if find_link(session, node, other) is not None:
        raise InvalidFormError({"other": f"{node.code} è già collegato a {other.code}."})
    put_link(session, here, node, other)
    record_step(session, actor, here, node, Step.LINKED, why=form.why, other=other.public_id)


def unlink_nodes(session: Session, actor: Actor, here: Here, node: Node, form: LinkForm) -> None:
    """Take away the link from `node` to another. Raises InvalidFormError where there is none."""
    refuse_unless_writable(here)
    other = _other(session, here, form)
    if not drop_link(session, node, other):
        raise InvalidFormError({"other": f"{node.code} non è collegato a {other.code}."})
    record_step(session, actor, here, node, Step.UNLINKED, why=form.why, other=other.public_id)


def find_link(session: Session, node: Node, other: Node) -> NodeLink | None:
    """The link from one node to another."""
    return session.exec(
        select(NodeLink).where(NodeLink.from_node_id == node.pk, NodeLink.to_node_id == other.pk)
    ).first()


def put_link(session: Session, here: Here, node: Node, other: Node) -> None:
    session.add(
        NodeLink(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            from_node_id=node.pk,
            to_node_id=other.pk,
        )
    )
    session.flush()


def drop_link(session: Session, node: Node, other: Node) -> bool:
    """Whether there was one to take away."""
    link = find_link(session, node, other)
    if link is not None:
        session.delete(link)
        session.flush()
    return link is not None


def _other(session: Session, here: Here, form: LinkForm) -> Node:
    other = find_node(session, here.procedure.pk, form.other)
    if other is None:
        raise InvalidFormError({"other": "Scegliete un nodo della sintesi."})
    return other
