"""Who adopts an authority's acts: its organs and competent managers."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.people.authorities.actions import add_organ, edit_organ, end_organ
from app.people.authorities.forms import OrganForm, PressForm
from app.people.authorities.models import Authority, Organ
from app.people.authorities.navigation import settings_address, settings_around
from app.people.authorities.permissions import SETTINGS
from app.people.authorities.queries import get_organ, get_own_authority, list_organs
from app.people.authorities.views import ORGAN_OPTIONS

router = APIRouter(prefix="/ufficio/{authority}/impostazioni")
Press = Annotated[Bound[PressForm], bind(PressForm)]
OrganBound = Annotated[Bound[OrganForm], bind(OrganForm)]


@router.get("/organi", dependencies=[permit(SETTINGS)])
def organs_page(
    request: Request, authority: str, session: ReadSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    return _organs_page(request, session, found, empty(OrganForm))


@router.post("/organi", dependencies=[permit(SETTINGS)])
def new_organ(
    request: Request, authority: str, form: OrganBound, session: WriteSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    form.attempt(session, lambda data: add_organ(session, actor, found, data))
    if not form.ok:
        return _organs_page(request, session, found, form)
    return redirect(settings_address(found, "/organi"), "La voce è aggiunta.")


def _organs_page(
    request: Request, session: Session, authority: Authority, form: Bound[OrganForm]
) -> Response:
    return page(
        request,
        "authorities/organs.html",
        around=settings_around(authority, "/organi", ("Organi e dirigenti", None)),
        status=form.status,
        form=form,
        kinds=ORGAN_OPTIONS,
        organs=list_organs(session, authority.pk),
        base=settings_address(authority, "/organi"),
    )


@router.get("/organi/{organ}", dependencies=[permit(SETTINGS)])
def organ_page(
    request: Request, authority: str, organ: str, session: ReadSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    held = get_organ(session, found.pk, organ)
    form = empty(OrganForm, kind=held.kind, name=held.name, holder=held.holder, email=held.email)
    return _organ_page(request, found, held, form)


@router.post("/organi/{organ}", dependencies=[permit(SETTINGS)])
def save_organ(
    request: Request,
    authority: str,
    organ: str,
    form: OrganBound,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    held = get_organ(session, found.pk, organ)
    form.attempt(session, lambda data: edit_organ(session, actor, found, held, data))
    if not form.ok:
        return _organ_page(request, found, held, form)
    return redirect(settings_address(found, "/organi"), "La voce è cambiata.")


def _organ_page(
    request: Request, authority: Authority, organ: Organ, form: Bound[OrganForm]
) -> Response:
    crumbs = (("Organi e dirigenti", "/organi"), (organ.name, None))
    return page(
        request,
        "authorities/organ.html",
        around=settings_around(authority, "/organi", *crumbs),
        status=form.status,
        form=form,
        kinds=ORGAN_OPTIONS,
        organ=organ,
        base=settings_address(authority, "/organi"),
    )


@router.post("/organi/{organ}/termina", dependencies=[permit(SETTINGS)])
def stop_organ(
    authority: str, organ: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    end_organ(session, actor, found, get_organ(session, found.pk, organ))
    return redirect(
        settings_address(found, "/organi"), "Non è più proposta: gli atti già registrati restano."
    )
