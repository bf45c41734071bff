"""A rettifica that adds a requirement: who had already applied is asked to prove it."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.events import emit
from app.people.accounts.models import Account
from app.steps.avvisi.models import AvvisoChange, AvvisoVersion
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda
from app.steps.domande.queries.live import list_live
from app.steps.examination.actions.ask_completion import put_back
from app.steps.examination.emails import tell_completion_asked
from app.steps.examination.events import CompletionAsked
from app.steps.examination.models import Completion
from app.steps.examination.queries.one import get_open_completion
from app.steps.procedures.queries import Here

_OUT = frozenset(
    {
        ExaminationState.NOT_ADMITTED,
        ExaminationState.OUT_OF_TIME,
        ExaminationState.WITHDRAWN,
    }
)


def ask_proof(
    session: Session,
    here: Here,
    actor_ref: str,
    version: AvvisoVersion,
    change: AvvisoChange,
) -> list[Completion]:
    """Ask every filed domanda of an earlier version for `change.proof`, by the new deadline.

    The domanda stays valid. A request that is already open takes the new things in and its
    term moves with them; where it was answered, the answer stays and is added to. One who was
    not admitted is asked nothing.
    """
    asker = session.exec(select(Account.id).where(Account.public_id == actor_ref)).one()
    assert asker is not None
    return [
        _ask(session, here, actor_ref, asker, domanda, version, change)
        for domanda in list_live(session, here.procedure.pk)
        if domanda.state is DomandaState.FILED and domanda.examination not in _OUT
    ]


def _ask(
    session: Session,
    here: Here,
    actor_ref: str,
    asker: int,
    domanda: Domanda,
    version: AvvisoVersion,
    change: AvvisoChange,
) -> Completion:
    completion = get_open_completion(session, domanda.pk)
    if completion is None:
        completion = Completion(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            domanda_id=domanda.pk,
            due_at=version.closes_at,
            asked_by_id=asker,
            asked_at=legal_now(),
        )
    completion.items = [*completion.items, *change.proof]
    completion.due_at = max(completion.due_at, version.closes_at)
    completion.answered_at = None
    session.add(completion)
    put_back(session, domanda)
    session.flush()
    emit(
        session,
        CompletionAsked(
            **here.about(actor_ref, domanda),
            completion=completion.public_id,
            due_at=completion.due_at.isoformat(),
        ),
    )
    tell_completion_asked(session, here, domanda, completion)
    return completion
