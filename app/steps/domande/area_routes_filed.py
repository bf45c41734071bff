"""A domanda once filed: receipt and withdrawal."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import page, redirect
from app.law.sources import DPR445_53, L241_3_4, L241_18BIS
from app.people.accounts.navigation import area_around
from app.steps.domande.actions import withdraw_domanda
from app.steps.domande.area_desk import open_desk
from app.steps.domande.area_made import ReceiptPdfDep
from app.steps.domande.documents import register_words, remedies_of
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms_area import PressForm
from app.steps.domande.navigation import notices_of
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import split_filed
from app.steps.domande.views import BASE, address_of

router = APIRouter(prefix=BASE)


@router.get("/{domanda}/ricevuta", dependencies=[permit(APPLY)])
def receipt_page(request: Request, domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    desk = open_desk(session, actor, domanda)
    if desk.domanda.filed_at is None:
        raise NotFoundError("La ricevuta c'è dopo l'invio: questa domanda è ancora una bozza.")
    filed, later = split_filed(desk.files)
    return page(
        request,
        "domande/area_receipt.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), ("Ricevuta", None)),
        desk=desk,
        domanda=desk.domanda,
        setting=desk.setting,
        base=address_of(domanda),
        filed=filed,
        later=later,
        notices=notices_of(session, desk.domanda),
        remedies=remedies_of(desk.setting),
        register_words=register_words(desk.setting.here.authority.name),
        can_withdraw=desk.domanda.state is DomandaState.FILED,
        sources=(L241_18BIS, DPR445_53, L241_3_4),
    )


@router.get("/{domanda}/ricevuta.pdf", dependencies=[permit(APPLY)])
def receipt_file(domanda: str, body: ReceiptPdfDep) -> Response:
    if body is None:
        raise NotFoundError("La ricevuta c'è dopo l'invio: questa domanda è ancora una bozza.")
    headers = {
        "content-disposition": f'attachment; filename="ricevuta-{domanda[:8]}.pdf"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(body, media_type="application/pdf", headers=headers)


@router.post("/{domanda}/ritira", dependencies=[permit(APPLY)])
def withdraw(
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    withdraw_domanda(session, actor, domanda)
    return redirect(address_of(domanda, "/ricevuta"), "La domanda è stata ritirata.")
