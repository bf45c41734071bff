"""How each step is written down, so that who did what to what and why stays known."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.procedures.queries import Here
from app.steps.synthesis.enums import WRITABLE, Step
from app.steps.synthesis.events import NodeChanged
from app.steps.synthesis.models import Node, NodeHistory


def refuse_unless_writable(here: Here) -> None:
    """Raises RuleError outside the phases in which the synthesis is written."""
    if here.procedure.phase in WRITABLE:
        return
    raise RuleError(
        f"Il procedimento è nella fase «{here.procedure.phase.label}»: "
        "la sintesi si scrive dai laboratori fino alla restituzione.",
        remedy="Potete leggerla, con tutta la sua storia.",
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
    **details: Any,
) -> NodeHistory:
    """Add a step to the history of `node`; nothing in the history is ever changed."""
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
    )
    session.add(step)
    session.flush()
    emit(
        session,
        NodeChanged(
            **here.about(actor, node),
            code=node.code,
            step=what.value,
            undo=undoes is not None,
        ),
    )
    return step
