"""Joining nodes, splitting one, moving: each is one step of several parts, undone whole.

What is taken away by one part is put back by undoing it: no source is lost on the way, and the
originals are never touched.
"""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, or_, select

from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions.links import drop_link, find_link, put_link
from app.steps.synthesis.actions.nodes import add_node, fields_of, put_fields, set_removed
from app.steps.synthesis.actions.sources import (
    NONE_CHOSEN,
    add_sources,
    drop_sources,
    sources_of,
)
from app.steps.synthesis.actions.steps import record_step, refuse_unless_writable
from app.steps.synthesis.details import ASSESSMENT
from app.steps.synthesis.enums import Step
from app.steps.synthesis.forms import ChosenForm, MergeForm, MoveUnderForm, SplitForm
from app.steps.synthesis.models import Node, NodeHistory, NodeLink
from app.steps.synthesis.queries import find_node


class Parts:
    """Does the parts of one step, each written down as part of it."""

    def __init__(self, session: Session, actor: Actor, here: Here, whole: NodeHistory) -> None:
        self.session, self.actor, self.here, self.whole = session, actor, here, whole

    def join(self, node: Node, notes: dict[str, str]) -> None:
        joined = add_sources(self.session, self.here, node, notes, again=True)
        if joined:
            self._record(node, Step.JOINED, sources=joined)

    def part(self, node: Node, names: Iterable[str]) -> None:
        parted = drop_sources(self.session, self.here, node, names)
        if parted:
            self._record(node, Step.PARTED, sources=parted)

    def link(self, start: Node, end: Node) -> None:
        if find_link(self.session, start, end) is None:
            put_link(self.session, self.here, start, end)
            self._record(start, Step.LINKED, other=end.public_id)

    def unlink(self, start: Node, end: Node) -> None:
        if drop_link(self.session, start, end):
            self._record(start, Step.UNLINKED, other=end.public_id)

    def write(self, node: Node, fields: dict[str, object]) -> None:
        before = fields_of(node)
        put_fields(self.session, node, {**before, **fields})
        after = fields_of(node)
        if after != before:
            self._record(node, Step.EDITED, before=before, after=after)

    def remove(self, node: Node) -> None:
        set_removed(self.session, node, removed=True)
        self._record(node, Step.REMOVED)

    def made(self, node: Node) -> None:
        self._record(node, Step.MADE, after=fields_of(node), sources={})

    def _record(self, node: Node, what: Step, **details: Any) -> None:
        record_step(
            self.session,
            self.actor,
            self.here,
            node,
            what,
            why=self.whole.why,
            part_of=self.whole,
            **details,
        )


def merge_nodes(session: Session, actor: Actor, here: Here, form: MergeForm) -> Node:
    """Two nodes or more become one, which takes their contributions and links.

    The others are removed and keep what they had, so that each may be restored. Raises
    InvalidFormError for fewer than two, for different kinds, or where none of them stays.
    """
    refuse_unless_writable(here)
    chosen = [_standing(session, here, ref, "nodes") for ref in dict.fromkeys(form.nodes)]
    if len(chosen) < 2:
        raise InvalidFormError({"nodes": "Scegliete almeno due nodi."})
    if len({node.kind for node in chosen}) > 1:
        raise InvalidFormError({"nodes": "Si uniscono solo nodi dello stesso tipo."})
    stays = next((node for node in chosen if node.public_id == form.into), None)
    if stays is None:
        raise InvalidFormError({"into": "Scegliete quale dei nodi uniti resta, con il suo codice."})
    others = [node for node in chosen if node is not stays]
    whole = record_step(
        session,
        actor,
        here,
        stays,
        Step.MERGED,
        why=form.why,
        others=[node.public_id for node in others],
    )
    parts = Parts(session, actor, here, whole)
    for other in others:
        parts.join(stays, sources_of(session, other))
        for start, end in _links_of(session, other):
            if start is other:
                parts.link(stays, end)
            else:
                parts.link(start, stays)
    for other in others:
        parts.remove(other)
    words = {"title": form.title, "text": form.text}
    parts.write(stays, {name: value for name, value in words.items() if value})
    return stays


def split_node(session: Session, actor: Actor, here: Here, node: Node, form: SplitForm) -> Node:
    """A node becomes two: the new one takes the contributions and links chosen for it.

    What is also `kept` stays in both; what is not chosen stays where it was: nothing is lost.
    The new node has the same kind, tavolo and details, without the office's assessment. Raises
    InvalidFormError where nothing goes to it.
    """
    refuse_unless_writable(here)
    held = sources_of(session, node)
    ends = {
        (end if start is node else start).public_id: (start, end)
        for start, end in _links_of(session, node)
    }
    goes = [ref for ref in dict.fromkeys(form.chosen) if ref in held]
    linked = [ref for ref in dict.fromkeys(form.links) if ref in ends]
    if not goes and not linked:
        raise InvalidFormError({"chosen": "Scegliete che cosa va nel nuovo nodo."})
    details = {name: value for name, value in node.details.items() if name not in ASSESSMENT}
    fields = {
        "title": form.title,
        "text": form.text,
        "tavolo_id": node.tavolo_id,
        "details": details,
    }
    made = add_node(session, here, node.kind, fields)
    whole = record_step(session, actor, here, node, Step.SPLIT, why=form.why, other=made.public_id)
    parts = Parts(session, actor, here, whole)
    parts.made(made)
    parts.join(made, {ref: held[ref] for ref in goes})
    parts.part(node, set(goes) - set(form.kept))
    for ref in linked:
        start, end = ends[ref]
        parts.link(made if start is node else start, made if end is node else end)
        if ref not in form.links_kept:
            parts.unlink(start, end)
    return made


def move_contributions(
    session: Session, actor: Actor, here: Here, node: Node, form: ChosenForm
) -> Node:
    """Contributions leave `node` for another one; gives the other. Raises InvalidFormError."""
    refuse_unless_writable(here)
    target = _standing(session, here, form.node, "node")
    if target is node:
        raise InvalidFormError({"node": f"I contributi sono già in {node.code}."})
    held = sources_of(session, node)
    goes = {ref: held[ref] for ref in dict.fromkeys(form.chosen) if ref in held}
    if not goes:
        raise InvalidFormError({"chosen": NONE_CHOSEN})
    whole = record_step(
        session,
        actor,
        here,
        node,
        Step.MOVED,
        why=form.why,
        other=target.public_id,
        sources=goes,
    )
    parts = Parts(session, actor, here, whole)
    parts.part(node, goes)
    parts.join(target, goes)
    return target


def move_under(session: Session, actor: Actor, here: Here, node: Node, form: MoveUnderForm) -> None:
    """A node leaves one it is linked to for another of that kind, in the same direction.

    So a need goes to another objective, or an intervention under another. Raises
    InvalidFormError where the first is not linked or the second may not be.
    """
    refuse_unless_writable(here)
    origin = _standing(session, here, form.origin, "origin")
    target = _standing(session, here, form.target, "target")
    leads = find_link(session, node, origin) is not None
    if not leads and find_link(session, origin, node) is None:
        raise InvalidFormError({"origin": f"{node.code} non è collegato a {origin.code}."})
    if target.kind is not origin.kind or target is origin:
        raise InvalidFormError({"target": f"Scegliete un altro nodo del tipo di {origin.code}."})
    whole = record_step(
        session,
        actor,
        here,
        node,
        Step.MOVED_UNDER,
        why=form.why,
        origin=origin.public_id,
        other=target.public_id,
    )
    parts = Parts(session, actor, here, whole)
    if leads:
        parts.unlink(node, origin)
        parts.link(node, target)
    else:
        parts.unlink(origin, node)
        parts.link(target, node)


def _links_of(session: Session, node: Node) -> list[tuple[Node, Node]]:
    """The links of a node with nodes that stand, as (from, to), in the order they were made."""
    links = session.exec(
        select(NodeLink)
        .where(or_(col(NodeLink.from_node_id) == node.pk, col(NodeLink.to_node_id) == node.pk))
        .order_by(col(NodeLink.id))
    ).all()
    keys = {key for link in links for key in (link.from_node_id, link.to_node_id)}
    rows = session.exec(select(Node).where(col(Node.id).in_(keys))).all()
    nodes = {each.pk: each for each in rows if each.removed_at is None}
    return [
        (nodes[link.from_node_id], nodes[link.to_node_id])
        for link in links
        if link.from_node_id in nodes and link.to_node_id in nodes
    ]


def _standing(session: Session, here: Here, ref: str, field: str) -> Node:
    found = find_node(session, here.procedure.pk, ref) if ref else None
    if found is None:
        raise InvalidFormError({field: "Scegliete un nodo della sintesi."})
    return found
