"""A body asks that its data be removed: written down, then answered once, with the reason."""

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import GDPR_12_3
from app.outlets.retention.enums import RequestOutcome
from app.outlets.retention.events import RemovalAnswered, RemovalAsked
from app.outlets.retention.forms import AnswerForm, AskForm
from app.outlets.retention.models import RemovalRequest
from app.outlets.retention.queries.requests import list_known_bodies
from app.people.authorities.models import Authority


def record_request(
    session: Session, actor: Actor, authority: Authority, form: AskForm
) -> RemovalRequest:
    """What a body asked, when and how it arrived; nothing is removed by this.

    Raises InvalidFormError for a body that is not known here or a day that has not come.
    """
    body = next((b for b in list_known_bodies(session, authority.pk) if b[1] == form.body), None)
    if form.body and body is None:
        raise InvalidFormError({"body": "Scegliete un ente dell'elenco."})
    if body is None and not form.body_name:
        raise InvalidFormError({"body_name": "Scegliete l'ente, o scrivete come si chiama."})
    if form.asked_on > legal_today():
        raise InvalidFormError({"asked_on": "Questo giorno deve ancora venire."})
    made = RemovalRequest(
        authority_id=authority.pk,
        ets_id=body[0] if body else None,
        body_name=body[2] if body else form.body_name,
        asked_on=form.asked_on,
        channel=form.channel,
        protocol=form.protocol,
        what=form.what,
        recorded_by_id=actor.account_id,
    )
    session.add(made)
    emit(
        session,
        RemovalAsked(actor_ref=actor.ref, subject=made.public_id, authority=authority.public_id),
    )
    return made


def answer_request(
    session: Session, actor: Actor, authority: Authority, asked: RemovalRequest, form: AnswerForm
) -> None:
    """The reasoned answer: what was removed, what stays as an act and why.

    Raises RuleError where it was answered already, InvalidFormError where the answer does not
    say what its outcome needs. Source: GDPR art. 12 par. 3, art. 17 par. 3 lett. b) and d).
    """
    if asked.answered_at is not None:
        raise RuleError("A questa richiesta è già stato risposto.", source=GDPR_12_3)
    wrong = {}
    if form.outcome is not RequestOutcome.REFUSED and not form.removed:
        wrong["removed"] = "Dite che cosa avete rimosso od oscurato."
    if form.outcome is not RequestOutcome.GRANTED and not form.stays:
        wrong["stays"] = "Dite che cosa resta agli atti."
    if wrong:
        raise InvalidFormError(wrong)
    asked.outcome, asked.reason = form.outcome, form.reason
    asked.removed, asked.stays, asked.sent_as = form.removed, form.stays, form.sent_as
    asked.answered_at, asked.answered_by_id = legal_now(), actor.account_id
    session.add(asked)
    emit(
        session,
        RemovalAnswered(
            actor_ref=actor.ref,
            subject=asked.public_id,
            authority=authority.public_id,
            outcome=form.outcome.value,
        ),
    )
