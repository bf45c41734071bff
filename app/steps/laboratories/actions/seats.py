"""Who speaks for a body at a tavolo, and the public services that sit without a domanda."""

from itertools import zip_longest

from sqlmodel import Session, select

from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import LR65_10_D
from app.people.ets.actions import create_public_body
from app.people.ets.enums import BodyKind
from app.people.ets.models import Ets
from app.steps.avvisi.definition import FURTHER_DELEGATES
from app.steps.laboratories import emails
from app.steps.laboratories.actions.settle import end_seat
from app.steps.laboratories.events import DelegatesChanged, SeatGiven, about
from app.steps.laboratories.forms import PEOPLE, DelegatesForm, PublicBodyForm
from app.steps.laboratories.models import Seat
from app.steps.laboratories.queries import list_public_bodies, most_delegates
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli

PUBLIC_KINDS = (BodyKind.HEALTH_UNIT, BodyKind.MUNICIPAL_SERVICE)


def change_delegates(
    session: Session, actor: Actor, here: Here, seat: Seat, form: DelegatesForm
) -> None:
    """Say who sits for the body from now on; the register keeps that it changed, not the names.

    Raises InvalidFormError for a person without a name or named twice, RuleError for more
    delegates than the avviso lets sit.
    """
    further = form.further()
    _check_people(form, further)
    most = most_delegates(session, seat)
    if len(further) >= most:
        words = "una persona delegata" if most == 1 else f"{most} persone delegate"
        raise RuleError(
            f"A questo tavolo può sedere al massimo {words} per ente.",
            remedy="Toglietene, oppure indicate una di loro come sostituta.",
            source=LR65_10_D,
        )
    more = list(further.values())
    changed = [name for name in PEOPLE if getattr(seat, name) != getattr(form, name)]
    pairs = zip_longest(FURTHER_DELEGATES, seat.more_delegates, more)
    changed += [who for who, before, after in pairs if before != after]
    if not changed:
        return
    for name in PEOPLE:
        setattr(seat, name, getattr(form, name))
    seat.more_delegates = more
    session.add(seat)
    said = about(here, actor.ref, seat.public_id)
    emit(session, DelegatesChanged(**said, changed=tuple(changed)))


def _check_people(form: DelegatesForm, further: dict[str, dict[str, str]]) -> None:
    """Everybody has a name, and nobody is there twice. Raises InvalidFormError."""
    errors = {}
    seen = {form.delegate_name.casefold()}
    for who, person in further.items():
        name = person["name"].casefold()
        if not name:
            errors[f"{who}_name"] = "Scrivete nome e cognome, o svuotate gli altri campi."
        elif name in seen:
            errors[f"{who}_name"] = "È già tra le persone delegate."
        seen.add(name)
    if form.substitute_name and form.substitute_name.casefold() in seen:
        errors["substitute_name"] = "Il sostituto è un'altra persona."
    if errors:
        raise InvalidFormError(errors)


def seat_public_body(session: Session, actor: Actor, here: Here, form: PublicBodyForm) -> Ets:
    """A health unit or municipal service sits at `tavoli` without a domanda.

    The referent of a new one is invited by mail to act for it. Raises InvalidFormError.
    """
    tavoli = [t for t in list_tavoli(session, here.procedure.pk) if t.public_id in form.tavoli]
    if len(tavoli) != len(set(form.tavoli)):
        raise InvalidFormError({"tavoli": "Scegliete almeno uno dei tavoli dell'elenco."})
    body = _known(session, here, form.body) if form.body else _new(session, actor, form)
    for tavolo in tavoli:
        _seat(session, actor, here, tavolo, body, form)
    names = [tavolo.name for tavolo in tavoli]
    emails.seat_given(session, here, body, form.delegate_email, names)
    return body


def _known(session: Session, here: Here, public_id: str) -> Ets:
    for body in list_public_bodies(session, here.authority.pk):
        if body.public_id == public_id:
            return body
    raise InvalidFormError({"body": "Scegliete una delle voci."})


def _new(session: Session, actor: Actor, form: PublicBodyForm) -> Ets:
    errors = {}
    if form.kind not in PUBLIC_KINDS:
        errors["kind"] = "Scegliete se è un'unità dell'Azienda USL o un servizio comunale."
    if not form.name:
        errors["name"] = "Scrivete il nome del servizio."
    if errors or form.kind is None:
        raise InvalidFormError(errors)
    return create_public_body(session, actor, form.kind, form.name, form.delegate_email)


def _seat(
    session: Session, actor: Actor, here: Here, tavolo: Tavolo, body: Ets, form: PublicBodyForm
) -> None:
    seat = session.exec(
        select(Seat).where(Seat.tavolo_id == tavolo.pk, Seat.ets_id == body.pk)
    ).first()
    if seat is not None and seat.ended_at is None:
        raise InvalidFormError({"tavoli": f"{body.name} siede già al tavolo «{tavolo.name}»."})
    seat = seat or Seat(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        tavolo_id=tavolo.pk,
        ets_id=body.pk,
    )
    seat.ended_at = None
    for name in ("name", "role", "email", "phone"):
        setattr(seat, f"delegate_{name}", getattr(form, f"delegate_{name}"))
    session.add(seat)
    session.flush()
    said = about(here, actor.ref, seat.public_id)
    emit(
        session,
        SeatGiven(**said, tavolo=tavolo.public_id, body=body.public_id, with_reservation=False),
    )


def withdraw_seat(session: Session, actor: Actor, here: Here, seat: Seat) -> None:
    """The office takes back a seat it gave itself. Raises RuleError for one of a domanda."""
    if seat.domanda_id is not None:
        raise RuleError(
            "Questo posto viene dalla domanda dell'ente.",
            remedy="Finisce con il ritiro della domanda o con la decisione di non ammissione.",
        )
    end_seat(session, here, actor.ref, seat)
