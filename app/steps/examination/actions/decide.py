"""Deciding a domanda: admitted, with reservation, not admitted; published by an admission."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.hindrance import Ground, NoticeFacts, check_answer, check_refusal
from app.law.sources import CDS_8546_2024, L241_3, L241_6_B, LR65_10_B
from app.steps.domande.enums import ExaminationState
from app.steps.domande.models import Domanda
from app.steps.examination.actions.examine import check_examiner, drop_decision
from app.steps.examination.enums import REFUSED, TAKES_PART, CheckMark
from app.steps.examination.events import DomandaDecided
from app.steps.examination.forms import DecisionForm
from app.steps.examination.models import Decision
from app.steps.examination.queries.checks import find_essential, is_other_subject
from app.steps.examination.queries.one import get_notice, get_open_completion
from app.steps.procedures.queries import Here

WITH_RESERVATION = ExaminationState.ADMITTED_WITH_RESERVATION


def decide(
    session: Session, actor: Actor, here: Here, domanda: Domanda, form: DecisionForm
) -> Decision:
    """Write the decision and its reason; the body learns it when an admission publishes it.

    Until then it may be decided again, and the earlier decision stays on record. The reason may
    be left out only where a body that was in time is admitted; for another subject it is then
    the one of the checklist, without which it is not admitted. Raises InvalidFormError without
    the reason or an answer to the observations, RuleError while a request to complete is open
    (a reservation may be given meanwhile), before the notice that comes before a refusal (art.
    10-bis), or when nothing would change.
    """
    check_examiner(session, actor, here, domanda)
    essential = _check(session, domanda, form)
    drop_decision(session, domanda)
    decision = Decision(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        domanda_id=domanda.pk,
        outcome=form.outcome,
        reason=form.reason or essential,
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


def _check(session: Session, domanda: Domanda, form: DecisionForm) -> str:
    """Gives the reason for which another subject takes part."""
    if form.outcome is domanda.examination:
        raise RuleError(
            "La domanda è già ammessa con riserva: qui si scioglie la riserva.",
            remedy="Scegliete «ammessa» o «non ammessa».",
        )
    essential = _essential_reason(session, domanda, form)
    _check_reason(domanda, form)
    _check_hindrance(session, domanda, form)
    asked = get_open_completion(session, domanda.pk)
    if asked is not None and form.outcome is not WITH_RESERVATION:
        raise RuleError(
            "C'è una richiesta di integrazione aperta.",
            remedy="Chiudetela, oppure intanto ammettete con riserva.",
            source=L241_6_B,
        )
    return essential


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


def _check_reason(domanda: Domanda, form: DecisionForm) -> None:
    if form.reason:
        return
    if form.outcome is not ExaminationState.ADMITTED:
        what = "Scrivete la ragione: la legge la chiede, e l'ente la riceve."
    elif domanda.late:
        what = "È pervenuta fuori termine: scrivete perché la ammettete."
    else:
        return
    raise InvalidFormError({"reason": f"{what} ({L241_3.label})"}, source=L241_3)


def _essential_reason(session: Session, domanda: Domanda, form: DecisionForm) -> str:
    """Why another subject takes part, as an examiner said it; empty for who needs none.

    Raises RuleError before that was said, or where it is not so. Source: LR 65/2020, art. 10
    c. 1 lett. b).
    """
    if form.outcome not in TAKES_PART or not is_other_subject(session, domanda):
        return ""
    said = find_essential(session, domanda.pk)
    if said is None:
        raise RuleError(
            "Non è un ETS: prima di ammetterlo un esaminatore dice se il suo apporto è "
            "direttamente connesso ed essenziale.",
            remedy="Fatelo nella lista di controllo, con la ragione.",
            source=LR65_10_B,
        )
    if said[0].mark is not CheckMark.RIGHT:
        raise RuleError(
            "Non è un ETS, e il suo apporto non risulta direttamente connesso ed essenziale: "
            "non si può ammettere.",
            remedy="Comunicate i motivi ostativi, oppure correggete la lista di controllo.",
            source=LR65_10_B,
        )
    return said[0].reason
