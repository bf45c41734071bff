"""The reading's own pages, for its guest alone: link, form, summary, seal."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import Around, page, redirect
from app.people.authorities.queries import look_of
from app.steps.monitoring.actions.readings import give_reading, save_reading
from app.steps.monitoring.definition import QUESTIONS, Scale
from app.steps.monitoring.enums import InvitationState
from app.steps.monitoring.forms import GiveForm, ReadingForm
from app.steps.monitoring.guest import address_of, come_in, exchange, guest_of, unseen
from app.steps.monitoring.navigation import PUBLIC, READING
from app.steps.monitoring.permissions import GIVE
from app.steps.monitoring.queries.readings import Guest
from app.steps.monitoring.seal import answers_of, missing_of
from app.steps.procedures.navigation import public_address

router = APIRouter(prefix=READING)
SCALE = [(one.value, one.label) for one in Scale]


@router.get("/entra/{token}", dependencies=[permit(GIVE)])
def enter(request: Request, token: str, session: WriteSession, services: ServicesDep) -> Response:
    """A link is exchanged, and changes nothing; only a wrong one is counted."""
    caller = request.client.host if request.client else ""
    return exchange(come_in(session, token, caller), services)


@router.get("/{reading}", dependencies=[permit(GIVE)])
def reading_page(
    request: Request, reading: str, session: ReadSession, services: ServicesDep
) -> Response:
    guest = guest_of(request, session, services, reading)
    return _form_page(request, guest, None)


def _around(guest: Guest, title: str) -> Around:
    crumbs = ((f"Lettura del rendiconto {guest.account.year}", None), (title, None))
    return Around(authority=look_of(guest.here.authority), breadcrumb=crumbs)


def _view(guest: Guest) -> dict[str, Any]:
    return {
        "guest": guest,
        "address": address_of(guest),
        "account": public_address(guest.here, f"{PUBLIC}/{guest.account.year}"),
    }


def _form_page(request: Request, guest: Guest, form: Bound[ReadingForm] | None) -> Response:
    if guest.state is InvitationState.GIVEN:
        return unseen(
            page(
                request,
                "monitoring/reading_given.html",
                around=_around(guest, "Consegnata"),
                status=form.status if form else 200,
                form=form,
                **_view(guest),
            )
        )
    values = {**guest.invitation.answers, "edition": guest.invitation.edition}
    return unseen(
        page(
            request,
            "monitoring/reading.html",
            around=_around(guest, "Le domande"),
            status=form.status if form else 200,
            form=form or empty(ReadingForm, **values),
            questions=QUESTIONS,
            scale=SCALE,
            **_view(guest),
        )
    )


@router.post("/{reading}", dependencies=[permit(GIVE)])
def save(
    request: Request,
    reading: str,
    form: Annotated[Bound[ReadingForm], bind(ReadingForm)],
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    guest = guest_of(request, session, services, reading, lock=True)
    form.attempt(session, lambda data: save_reading(session, guest, data))
    if not form.ok:
        return _form_page(request, guest, form)
    if form.button == "riepilogo":
        return unseen(redirect(f"{address_of(guest)}/riepilogo"))
    return unseen(redirect(address_of(guest), "La bozza è salvata. Non è ancora consegnata."))


@router.get("/{reading}/riepilogo", dependencies=[permit(GIVE)])
def summary_page(
    request: Request, reading: str, session: ReadSession, services: ServicesDep
) -> Response:
    guest = guest_of(request, session, services, reading)
    return _summary_page(request, guest, None)


def _summary_page(request: Request, guest: Guest, form: Bound[GiveForm] | None) -> Response:
    if guest.state is InvitationState.GIVEN:
        return _form_page(request, guest, None)
    return unseen(
        page(
            request,
            "monitoring/reading_summary.html",
            around=_around(guest, "Riepilogo"),
            status=form.status if form else 200,
            form=form,
            answers=answers_of(guest.invitation.answers),
            missing=list(missing_of(guest.invitation.answers).values()),
            **_view(guest),
        )
    )


@router.post("/{reading}/consegna", dependencies=[permit(GIVE)])
def give(
    request: Request,
    reading: str,
    form: Annotated[Bound[GiveForm], bind(GiveForm)],
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    guest = guest_of(request, session, services, reading, lock=True)
    if guest.state is not InvitationState.GIVEN:
        form.attempt(session, lambda data: give_reading(session, guest, data.edition))
        if not form.ok:
            return _summary_page(request, guest, form)
    return unseen(redirect(address_of(guest), "La lettura è consegnata."))
