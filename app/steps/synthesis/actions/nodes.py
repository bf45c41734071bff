"""Making, editing, removing and restoring the shared nodes."""

from typing import Any

from sqlmodel import Session, func, select

from app.core.clock import legal_now
from app.core.errors import ConflictError, InvalidFormError, NotFoundError
from app.core.security.actor import Actor
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, get_tavolo
from app.steps.synthesis.actions.sources import add_sources
from app.steps.synthesis.actions.steps import record_step, refuse_unless_writable
from app.steps.synthesis.details import details_of
from app.steps.synthesis.enums import NodeKind, Step
from app.steps.synthesis.forms import EditNodeForm, NewNodeForm, NodeFields, WhyForm
from app.steps.synthesis.models import Node

FIELDS = ("title", "text", "tavolo_id", "details")


def make_node(session: Session, actor: Actor, here: Here, form: NewNodeForm) -> Node:
    """A node with the next code of its kind, drawn from the contributions chosen, if any."""
    refuse_unless_writable(here)
    number = _last_position(session, here, form.kind) + 1
    node = Node(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        kind=form.kind,
        code=f"{form.kind.letter}{number}",
        position=number,
        **_fields(session, here, form.kind, form),
    )
    session.add(node)
    session.flush()
    sources = add_sources(session, here, node, dict.fromkeys(form.chosen, form.why))
    record_step(
        session, actor, here, node, Step.MADE, why=form.why, after=fields_of(node), sources=sources
    )
    return node


def edit_node(session: Session, actor: Actor, here: Here, node: Node, form: EditNodeForm) -> None:
    """Change the words of a node. Raises ConflictError when somebody else did meanwhile."""
    refuse_unless_writable(here)
    if form.edition != node.edition:
        raise ConflictError(
            f"Nel frattempo qualcuno ha modificato {node.code}.",
            remedy="Aprite di nuovo la pagina e guardate che cosa è cambiato.",
        )
    before = fields_of(node)
    put_fields(session, node, _fields(session, here, node.kind, form))
    after = fields_of(node)
    if after != before:
        record_step(
            session, actor, here, node, Step.EDITED, why=form.why, before=before, after=after
        )


def remove_node(session: Session, actor: Actor, here: Here, node: Node, form: WhyForm) -> None:
    """Take a node out of the synthesis; its sources and links stay with it for a restoring."""
    refuse_unless_writable(here)
    set_removed(session, node, removed=True)
    record_step(session, actor, here, node, Step.REMOVED, why=form.why)


def restore_node(session: Session, actor: Actor, here: Here, node: Node, form: WhyForm) -> None:
    """Bring a removed node back, with its sources and links."""
    refuse_unless_writable(here)
    set_removed(session, node, removed=False)
    record_step(session, actor, here, node, Step.RESTORED, why=form.why)


def fields_of(node: Node) -> dict[str, Any]:
    """What an edit may change."""
    return {name: getattr(node, name) for name in FIELDS}


def put_fields(session: Session, node: Node, fields: dict[str, Any]) -> None:
    """Write `fields` and count the edition, where anything changes."""
    if fields != fields_of(node):
        for name, value in fields.items():
            setattr(node, name, value)
        node.edition += 1
        session.add(node)
        session.flush()


def set_removed(session: Session, node: Node, *, removed: bool) -> None:
    node.removed_at = legal_now() if removed else None
    session.add(node)
    session.flush()


def _fields(session: Session, here: Here, kind: NodeKind, form: NodeFields) -> dict[str, Any]:
    tavolo = _tavolo(session, here, form.tavolo) if form.tavolo else None
    return {
        "title": form.title,
        "text": form.text,
        "tavolo_id": tavolo.pk if tavolo else None,
        "details": details_of(kind, form.model_dump()),
    }


def _tavolo(session: Session, here: Here, public_id: str) -> Tavolo:
    try:
        return get_tavolo(session, here.procedure.pk, public_id)
    except NotFoundError as error:
        raise InvalidFormError({"tavolo": "Scegliete uno dei tavoli."}) from error


def _last_position(session: Session, here: Here, kind: NodeKind) -> int:
    query = select(func.max(Node.position)).where(
        Node.procedure_id == here.procedure.pk, Node.kind == kind
    )
    return session.exec(query).one() or 0
