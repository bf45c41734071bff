"""Asking about an avviso, and setting until when one may."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.security.throttle import count_attempt, refuse_above
from app.law.decisions import Refusal
from app.law.questions import check_days
from app.law.sources import DM72_2_D
from app.people.ets.queries import get_body
from app.steps.procedures.queries import Here
from app.steps.questions.emails import tell_asker
from app.steps.questions.events import QuestionAsked, QuestionDaysSet, QuestionRecorded
from app.steps.questions.forms import AskForm, DaysForm, RecordForm
from app.steps.questions.models import Question, QuestionTerm
from app.steps.questions.queries import asking_in, find_term

_MOST, _WINDOW = 10, timedelta(hours=1)


def set_days(session: Session, actor: Actor, here: Here, form: DaysForm) -> None:
    """Set how many days before the avviso closes its questions end.

    Raises RuleError once the avviso is published: from then on only its deadline moves it.
    """
    if asking_in(session, here).published_at is not None:
        raise RuleError(
            "L'avviso è pubblicato: il termine per i quesiti non si cambia più.",
            remedy="Se prorogate l'avviso, si sposta anche quello dei quesiti.",
            source=DM72_2_D,
        )
    for refusal in check_days(form.days).refusals:
        raise _refused(refusal)
    term = find_term(session, here.procedure.pk) or QuestionTerm(
        procedure_id=here.procedure.pk, authority_id=here.authority.pk, days=form.days
    )
    term.days = form.days
    session.add(term)
    emit(session, QuestionDaysSet(**here.about(actor, here.procedure), days=form.days))


def ask_question(session: Session, actor: Actor, here: Here, form: AskForm) -> Question:
    """Ask, for a body or for oneself; who asked gets a copy by mail.

    Raises RuleError outside the days for questions, with the ways that are left, TooManyError
    above ten in an hour, NotFoundError for a body that is not the actor's.
    """
    for refusal in asking_in(session, here).check(legal_now()).refusals:
        raise RuleError(
            refusal.reason, remedy=f"{refusal.remedy} {ways_left(here)}", source=refusal.source
        )
    body = get_body(session, actor, form.body) if form.body else None
    key = f"question:{actor.account_id}"
    refuse_above(session, key, limit=_MOST, window=_WINDOW)
    count_attempt(session, key, window=_WINDOW)
    question = _new(here, form.text)
    question.account_id, question.ets_id = actor.account_id, body.pk if body else None
    session.add(question)
    session.flush()
    emit(session, QuestionAsked(**here.about("", question)))
    tell_asker(session, here, question, "received")
    return question


def record_question(session: Session, actor: Actor, here: Here, form: RecordForm) -> Question:
    """Write down a question that came by telephone, by mail or in a meeting; nobody is named.

    Raises RuleError before the avviso is published.
    """
    if asking_in(session, here).published_at is None:
        raise RuleError(
            "L'avviso non è ancora pubblicato.", remedy="I quesiti riguardano un avviso pubblicato."
        )
    question = _new(here, form.text)
    question.channel = form.channel
    session.add(question)
    session.flush()
    emit(session, QuestionRecorded(**here.about(actor, question)))
    return question


def ways_left(here: Here) -> str:
    """How one reaches the office when no question can be asked here."""
    ways = [
        f"{name} {value}"
        for name, value in (
            ("telefono", here.authority.phone),
            ("e-mail", here.authority.email),
            ("PEC", here.authority.pec),
        )
        if value
    ]
    return f"Per altro scrivete o telefonate all'ufficio: {', '.join(ways)}." if ways else ""


def _new(here: Here, text: str) -> Question:
    return Question(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        text=text,
        asked_at=legal_now(),
    )


def _refused(refusal: Refusal) -> RuleError:
    return RuleError(refusal.reason, remedy=refusal.remedy, source=refusal.source)
