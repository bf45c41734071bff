"""Reasons before a refusal (*comunicazione dei motivi ostativi*), and the body's observations."""

from datetime import date, datetime

from sqlmodel import Session

from app.core.clock import in_rome, legal_now, legal_today
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.law.deadlines import timeliness
from app.law.examination import Work
from app.law.sources import L241_10BIS
from app.law.terms import end_of_10bis, end_of_last_day
from app.steps.domande.actions.register_arrival import keep_files
from app.steps.domande.enums import PENDING, DomandaState, ExaminationState, FileRole
from app.steps.domande.models import Domanda
from app.steps.domande.queries.received import get_received
from app.steps.examination.actions.examine import check_examiner, drop_decision
from app.steps.examination.actions.standing import refuse_as_it_stands
from app.steps.examination.emails import tell_hindrance, tell_office_observed
from app.steps.examination.events import HindranceNotified, HindranceReceived, ObservationsSent
from app.steps.examination.forms import HindranceForm, ObservationsForm, ReceivedForm
from app.steps.examination.models import HindranceNotice
from app.steps.examination.queries.one import get_notice, get_open_completion
from app.steps.procedures.queries import Here, get_by_id


def notify_hindrance(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: HindranceForm
) -> HindranceNotice:
    """Send the reasons, one a line; the body has ten days from the day it receives them.

    A decision not published yet falls. Raises RuleError where they were sent already, a request
    to complete is open, or the avviso is: the body can still replace its domanda. Source:
    L. 241/1990, art. 10-bis.
    """
    check_examiner(session, actor, here, domanda, Work.OBJECT)
    if get_notice(session, domanda.pk) is not None:
        raise RuleError("I motivi sono già stati comunicati.", source=L241_10BIS)
    if get_open_completion(session, domanda.pk) is not None:
        raise RuleError(
            "C'è una richiesta di integrazione aperta.",
            remedy="Chiudetela: può darsi che i motivi cadano.",
        )
    notice = HindranceNotice(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda.pk,
        reasons=[line.strip() for line in form.reasons.splitlines() if line.strip()],
        sent_by_id=actor.account_id,
        sent_at=legal_now(),
        received_on=legal_today(),
        due_at=_due(here, legal_today()),
    )
    session.add(notice)
    if domanda.examination in PENDING:
        domanda.examination = ExaminationState.HINDRANCE_NOTICE
        session.add(domanda)
    drop_decision(session, domanda)
    session.flush()
    emit(
        session,
        HindranceNotified(**here.about(actor, domanda), due_at=notice.due_at.isoformat()),
    )
    tell_hindrance(session, here, domanda, notice)
    return notice


def _due(here: Here, received: date) -> datetime:
    """23:59:59 in Rome of the tenth day, moved on where it is a holiday."""
    authority = here.authority
    return end_of_last_day(
        end_of_10bis(received, patron=authority.patron, saturday=authority.saturday_moves)
    )


def correct_receipt(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: ReceivedForm
) -> None:
    """The body received the reasons on another day than they were sent: the term moves with it.

    Raises InvalidFormError for a day before the sending or after today, RuleError once the
    observations came.
    """
    check_examiner(session, actor, here, domanda)
    notice = _standing(session, domanda)
    if notice.observed_at is not None:
        raise RuleError("Le osservazioni sono già arrivate: il termine non conta più.")
    if not in_rome(notice.sent_at).date() <= form.received_on <= legal_today():
        raise InvalidFormError(
            {"received_on": "È un giorno dall'invio dei motivi fino a oggi."}, source=L241_10BIS
        )
    notice.received_on = form.received_on
    notice.due_at = _due(here, form.received_on)
    notice.reminded_at = None
    session.add(notice)
    emit(
        session,
        HindranceReceived(
            **here.about(actor, domanda),
            received_on=form.received_on.isoformat(),
            due_at=notice.due_at.isoformat(),
        ),
    )


def record_observations(
    session: Session,
    actor: Actor,
    here: Here,
    domanda: Domanda,
    form: ObservationsForm,
    files: list[KeptFile],
) -> None:
    """The office writes what the body observed by PEC or on paper."""
    check_examiner(session, actor, here, domanda)
    notice = _standing(session, domanda)
    notice.recorded_by_id = actor.account_id
    _keep(session, actor, here, domanda, notice, form, files)


def send_observations(
    session: Session, actor: Actor, domanda: Domanda, form: ObservationsForm, files: list[KeptFile]
) -> None:
    """A body answers the reasons with words, files or both; once.

    After the term they are still taken while nothing is decided, and shown as late. Raises
    NotFoundError to who does not act for the body, RuleError once the avviso is revoked.
    """
    if domanda.ets_id not in actor.bodies:
        raise NotFoundError
    here = get_by_id(session, domanda.procedure_id, lock=True)
    domanda = get_received(session, here.procedure.pk, domanda.public_id, lock=True)
    refuse_as_it_stands(session, here, Work.ANSWER)
    notice = _standing(session, domanda)
    if domanda.state is not DomandaState.FILED or domanda.examination not in (
        *PENDING,
        ExaminationState.ADMITTED_WITH_RESERVATION,
    ):
        raise RuleError("La domanda è già decisa: le osservazioni non si aggiungono più.")
    _keep(session, actor, here, domanda, notice, form, files)
    tell_office_observed(session, here, domanda, notice)


def _standing(session: Session, domanda: Domanda) -> HindranceNotice:
    notice = get_notice(session, domanda.pk)
    if notice is None:
        raise RuleError("Per questa domanda non sono stati comunicati motivi ostativi.")
    return notice


def _keep(
    session: Session,
    actor: Actor,
    here: Here,
    domanda: Domanda,
    notice: HindranceNotice,
    form: ObservationsForm,
    files: list[KeptFile],
) -> None:
    if notice.observed_at is not None:
        raise RuleError(
            "Le osservazioni sono già arrivate.",
            remedy="Per aggiungere qualcosa scrivete all'ufficio.",
        )
    if not form.observations and not files:
        raise InvalidFormError({"observations": "Scrivete le osservazioni o allegate un file."})
    notice.observations = form.observations
    notice.observed_at = legal_now()
    session.add(notice)
    drop_decision(session, domanda)
    keep_files(session, domanda, FileRole.ATTACHMENT, files, "Osservazioni")
    emit(
        session,
        ObservationsSent(
            **here.about(actor, domanda),
            late=not timeliness(notice.observed_at, notice.due_at).in_time,
            by_office=notice.recorded_by_id is not None,
            sha256=tuple(kept.sha256 for kept in files),
        ),
    )
