"""Examining a domanda: who may, closing a request to complete it, reading its papers."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.examination import Work
from app.law.phases import ENDED
from app.law.sources import L241_6_B, L241_6BIS
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.examination.actions.standing import refuse_as_it_stands
from app.steps.examination.emails import tell_completion_closed
from app.steps.examination.enums import SETTLED
from app.steps.examination.events import CompletionClosed, IdentityDocumentRead
from app.steps.examination.forms import CloseCompletionForm
from app.steps.examination.queries.board import examiner_of
from app.steps.examination.queries.one import get_open_completion, get_unpublished_decision
from app.steps.procedures.queries import Here


def check_examiner(
    session: Session, actor: Actor, here: Here, domanda: Domanda, work: Work = Work.INSIDE
) -> None:
    """Refuse who has a part in the body, what is over, and what a published list settled.

    So is `work` where the avviso is revoked, or still open and the work waits for its closing.
    Raises RuleError. A reservation is not settled: a later list settles it.
    """
    check_standing(session, actor, here, domanda)
    if domanda.examination in SETTLED:
        raise RuleError(
            f"La domanda è già {domanda.examination.label} con un elenco pubblicato.",
            remedy="Un atto pubblicato si cambia solo con un altro atto dello stesso organo.",
        )
    refuse_as_it_stands(session, here, work)


def check_standing(session: Session, actor: Actor, here: Here, domanda: Domanda) -> None:
    """Refuse who has a part in the body, and what is over or was withdrawn. Raises RuleError."""
    check_impartial(session, actor, here, domanda)
    if here.procedure.phase in ENDED:
        raise RuleError("Il procedimento è finito: le domande non si esaminano più.")
    if domanda.state is not DomandaState.FILED:
        raise RuleError("L'ente ha ritirato la domanda: non c'è più nulla da decidere.")


def check_impartial(session: Session, actor: Actor, here: Here, domanda: Domanda) -> None:
    """Refuse who acts for a body of the domanda, who abstains, and who has not declared yet.

    Raises RuleError. Source: L. 241/1990, art. 6-bis.
    """
    examiner = examiner_of(session, actor, here)
    problem = examiner.why_not(domanda)
    if problem:
        raise RuleError(problem, remedy="La esamina un'altra persona.", source=L241_6BIS)
    if not examiner.declared:
        raise RuleError(
            "Prima di esaminare le domande dichiarate se avete conflitti di interesse.",
            remedy="Lo fate dalla pagina «Conflitti di interesse».",
            source=L241_6BIS,
        )


def drop_decision(session: Session, domanda: Domanda) -> None:
    """What was decided and not published yet will be decided again; it stays on record."""
    decision = get_unpublished_decision(session, domanda.pk)
    if decision is not None:
        decision.replaced_at = legal_now()
        session.add(decision)


def close_completion(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: CloseCompletionForm
) -> None:
    """Say whether what was asked came: accepted or insufficient; the body is told.

    Also of one that a list has settled, which a rettifica asked for a proof: that list stands,
    and only another act of the same organ changes it. Raises RuleError when nothing is open, or
    before the answer or the end of the term.
    """
    check_standing(session, actor, here, domanda)
    refuse_as_it_stands(session, here, Work.INSIDE)
    completion = get_open_completion(session, domanda.pk)
    if completion is None:
        raise RuleError("Non c'è nessuna richiesta di integrazione aperta.")
    if completion.answered_at is None and legal_now() <= completion.due_at:
        raise RuleError(
            "L'ente ha ancora tempo per rispondere.",
            remedy="Chiudete la richiesta quando ha risposto, o quando il termine è passato.",
            source=L241_6_B,
        )
    completion.outcome = form.closing
    completion.closed_at = legal_now()
    session.add(completion)
    if domanda.examination is ExaminationState.COMPLETION_ASKED:
        domanda.examination = ExaminationState.RECEIVED
        session.add(domanda)
    emit(
        session,
        CompletionClosed(
            **here.about(actor, domanda),
            completion=completion.public_id,
            outcome=form.closing.value,
        ),
    )
    tell_completion_closed(session, here, domanda, completion)


def record_identity_reading(
    session: Session, actor: Actor, here: Here, domanda: Domanda, file: DomandaFile
) -> None:
    """Leave on record who took a copy of an identity document, and when."""
    emit(
        session,
        IdentityDocumentRead(
            **here.about(actor, domanda),
            file=file.public_id,
        ),
    )
