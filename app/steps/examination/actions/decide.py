"""Deciding a domanda: admitted, with reservation, not admitted; published by an admission."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.hindrance import Ground, NoticeFacts, check_answer, check_refusal
from app.law.sources import CDS_8546_2024, L241_3, L241_6_B, LR65_10_B
from app.people.ets.enums import BodyKind
from app.people.ets.models import Ets
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.examine import check_examiner
from app.steps.examination.enums import REFUSED
from app.steps.examination.events import DomandaDecided
from app.steps.examination.forms import DecisionForm
from app.steps.examination.models import Decision
from app.steps.examination.queries.one import (
    get_notice,
    get_open_completion,
    get_unpublished_decision,
)
from app.steps.procedures.queries import Here

WITH_RESERVATION = ExaminationState.ADMITTED_WITH_RESERVATION


def decide(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: DecisionForm
) -> Decision:
    """Write the decision and its reason; the body learns it when an admission publishes it.

    Until then it may be decided again, and the earlier decision stays on record. The reason may
    be left out only where a body of the third sector that was in time is admitted. Raises
    InvalidFormError without the reason or an answer to the observations, RuleError while a
    request to complete is open (a reservation may be given meanwhile), before the notice that
    comes before a refusal (art. 10-bis), or when nothing would change.
    """
    check_examiner(session, actor, here, domanda)
    _check(session, domanda, form)
    _replace_earlier(session, domanda)
    decision = Decision(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda.pk,
        outcome=form.outcome,
        reason=form.reason,
        answer=form.answer,
        needs_second=here.authority.second_confirmation,
        decided_by_id=actor.account_id,
        decided_at=legal_now(),
    )
    session.add(decision)
    session.flush()
    emit(
        session,
        DomandaDecided(
            **here.about(actor, domanda),
            outcome=form.outcome.value,
        ),
    )
    return decision


def _check(session: Session, domanda: Domanda, form: DecisionForm) -> None:
    if form.outcome is domanda.examination:
        raise RuleError(
            "La domanda è già ammessa con riserva: qui si scioglie la riserva.",
            remedy="Scegliete «ammessa» o «non ammessa».",
        )
    _check_reason(session, domanda, form)
    _check_hindrance(session, domanda, form)
    asked = get_open_completion(session, domanda.pk)
    if asked is not None and form.outcome is not WITH_RESERVATION:
        raise RuleError(
            "C'è una richiesta di integrazione aperta.",
            remedy="Chiudetela, oppure intanto ammettete con riserva.",
            source=L241_6_B,
        )


def _check_hindrance(session: Session, domanda: Domanda, form: DecisionForm) -> None:
    """Before a refusal the reasons were sent and the ten days are over; observations are answered.

    *Pervenuta fuori termine* is an outcome for what the office registered late, and no other.
    """
    late = form.outcome is ExaminationState.OUT_OF_TIME
    if late and not domanda.late:
        raise RuleError(
            "È arrivata nei termini: non può essere «pervenuta fuori termine».",
            remedy="Scegliete un altro esito.",
            source=CDS_8546_2024,
        )
    sent = get_notice(session, domanda.pk)
    notice = NoticeFacts(sent.due_at, sent.observed_at) if sent is not None else None
    if form.outcome in REFUSED:
        ground = Ground.OUT_OF_TIME if late else Ground.MERIT
        refusals = check_refusal(ground, notice, form.answer, legal_now()).refusals
    else:
        refusals = check_answer(notice, form.answer).refusals
    for one in refusals:
        if one.field is None:
            raise RuleError(one.reason, remedy=one.remedy, source=one.source)
        raise InvalidFormError(
            {one.field: f"{one.reason} {one.remedy} ({one.source.label})"}, source=one.source
        )


def _replace_earlier(session: Session, domanda: Domanda) -> None:
    earlier = get_unpublished_decision(session, domanda.pk)
    if earlier is not None:
        earlier.replaced_at = legal_now()
        session.add(earlier)


def _check_reason(session: Session, domanda: Domanda, form: DecisionForm) -> None:
    if form.reason:
        return
    if form.outcome is not ExaminationState.ADMITTED:
        what, source = "Scrivete la ragione: la legge la chiede, e l'ente la riceve.", L241_3
    elif domanda.late:
        what, source = "È pervenuta fuori termine: scrivete perché la ammettete.", L241_3
    elif _is_not_ets(session, domanda):
        what = "Non è un ETS: scrivete perché il suo apporto è direttamente connesso ed essenziale."
        source = LR65_10_B
    else:
        return
    raise InvalidFormError({"reason": f"{what} ({source.label})"}, source=source)


def _is_not_ets(session: Session, domanda: Domanda) -> bool:
    body = session.get(Ets, domanda.ets_id) if domanda.ets_id is not None else None
    return body is not None and body.kind is not BodyKind.ETS
