"""Asking a body to complete or correct its domanda (*soccorso istruttorio*)."""

from sqlmodel import Session

from app.core.clock import from_rome, legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.completion import check_completion
from app.law.examination import Work, check_asked_day
from app.steps.avvisi.queries import get_avviso, standing_of
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.examine import check_examiner, drop_decision
from app.steps.examination.emails import tell_completion_asked
from app.steps.examination.events import CompletionAsked
from app.steps.examination.forms import CompletionForm
from app.steps.examination.models import Completion
from app.steps.examination.queries.one import get_open_completion
from app.steps.procedures.queries import Here


def ask_completion(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: CompletionForm
) -> Completion:
    """Ask for what is missing, one item a line, until the end of `form.last_day` in Rome.

    A decision not published yet falls: it will be taken again on the answer. Raises
    InvalidFormError for what can never be completed or a term too short (while the avviso is
    open, before its closing too), RuleError while another request is open. Source:
    L. 241/1990, art. 6 c. 1 lett. b).
    """
    check_examiner(session, actor, here, domanda, Work.ASK)
    if get_open_completion(session, domanda.pk) is not None:
        raise RuleError(
            "C'è già una richiesta di integrazione aperta.",
            remedy="Chiudetela prima di farne un'altra.",
        )
    _check_form(session, here, form)
    completion = Completion(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda.pk,
        items=[line.strip() for line in form.items.splitlines() if line.strip()],
        due_at=from_rome(form.last_day, 23, 59, 59),
        asked_by_id=actor.account_id,
        asked_at=legal_now(),
    )
    session.add(completion)
    put_back(session, domanda)
    session.flush()
    _announce(session, actor, here, domanda, completion)
    tell_completion_asked(session, here, domanda, completion)
    return completion


def _check_form(session: Session, here: Here, form: CompletionForm) -> None:
    """The refusals of the rules, each at its field."""
    decision = check_completion(form.lacks, form.last_day, legal_today())
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is not None:
        decision = decision.also(check_asked_day(form.last_day, standing_of(here, avviso)))
    refused = decision.refusals
    if refused:
        raise InvalidFormError(
            {
                one.field or "items": f"{one.reason} {one.remedy} ({one.source.label})"
                for one in refused
            }
        )


def _announce(
    session: Session, actor: Actor, here: Here, domanda: Domanda, completion: Completion
) -> None:
    emit(
        session,
        CompletionAsked(
            **here.about(actor, domanda),
            completion=completion.public_id,
            due_at=completion.due_at.isoformat(),
        ),
    )


def put_back(session: Session, domanda: Domanda) -> None:
    """Examine it again; a published reservation stays, and only what is new is being asked."""
    if domanda.examination is ExaminationState.RECEIVED:
        domanda.examination = ExaminationState.COMPLETION_ASKED
        session.add(domanda)
    drop_decision(session, domanda)
