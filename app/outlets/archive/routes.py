"""The office's page of the fascicolo: ask for it, see it grow, take it away."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DLGS33_7BIS_4, L241_22_25
from app.outlets.archive.actions import ask_fascicolo, remove_fascicolo, take_fascicolo
from app.outlets.archive.chapters import CHAPTERS
from app.outlets.archive.forms import AskForm, RemoveForm
from app.outlets.archive.permissions import FASCICOLO
from app.outlets.archive.queries import get_fascicolo, list_fascicoli
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/fascicolo")


@router.get("", dependencies=[permit(FASCICOLO)])
def fascicolo_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _page(request, session, here, empty(AskForm))


@router.post("", dependencies=[permit(FASCICOLO)])
def ask(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[AskForm], bind(AskForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(ask_fascicolo, session, actor, here))
    if not form.ok:
        return _page(request, session, here, form)
    return redirect(
        office_address(here, "/fascicolo"),
        "Il fascicolo è in preparazione: lo vedete qui.",
    )


@router.post("/{fascicolo}/scarica", dependencies=[permit(FASCICOLO)])
def take(
    authority: str,
    procedure: str,
    fascicolo: str,
    session: WriteSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    """A POST, because it is written down who took it."""
    here = get_for_office(session, actor, authority, procedure)
    row = get_fascicolo(session, here, fascicolo)
    return file_response(services.blobs, take_fascicolo(session, actor, here, row))


@router.post("/{fascicolo}/rimuovi", dependencies=[permit(FASCICOLO)])
def remove(
    request: Request,
    authority: str,
    procedure: str,
    fascicolo: str,
    form: Annotated[Bound[RemoveForm], bind(RemoveForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    row = get_fascicolo(session, here, fascicolo, lock=True)
    form.attempt(session, lambda _: remove_fascicolo(session, actor, here, row))
    if not form.ok:
        return _page(request, session, here, empty(AskForm), refused=form)
    return redirect(office_address(here, "/fascicolo"), "Il fascicolo è rimosso.")


def _page(
    request: Request,
    session: Session,
    here: Here,
    form: Bound[AskForm],
    *,
    refused: Bound[RemoveForm] | None = None,
) -> Response:
    address = office_address(here, "/fascicolo")
    rows = list_fascicoli(session, here.procedure)
    return page(
        request,
        "archive/fascicolo.html",
        around=office_around(here, address, ("Fascicolo", None)),
        status=(refused or form).status,
        address=address,
        form=form,
        refused=refused or form,
        rows=rows,
        running=any(row.running for row in rows),
        chapters=len(CHAPTERS) + 1,
        sources=(L241_22_25, DLGS33_7BIS_4),
    )
