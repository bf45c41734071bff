"""The body of a domanda that came another way than online."""

from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.clock import legal_today
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.law.runts import parse_number
from app.people.ets.actions import Offer, send_invitation
from app.people.ets.enums import BodyKind, MembershipKind, RuntsState
from app.people.ets.events import BodyCreated
from app.people.ets.models import Ets
from app.people.ets.queries import find_by_tax_code
from app.steps.domande.forms import ArrivalForm
from app.steps.domande.queries.completeness import Answers

_OF_THE_BODY = frozenset(
    {"legal_form", "street", "postcode", "municipality", "province", "phone", "site"}
)


def body_of(session: Session, actor: Actor, form: ArrivalForm, answers: Answers) -> Ets:
    """The body with this tax code, or a new profile with what the office knows of it.

    A new one that gave an e-mail is invited, so that its representative can act for it. Two
    offices that make it at once make it once.
    """
    body = find_by_tax_code(session, form.tax_code)
    if body is not None:
        return body
    body = _profile(form, answers)
    try:
        with session.begin_nested():
            session.add(body)
    except IntegrityError:
        made = find_by_tax_code(session, form.tax_code)
        if made is None:
            raise
        return made
    _welcome(session, actor, body)
    return body


def _profile(form: ArrivalForm, answers: Answers) -> Ets:
    told: dict[str, Any] = {
        name: str(text)
        for name, text in answers.get("body", {}).items()
        if name in _OF_THE_BODY and text
    }
    return Ets(
        kind=BodyKind.OTHER if form.runts_state is RuntsState.NOT_ETS else BodyKind.ETS,
        name=form.body_name,
        name_key=sort_key(form.body_name)[:300],
        tax_code=form.tax_code,
        runts_state=form.runts_state,
        email=form.email,
        pec=form.pec,
        **_registration(form),
        **told,
    )


def _registration(form: ArrivalForm) -> dict[str, Any]:
    """Number, section and date go together; a profile has all of them or completes them later."""
    if form.runts_state is not RuntsState.REGISTERED:
        return {}
    number = parse_number(form.runts_number)
    found = {"runts_number": str(number or ""), "runts_section": form.runts_section}
    return {**found, "runts_date": form.runts_date} if all(found.values()) else found


def _welcome(session: Session, actor: Actor, body: Ets) -> None:
    emit(
        session,
        BodyCreated(
            actor_ref=actor.ref, subject=body.public_id, ets_id=body.pk, body_kind=body.kind.value
        ),
    )
    if body.email:
        offer = Offer(MembershipKind.LEGAL_REPRESENTATIVE, legal_today())
        send_invitation(session, actor, body, body.email, offer)
