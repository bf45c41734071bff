"""A domanda once filed: receipt, another in its place, withdrawal."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.download import made_response
from app.core.web.forms import Bound, bind
from app.core.web.render import page, redirect
from app.law.sources import DPR445_53, L241_3_4, L241_18BIS
from app.people.accounts.navigation import area_around
from app.steps.domande.actions import amend_domanda, withdraw_domanda
from app.steps.domande.area_desk import Desk, open_desk
from app.steps.domande.area_made import ReceiptPdfDep
from app.steps.domande.documents import register_words, remedies_of
from app.steps.domande.enums import PENDING, DomandaState
from app.steps.domande.forms_area import PressForm
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import notices_of
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import (
    find_draft,
    get_amended,
    get_own,
    get_successor,
    split_filed,
)
from app.steps.domande.queries.receipts import find_receipt, get_receipt
from app.steps.domande.queries.received import who_typed
from app.steps.domande.receipt import protocol_of, receipt_json
from app.steps.domande.views import BASE, address_of, check_address

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
        checks=desk.checks,
        later=later,
        typed_by=who_typed(session, desk.domanda),
        receipt=find_receipt(session, desk.domanda.pk),
        check_address=check_address,
        notices=notices_of(session, desk.domanda),
        remedies=remedies_of(desk.setting),
        register_words=register_words(desk.setting.here.authority.name),
        can_withdraw=desk.domanda.state is DomandaState.FILED,
        amending=_amending(session, desk),
        can_amend=_can_amend(desk),
        earlier=get_amended(session, desk.domanda),
        later_one=get_successor(session, desk.domanda),
        sources=(L241_18BIS, DPR445_53, L241_3_4),
    )


def _amending(session: Session, desk: Desk) -> Domanda | None:
    """The draft that would replace this one."""
    held = desk.domanda
    draft = find_draft(session, held.procedure_id, held.ets_id) if held.ets_id else None
    return draft if draft is not None and draft.amends_id == held.pk else None


def _can_amend(desk: Desk) -> bool:
    """Whether the page offers it; the action decides again."""
    held = desk.domanda
    pending = held.state is DomandaState.FILED and held.examination in PENDING
    return pending and desk.setting.takes_domande(legal_now())


@router.post("/{domanda}/modifica", dependencies=[permit(APPLY)])
def amend(
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    draft = amend_domanda(session, actor, domanda)
    return redirect(
        address_of(draft.public_id, "/riepilogo"),
        "Cambiate ciò che serve: la domanda già inviata resta valida finché non inviate questa.",
    )


@router.get("/{domanda}/ricevuta.pdf", dependencies=[permit(APPLY)])
def receipt_file(domanda: str, made: ReceiptPdfDep) -> Response:
    return made_response(made.body, "application/pdf", made.name)


@router.get("/{domanda}/ricevuta.json", dependencies=[permit(APPLY)])
def receipt_data(domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    own = get_own(session, actor, domanda)
    body = receipt_json(get_receipt(session, own.pk).content, protocol_of(own))
    number = own.register_number.replace("/", "-")
    return made_response(body, "application/json", f"ricevuta-{number}.json")


@router.post("/{domanda}/ritira", dependencies=[permit(APPLY)])
def withdraw(
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    withdraw_domanda(session, actor, domanda)
    return redirect(address_of(domanda, "/ricevuta"), "La domanda è stata ritirata.")
