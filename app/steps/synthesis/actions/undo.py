"""Taking back the last step: its contrary is done and written down as a step of its own."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, select

from app.core.errors import ConflictError, RuleError
from app.core.security.actor import Actor
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions.links import drop_link, put_link
from app.steps.synthesis.actions.nodes import put_fields, set_removed
from app.steps.synthesis.actions.sources import add_sources, drop_sources
from app.steps.synthesis.actions.steps import record_step, refuse_unless_writable
from app.steps.synthesis.enums import WHOLE, Step
from app.steps.synthesis.forms import UndoForm
from app.steps.synthesis.models import Node, NodeHistory
from app.steps.synthesis.queries import find_last_step, list_parts

CONTRARY = {
    Step.MADE: Step.REMOVED,
    Step.EDITED: Step.EDITED,
    Step.JOINED: Step.PARTED,
    Step.PARTED: Step.JOINED,
    Step.LINKED: Step.UNLINKED,
    Step.UNLINKED: Step.LINKED,
    Step.REMOVED: Step.RESTORED,
    Step.RESTORED: Step.REMOVED,
    Step.ASSESSED: Step.ASSESSED,
}


def undo_last_step(session: Session, actor: Actor, here: Here, form: UndoForm) -> NodeHistory:
    """Undo the last step that stands, whole; steps are undone from the last backwards.

    Raises ConflictError when another step was done or undone meanwhile, RuleError where nothing
    is left to undo.
    """
    refuse_unless_writable(here)
    last = find_last_step(session, here.procedure.pk)
    if last is None:
        raise RuleError("Non c'è nulla da annullare.")
    if last.pk != form.step:
        raise ConflictError(
            "Nel frattempo la sintesi è cambiata: quel passo non è più l'ultimo.",
            remedy="Guardate la storia e annullate dall'ultimo passo.",
        )
    if last.what not in WHOLE:
        return _take_back(session, actor, here, last)
    node = session.get_one(Node, last.node_id)
    whole = record_step(session, actor, here, node, last.what, undoes=last, **last.details)
    for part in list_parts(session, last.pk):
        _take_back(session, actor, here, part, whole)
    return whole


def _take_back(
    session: Session,
    actor: Actor,
    here: Here,
    step: NodeHistory,
    part_of: NodeHistory | None = None,
) -> NodeHistory:
    node = session.get_one(Node, step.node_id)
    _UNDO[step.what](session, here, node, step.details)
    details = dict(step.details)
    if "before" in details:
        details = {"before": step.details["after"], "after": step.details["before"]}
    contrary = CONTRARY[step.what]
    return record_step(
        session, actor, here, node, contrary, undoes=step, part_of=part_of, **details
    )


def _unmake(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    set_removed(session, node, removed=True)


def _restore(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    set_removed(session, node, removed=False)


def _write_back(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    put_fields(session, node, details["before"])


def _part(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    drop_sources(session, here, node, details["sources"])


def _join(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    add_sources(session, here, node, details["sources"], again=True)


def _unlink(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    drop_link(session, node, _other(session, here, details))


def _link(session: Session, here: Here, node: Node, details: dict[str, Any]) -> None:
    put_link(session, here, node, _other(session, here, details))


def _other(session: Session, here: Here, details: dict[str, Any]) -> Node:
    return session.exec(
        select(Node).where(
            Node.procedure_id == here.procedure.pk, Node.public_id == details["other"]
        )
    ).one()


_UNDO: dict[Step, Callable[[Session, Here, Node, dict[str, Any]], None]] = {
    Step.MADE: _unmake,
    Step.EDITED: _write_back,
    Step.JOINED: _part,
    Step.PARTED: _join,
    Step.LINKED: _unlink,
    Step.UNLINKED: _link,
    Step.REMOVED: _restore,
    Step.RESTORED: _unmake,
    Step.ASSESSED: _write_back,
}
