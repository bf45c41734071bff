"""Who examines says with which bodies they are in conflict, or that they are with none."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, NotFoundError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.domande.queries.parties import Party
from app.steps.examination.events import ConflictsDeclared
from app.steps.examination.forms import ConflictForm
from app.steps.examination.models import Conflict
from app.steps.examination.queries.board import Examiner, examiner_of
from app.steps.examination.queries.conflicts import list_free_parties, list_own_conflicts
from app.steps.procedures.queries import Here


def declare_conflicts(session: Session, actor: Actor, here: Here, form: ConflictForm) -> None:
    """Say with which bodies there is a conflict and why, or that there is none; more may follow.

    Whoever examines may, with a seat or without; what was declared is never taken back. Raises
    NotFoundError to anybody else, InvalidFormError for an empty declaration or one without its
    reason. Source: L. 241/1990, art. 6-bis.
    """
    examiner = examiner_of(session, actor, here)
    if not examiner.office and examiner.member is None:
        raise NotFoundError
    declared = list_own_conflicts(session, here.procedure.pk, actor.account_id)
    free = {party.ref: party for party in list_free_parties(session, here.procedure.pk, declared)}
    _check_declaration(examiner, form, set(free))
    fresh = [free[ref] for ref in dict.fromkeys(form.bodies)]
    session.add_all(_conflict(actor, here, party, form.reason) for party in fresh)
    for seat in examiner.seats:
        seat.declared_at = seat.declared_at or legal_now()
        session.add(seat)
    session.flush()
    about = examiner.member or next(iter(examiner.seats), here.procedure)
    bodies = tuple(party.ref for party in fresh)
    emit(session, ConflictsDeclared(**here.about(actor, about), bodies=bodies))


def _conflict(actor: Actor, here: Here, party: Party, reason: str) -> Conflict:
    return Conflict(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        account_id=actor.account_id,
        ets_id=party.ets_id,
        tax_code=party.tax_code,
        name=party.name,
        reason=reason,
        declared_at=legal_now(),
    )


def _check_declaration(examiner: Examiner, form: ConflictForm, free: set[str]) -> None:
    errors = {}
    if form.none and form.bodies:
        errors["bodies"] = "Avete detto che non ci sono conflitti: scegliete l'uno o l'altro."
    elif not form.bodies and not examiner.seats:
        errors["bodies"] = "Scegliete gli enti con cui avete un conflitto."
    elif not form.none and not form.bodies:
        errors["bodies"] = "Scegliete gli enti, oppure dichiarate che non ci sono conflitti."
    elif not set(form.bodies) <= free:
        errors["bodies"] = "Scegliete gli enti dall'elenco."
    if form.bodies and not form.reason:
        errors["reason"] = "Dite perché: per esempio, siete soci dell'ente."
    if errors:
        raise InvalidFormError(errors)
