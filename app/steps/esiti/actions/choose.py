"""What the office chooses for one contribution: a node, what it inherits, an answer of its own."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.outcomes import Inheritance
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.inherit import put_inherited, settle
from app.steps.esiti.enums import BEFORE, EsitoStep
from app.steps.esiti.events import EsitoChosen
from app.steps.esiti.forms import NodeChoiceForm
from app.steps.esiti.models import EsitoPromise
from app.steps.esiti.queries import list_proposals_of_nodes, standing_of
from app.steps.procedures.queries import Here

BACK, PROMISED, RELEASED = "back", "promised", "released"


def choose_node(
    session: Session, actor: Actor, here: Here, row: SynthesisRow, form: NodeChoiceForm
) -> None:
    """Let a contribution inherit from one of its nodes, whatever the others say.

    Raises InvalidFormError for a node that is not its own or has no esito, RuleError once the
    esiti are published.
    """
    _refuse_published(here)
    key = here.procedure.pk
    for _, node, source in list_proposals_of_nodes(session, key, [row.id]):
        if node.public_id == form.node:
            held = standing_of(session, key, EsitoStep.PROPOSAL, [row.id]).get(row.id)
            follows = Inheritance(node.id, pinned=True)
            put_inherited(session, source, row.id, held, source, follows)
            session.flush()
            return _announce(session, actor, here, row, node.code)
    raise InvalidFormError({"node": "Scegliete un nodo di questo contributo che abbia un esito."})


def return_to_nodes(session: Session, actor: Actor, here: Here, row: SynthesisRow) -> None:
    """Drop the draft of its own: the contribution inherits again what its nodes say.

    Raises RuleError once the esiti are published.
    """
    _refuse_published(here)
    key = here.procedure.pk
    held = standing_of(session, key, EsitoStep.PROPOSAL, [row.id]).get(row.id)
    if held is not None:
        session.delete(held)
        session.flush()
        settle(session, held, [row.id])
    _announce(session, actor, here, row, BACK)


def promise_own(session: Session, actor: Actor, here: Here, row: SynthesisRow) -> None:
    """Promise a contribution an answer of its own, or take the promise back.

    Raises RuleError once the esiti are published.
    """
    _refuse_published(here)
    held = session.exec(select(EsitoPromise).where(EsitoPromise.contribution_id == row.id)).first()
    if held is not None:
        session.delete(held)
    else:
        session.add(
            EsitoPromise(
                procedure_id=here.procedure.pk,
                authority_id=here.authority.pk,
                contribution_id=row.id,
                by_id=actor.account_id,
                at=legal_now(),
            )
        )
    session.flush()
    _announce(session, actor, here, row, RELEASED if held is not None else PROMISED)


def _refuse_published(here: Here) -> None:
    if here.procedure.phase not in BEFORE:
        raise RuleError("Gli esiti sono pubblicati: ora si possono solo aggiungere nuove versioni.")


def _announce(session: Session, actor: Actor, here: Here, row: SynthesisRow, choice: str) -> None:
    about = here.about(actor, here.procedure)
    emit(session, EsitoChosen(**about, number=row.number, choice=choice))
