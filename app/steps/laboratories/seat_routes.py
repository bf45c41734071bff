"""The office's pages of who sits at which tavolo."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.text import sentence
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.ets.queries import get_ets
from app.steps.laboratories.actions import change_delegates, seat_public_body, withdraw_seat
from app.steps.laboratories.actions.seats import PUBLIC_KINDS
from app.steps.laboratories.forms import DelegatesForm, PressForm, PublicBodyForm
from app.steps.laboratories.models import Seat
from app.steps.laboratories.permissions import CONDUCT
from app.steps.laboratories.queries import get_seat, list_public_bodies, list_seats
from app.steps.laboratories.views import delegate_values, delegates_view
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/posti")
LIST = ("Posti ai tavoli", "/posti")


@router.get("", dependencies=[permit(CONDUCT)])
def seats_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _seats_page(request, session, here, empty(PublicBodyForm))


@router.post("", dependencies=[permit(CONDUCT)])
def new_public_body(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PublicBodyForm], bind(PublicBodyForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(seat_public_body, session, actor, here))
    if not form.ok:
        return _seats_page(request, session, here, form)
    words = "Il servizio siede ai tavoli scelti e il suo referente è stato avvisato per e-mail."
    return redirect(office_address(here, "/posti"), words)


def _seats_page(
    request: Request, session: Session, here: Here, form: Bound[PublicBodyForm]
) -> Response:
    tavoli = list_tavoli(session, here.procedure.pk)
    seats = list_seats(session, here.procedure.pk)
    return page(
        request,
        "laboratories/seats.html",
        around=office_around(here, request.url.path, (LIST[0], None)),
        status=form.status,
        form=form,
        base=office_address(here, "/posti"),
        tables=[
            (tavolo, [seat for seat in seats if seat.tavolo_id == tavolo.id]) for tavolo in tavoli
        ],
        tavoli=[(tavolo.public_id, tavolo.name) for tavolo in tavoli],
        kinds=[(kind.value, sentence(kind.label)) for kind in PUBLIC_KINDS],
        known=[
            (body.public_id, body.name) for body in list_public_bodies(session, here.authority.pk)
        ],
    )


@router.get("/{seat}", dependencies=[permit(CONDUCT)])
def seat_page(
    request: Request,
    authority: str,
    procedure: str,
    seat: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_seat(session, here.procedure.pk, seat)
    form = empty(DelegatesForm, **delegate_values(found))
    return _seat_page(request, session, here, found, form)


@router.post("/{seat}", dependencies=[permit(CONDUCT)])
def save_seat(
    request: Request,
    authority: str,
    procedure: str,
    seat: str,
    form: Annotated[Bound[DelegatesForm], bind(DelegatesForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_seat(session, here.procedure.pk, seat)
    form.attempt(session, partial(change_delegates, session, actor, here, found))
    if not form.ok:
        return _seat_page(request, session, here, found, form)
    return redirect(office_address(here, "/posti"), "I delegati sono stati aggiornati.")


@router.post("/{seat}/togli", dependencies=[permit(CONDUCT)])
def drop_seat(
    authority: str,
    procedure: str,
    seat: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    withdraw_seat(session, actor, here, get_seat(session, here.procedure.pk, seat))
    return redirect(office_address(here, "/posti"), "Il posto è stato tolto.")


def _seat_page(
    request: Request, session: Session, here: Here, seat: Seat, form: Bound[DelegatesForm]
) -> Response:
    return page(
        request,
        "laboratories/seat.html",
        around=office_around(here, request.url.path, LIST, ("Delegati", None)),
        status=form.status,
        form=form,
        people=delegates_view(session, seat),
        body=get_ets(session, seat.ets_id),
        given_by_office=seat.domanda_id is None,
    )
