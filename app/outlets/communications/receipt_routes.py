"""The receipts of certified mail: handed in, several at once, and tied to their message."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.i18n import instant_words
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.outlets.communications import views
from app.outlets.communications.actions import HandedIn, Told, hand_in_receipts, tie_receipt
from app.outlets.communications.forms import FilesForm, TieForm
from app.outlets.communications.intake import FIELD, bind_receipts
from app.outlets.communications.permissions import KEEP
from app.outlets.communications.queries import (
    get_file,
    get_line,
    get_receipt,
    list_certified,
    list_untied,
)
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/comunicazioni/ricevute")
CRUMBS = (("Comunicazioni", "/comunicazioni"), ("Ricevute PEC", None))


@router.get("", dependencies=[permit(KEEP)])
def receipts_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _page(request, session, here, empty(FilesForm))


@router.post("", dependencies=[permit(KEEP)])
def hand_in(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[FilesForm], bind_receipts()],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    files: list[HandedIn] = form.kept.get(FIELD, [])
    told = form.attempt(session, lambda _: hand_in_receipts(session, actor, here, files))
    return _page(request, session, here, form, told=told or [])


@router.post("/{receipt}", dependencies=[permit(KEEP)])
def tie(
    request: Request,
    authority: str,
    procedure: str,
    receipt: str,
    form: Annotated[Bound[TieForm], bind(TieForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_receipt(session, here, receipt)
    form.attempt(
        session,
        lambda data: tie_receipt(
            session, actor, here, found, get_line(session, here, data.message).message
        ),
    )
    if not form.ok:
        return _page(request, session, here, empty(FilesForm), tying=form)
    return redirect(office_address(here, "/comunicazioni/ricevute"), "La ricevuta è legata.")


@router.get("/{receipt}/file", dependencies=[permit(KEEP)])
def receipt_file(
    authority: str,
    procedure: str,
    receipt: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_receipt(session, here, receipt)
    return file_response(services.blobs, get_file(session, found.file_id))


def _page(
    request: Request,
    session: Session,
    here: Here,
    form: Bound[FilesForm],
    *,
    told: list[tuple[HandedIn, Told]] | None = None,
    tying: Bound[TieForm] | None = None,
) -> Response:
    untied = list_untied(session, here)
    address = office_address(here, "/comunicazioni/ricevute")
    messages = list_certified(session, here) if untied else []
    return page(
        request,
        "communications/receipts.html",
        around=office_around(here, address, *CRUMBS),
        status=(tying or form).status,
        address=address,
        form=form,
        tying=tying or empty(TieForm),
        told=views.told_views(told or []),
        untied=untied,
        messages=[
            (
                message.public_id,
                f"{message.recipient} · {message.subject} · {instant_words(message.created_at)}",
            )
            for message in messages
        ],
    )
