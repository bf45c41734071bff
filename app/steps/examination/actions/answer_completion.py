"""A body's answer to a request to complete its domanda."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.deadlines import timeliness
from app.law.examination import Work
from app.steps.domande.actions.register_arrival import keep_files
from app.steps.domande.enums import DomandaState, FileRole
from app.steps.domande.models import Domanda
from app.steps.domande.queries.received import get_received
from app.steps.examination.actions.standing import refuse_as_it_stands
from app.steps.examination.emails import tell_office_answered
from app.steps.examination.events import CompletionAnswered
from app.steps.examination.forms import AnswerForm
from app.steps.examination.models import Completion
from app.steps.examination.queries.one import get_open_completion
from app.steps.procedures.queries import get_by_id


def answer_completion(
    session: Session, actor: Actor, domanda: Domanda, form: AnswerForm, files: list[KeptFile]
) -> Completion:
    """Answer the open request with words, files or both; once.

    After the term the answer is still taken while the office has not closed the request, and
    is shown as late. Raises NotFoundError to who does not act for the body, RuleError when
    nothing is asked, it was answered or the avviso is revoked, InvalidFormError
    for an empty answer.
    """
    if domanda.ets_id not in actor.bodies:
        raise NotFoundError
    here = get_by_id(session, domanda.procedure_id, lock=True)
    domanda = get_received(session, here.procedure.pk, domanda.public_id, lock=True)
    refuse_as_it_stands(session, here, Work.ANSWER)
    completion = _asked(session, domanda)
    if not form.answer and not files:
        raise InvalidFormError({"answer": "Scrivete la risposta o allegate un documento."})
    completion.answer = "\n\n".join(filter(None, (completion.answer, form.answer)))
    completion.answered_at = legal_now()
    session.add(completion)
    keep_files(session, domanda, FileRole.ATTACHMENT, files, "Integrazione")
    emit(
        session,
        CompletionAnswered(
            **here.about(actor, domanda),
            completion=completion.public_id,
            late=not timeliness(completion.answered_at, completion.due_at).in_time,
            sha256=tuple(kept.sha256 for kept in files),
        ),
    )
    tell_office_answered(session, here, domanda, completion)
    return completion


def _asked(session: Session, domanda: Domanda) -> Completion:
    """The request that waits for an answer. Raises RuleError."""
    if domanda.state is not DomandaState.FILED:
        raise RuleError(
            "Questa domanda è stata ritirata o sostituita: non si completa più.",
            remedy="Se ne avete inviata un'altra, l'ufficio esamina quella.",
        )
    completion = get_open_completion(session, domanda.pk)
    if completion is None:
        raise RuleError("L'ufficio non vi ha chiesto di completare questa domanda.")
    if completion.answered_at is not None:
        raise RuleError(
            "Avete già risposto: ora l'ufficio esamina la vostra risposta.",
            remedy="Per aggiungere qualcosa scrivete all'ufficio.",
        )
    return completion
