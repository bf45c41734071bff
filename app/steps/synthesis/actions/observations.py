"""Observations on the shared draft, and the office's answer to each."""

from datetime import datetime

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.i18n import deadline_words
from app.core.security.actor import Actor
from app.law.deadlines import timeliness
from app.law.phases import Phase
from app.people.accounts.models import Account
from app.people.ets.models import Ets
from app.steps.procedures.queries import Here
from app.steps.synthesis.emails import tell_observation_answered
from app.steps.synthesis.events import ObservationAnswered, ObservationSent
from app.steps.synthesis.forms import AnswerForm, ObservationForm
from app.steps.synthesis.models import Observation, ObservationChange, SharedDraft
from app.steps.synthesis.queries import latest_draft, list_seated, list_steps_since


def send_observation(
    session: Session,
    actor: Actor,
    here: Here,
    draft: SharedDraft,
    form: ObservationForm,
    received_at: datetime,
) -> Observation:
    """Observe on the draft for one of the actor's seated bodies, within its window.

    `received_at` is the legal instant (aware) at which the server had the whole request. Raises
    RuleError when it is late, when a newer draft stands, or outside the phase.
    """
    _refuse_out_of_time(session, here, draft, received_at)
    body = _body(session, actor, here, form)
    observation = Observation(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        draft_id=draft.pk,
        ets_id=body.pk,
        author_id=actor.account_id,
        text=form.text,
        sent_at=received_at,
    )
    session.add(observation)
    session.flush()
    emit(
        session,
        ObservationSent(
            **here.about(actor, observation),
            draft=draft.number,
        ),
    )
    return observation


def answer_observation(
    session: Session, actor: Actor, here: Here, observation: Observation, form: AnswerForm
) -> None:
    """Answer with a reason and say what changed. Raises RuleError once it was answered."""
    if observation.answered_at is not None:
        raise RuleError("A questa osservazione avete già risposto: la risposta è stata inviata.")
    if not form.answer:
        raise InvalidFormError({"answer": "Scrivete la risposta."})
    changes = _changes(session, here, observation, form)
    observation.answer = form.answer
    observation.changed = form.changed
    observation.answered_at = legal_now()
    observation.answered_by_id = actor.account_id
    session.add(observation)
    draft = session.get_one(SharedDraft, observation.draft_id)
    emit(
        session,
        ObservationAnswered(
            **here.about(actor, observation),
            draft=draft.number,
        ),
    )
    session.add_all(changes)
    session.flush()
    author = session.get_one(Account, observation.author_id)
    tell_observation_answered(session, here, draft, observation, author.email, shown=bool(changes))


def _changes(
    session: Session, here: Here, observation: Observation, form: AnswerForm
) -> list[ObservationChange]:
    """The steps chosen, each of this synthesis, since the draft and not taken back."""
    draft = session.get_one(SharedDraft, observation.draft_id)
    offered = {row.id for row in list_steps_since(session, here.procedure.pk, draft.shared_at)}
    if not set(form.steps) <= offered:
        raise InvalidFormError({"steps": "Un passo scelto non vale più: ricaricate la pagina."})
    return [
        ObservationChange(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            observation_id=observation.pk,
            step_id=step,
        )
        for step in dict.fromkeys(form.steps)
    ]


def _refuse_out_of_time(
    session: Session, here: Here, draft: SharedDraft, received_at: datetime
) -> None:
    time = timeliness(received_at, draft.observations_until)
    if not time.in_time:
        raise RuleError(
            f"Il termine per le osservazioni è scaduto {deadline_words(draft.observations_until)}: "
            f"siete {time.words}.",
            remedy="Potete ancora scrivere all'ufficio, ai recapiti in fondo alla pagina.",
            source=time.source,
        )
    newest = latest_draft(session, here.procedure.pk)
    if newest is not None and newest.number != draft.number:
        raise RuleError(
            f"C'è una bozza più recente, la n. {newest.number}.",
            remedy="Leggete quella e fate lì le vostre osservazioni.",
        )
    if here.procedure.phase is not Phase.SYNTHESIS:
        raise RuleError(
            f"Il procedimento è nella fase «{here.procedure.phase.label}»: "
            "ora non si fanno osservazioni sulla bozza."
        )


def _body(session: Session, actor: Actor, here: Here, form: ObservationForm) -> Ets:
    if not form.text:
        raise InvalidFormError({"text": "Scrivete la vostra osservazione."})
    seated = list_seated(session, actor, here.procedure.pk)
    for body in seated:
        if body.public_id == form.body:
            return body
    raise InvalidFormError({"body": "Scegliete uno dei vostri enti che partecipano."})
