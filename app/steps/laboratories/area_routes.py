"""The participants' pages: their seats, who sits with them, the verbali to read and correct."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.documents.html import render_html
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.accounts.navigation import area_around
from app.steps.laboratories.actions import change_delegates, send_correction
from app.steps.laboratories.enums import SEALED
from app.steps.laboratories.forms import CorrectionForm, DelegatesForm
from app.steps.laboratories.models import Seat, Verbale
from app.steps.laboratories.navigation import TAVOLI
from app.steps.laboratories.permissions import OWN as SEE_OWN
from app.steps.laboratories.permissions import TAKE_PART
from app.steps.laboratories.queries import (
    bodies_at,
    get_own_seat,
    get_own_verbale,
    list_corrections,
    list_places,
    list_tavolo_seats,
    list_upcoming,
    list_verbali_of,
    seats_of,
)
from app.steps.laboratories.verbale_pages import document_of
from app.steps.laboratories.views import delegate_values, delegates_view
from app.steps.procedures.queries import get_by_id

router = APIRouter(prefix=TAVOLI)
HOME = ("I miei tavoli", TAVOLI)


@router.get("", dependencies=[permit(SEE_OWN)])
def tavoli_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    seats = seats_of(session, actor)
    procedures = {seat.procedure_id for seat in seats}
    upcoming = list_upcoming(session, {seat.tavolo_id for seat in seats}, procedures, legal_now())
    return page(
        request,
        "laboratories/my_tavoli.html",
        around=area_around(request.url.path, (HOME[0], None)),
        seats=seats,
        places=list_places(session, procedures),
        upcoming=upcoming,
        verbali=list_verbali_of(session, actor),
        now=legal_now(),
    )


@router.get("/{seat}", dependencies=[permit(TAKE_PART)])
def tavolo_page(request: Request, seat: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_own_seat(session, actor, seat)
    others = list_tavolo_seats(session, actor, found.tavolo_id)
    own = next(row for row in others if row.public_id == found.public_id)
    here = get_by_id(session, found.procedure_id)
    upcoming = list_upcoming(session, [found.tavolo_id], [found.procedure_id], legal_now())
    verbali = [
        row
        for row in list_verbali_of(session, actor)
        if row.tavolo_id in {found.tavolo_id, None} and row.procedure_id == found.procedure_id
    ]
    return page(
        request,
        "laboratories/my_tavolo.html",
        around=area_around(request.url.path, HOME, (own.tavolo_name, None)),
        here=here,
        own=own,
        others=others,
        upcoming=upcoming,
        verbali=verbali,
        now=legal_now(),
    )


@router.get("/{seat}/delegati", dependencies=[permit(TAKE_PART)])
def delegates_page(request: Request, seat: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_own_seat(session, actor, seat)
    form = empty(DelegatesForm, **delegate_values(found))
    return _delegates_page(request, session, found, form)


@router.post("/{seat}/delegati", dependencies=[permit(TAKE_PART)])
def save_delegates(
    request: Request,
    seat: str,
    form: Annotated[Bound[DelegatesForm], bind(DelegatesForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_seat(session, actor, seat)
    here = get_by_id(session, found.procedure_id, lock=True)
    form.attempt(session, partial(change_delegates, session, actor, here, found))
    if not form.ok:
        return _delegates_page(request, session, found, form)
    return redirect(f"{TAVOLI}/{seat}", "I delegati sono stati aggiornati.")


def _delegates_page(
    request: Request, session: Session, seat: Seat, form: Bound[DelegatesForm]
) -> Response:
    back = f"{TAVOLI}/{seat.public_id}"
    around = area_around(request.url.path, HOME, ("Il tavolo", back), ("Delegati", None))
    return page(
        request,
        "laboratories/delegates.html",
        around=around,
        status=form.status,
        form=form,
        people=delegates_view(session, seat),
    )


@router.get("/verbali/{verbale}", dependencies=[permit(TAKE_PART)])
def verbale_page(
    request: Request, verbale: str, session: ReadSession, actor: ActorDep, services: ServicesDep
) -> Response:
    found = get_own_verbale(session, actor, verbale)
    return _verbale_page(request, session, actor, found, empty(CorrectionForm))


@router.post("/verbali/{verbale}", dependencies=[permit(TAKE_PART)])
def ask_correction(
    request: Request,
    verbale: str,
    form: Annotated[Bound[CorrectionForm], bind(CorrectionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_by_id(session, get_own_verbale(session, actor, verbale).procedure_id, lock=True)
    found = get_own_verbale(session, actor, verbale, lock=True)
    form.attempt(session, partial(send_correction, session, actor, here, found))
    if not form.ok:
        return _verbale_page(request, session, actor, found, form)
    words = "La vostra correzione è arrivata all'ufficio."
    return redirect(f"{TAVOLI}/verbali/{verbale}", words)


def _verbale_page(
    request: Request,
    session: Session,
    actor: Actor,
    verbale: Verbale,
    form: Bound[CorrectionForm],
) -> Response:
    here = get_by_id(session, verbale.procedure_id)
    document = document_of(session, here, verbale)
    bodies = bodies_at(session, actor, verbale)
    until = verbale.corrections_until
    return page(
        request,
        "laboratories/my_verbale.html",
        around=area_around(request.url.path, HOME, (document.title, None)),
        status=form.status,
        form=form,
        title=document.title,
        document=render_html(document),
        verbale=verbale,
        open=verbale.state not in SEALED and until is not None and legal_now() <= until,
        bodies=[(ref, seat.ets_name) for ref, seat in bodies.items()],
        corrections=list_corrections(session, verbale.pk, actor),
    )
