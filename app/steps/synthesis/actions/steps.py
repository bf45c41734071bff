"""How each step is written down, so that who did what to what and why stays known."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.procedures.queries import Here
from app.steps.synthesis.enums import PUBLISHED, WRITABLE, Step
from app.steps.synthesis.events import NodeChanged
from app.steps.synthesis.models import Node, NodeHistory
from app.steps.synthesis.queries import is_public


def refuse_unless_writable(here: Here) -> None:
    """Raises RuleError outside the phases in which the synthesis is written."""
    phase = here.procedure.phase
    if phase in WRITABLE:
        return
    remedy = "Potete leggerla, con tutta la sua storia."
    if phase in PUBLISHED:
        remedy = (
            "Gli esiti sono pubblicati: da allora i nodi non cambiano e non si tolgono. Quello che "
            "è deciso dopo si aggiunge agli esiti."
        )
    raise RuleError(
        f"Il procedimento è nella fase «{phase.label}»: "
        "la sintesi si scrive dai laboratori fino alla restituzione.",
        remedy=remedy,
    )


def record_step(
    session: Session,
    actor: Actor,
    here: Here,
    node: Node,
    what: Step,
    *,
    why: str = "",
    undoes: NodeHistory | None = None,
    part_of: NodeHistory | None = None,
    **details: Any,
) -> NodeHistory:
    """Add a step to the history of `node`; nothing in the history is ever changed.

    A step that is `part_of` another is undone with it.
    """
    session.flush()
    step = NodeHistory(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        node_id=node.pk,
        what=what,
        details=details,
        by_id=actor.account_id,
        at=legal_now(),
        why=why,
        undoes_id=undoes.pk if undoes else None,
        part_of_id=part_of.pk if part_of else None,
    )
    session.add(step)
    session.flush()
    about = {**_about(session, actor, here, node), "undo": undoes is not None}
    emit(session, NodeChanged(code=node.code, step=what.value, **about))
    return step


def _about(session: Session, actor: Actor, here: Here, node: Node) -> dict[str, Any]:
    """Once the synthesis is public, the pages that show it are made anew."""
    public = is_public(session, here.procedure.pk)
    return here.openly_about(actor, node) if public else here.about(actor, node)
