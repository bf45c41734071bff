"""Making, editing, removing and restoring the shared nodes."""

from typing import Any

from sqlmodel import Session, func, select

from app.core.clock import legal_now
from app.core.errors import ConflictError, InvalidFormError, NotFoundError
from app.core.security.actor import Actor
from app.law.sources import L241_3
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, get_tavolo
from app.steps.synthesis.actions.sources import add_sources
from app.steps.synthesis.actions.steps import record_step, refuse_unless_writable
from app.steps.synthesis.details import ASSESSMENT, details_of
from app.steps.synthesis.enums import NodeKind, Step
from app.steps.synthesis.forms import (
    AssessForm,
    EditNodeForm,
    NewNodeForm,
    NodeFields,
    WhyForm,
)
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import is_rereading

FIELDS = ("title", "text", "tavolo_id", "details")


def make_node(session: Session, actor: Actor, here: Here, form: NewNodeForm) -> Node:
    """A node with the next code of its kind, drawn from the contributions chosen, if any."""
    refuse_unless_writable(here)
    node = add_node(session, here, form.kind, _fields(session, here, form.kind, form))
    sources = add_sources(session, here, node, dict.fromkeys(form.chosen, form.why))
    record_step(
        session, actor, here, node, Step.MADE, why=form.why, after=fields_of(node), sources=sources
    )
    return node


def add_node(session: Session, here: Here, kind: NodeKind, fields: dict[str, Any]) -> Node:
    """A node with the next code of its kind: codes are never given twice."""
    number = _last_position(session, here, kind) + 1
    node = Node(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        kind=kind,
        code=f"{kind.letter}{number}",
        position=number,
        **fields,
    )
    session.add(node)
    session.flush()
    return node


def edit_node(session: Session, actor: Actor, here: Here, node: Node, form: EditNodeForm) -> None:
    """Change the words of a node. Raises ConflictError when somebody else did meanwhile.

    One that waits to be reread may be changed even once it is public.
    """
    if not is_rereading(session, node):
        refuse_unless_writable(here)
    if form.edition != node.edition:
        raise ConflictError(
            f"Nel frattempo qualcuno ha modificato {node.code}.",
            remedy="Aprite di nuovo la pagina e guardate che cosa è cambiato.",
        )
    before = fields_of(node)
    put_fields(session, node, _fields(session, here, node.kind, form, assessed_in(node)))
    after = fields_of(node)
    if after != before:
        record_step(
            session, actor, here, node, Step.EDITED, why=form.why, before=before, after=after
        )


def assess_node(session: Session, actor: Actor, here: Here, node: Node, form: AssessForm) -> None:
    """The office's own assessment of a node, which stays beside the tavoli's results.

    Raises InvalidFormError for a level without its reason (L. 241/1990, art. 3), or the contrary.
    """
    refuse_unless_writable(here)
    if form.priority and not form.priority_reason:
        words = f"Scrivete la ragione: ogni valutazione è motivata ({L241_3.label})."
        raise InvalidFormError({"priority_reason": words})
    if form.priority_reason and not form.priority:
        raise InvalidFormError({"priority": "Scegliete da 1 a 5, oppure togliete la ragione."})
    before = fields_of(node)
    written = {k: v for k, v in node.details.items() if k not in ASSESSMENT}
    details = details_of(node.kind, {**written, **form.model_dump()})
    put_fields(session, node, {**before, "details": details})
    after = fields_of(node)
    if after != before:
        record_step(
            session,
            actor,
            here,
            node,
            Step.ASSESSED,
            why=form.priority_reason[:500],
            before=before,
            after=after,
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


def assessed_in(node: Node) -> dict[str, Any]:
    """The office's assessment, which an edit of the words leaves as it is."""
    return {name: node.details[name] for name in ASSESSMENT if name in node.details}


def _fields(
    session: Session,
    here: Here,
    kind: NodeKind,
    form: NodeFields,
    assessment: dict[str, Any] | None = None,
) -> dict[str, Any]:
    tavolo = _tavolo(session, here, form.tavolo) if form.tavolo else None
    return {
        "title": form.title,
        "text": form.text,
        "tavolo_id": tavolo.pk if tavolo else None,
        "details": details_of(kind, {**form.model_dump(), **(assessment or {})}),
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
