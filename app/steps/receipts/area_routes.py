"""The receipt of an own domanda: its page, its PDF and its JSON."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, permit
from app.core.web.download import made_response
from app.core.web.render import page
from app.law.sources import DPR445_53, L241_3_4, L241_18BIS
from app.people.accounts.navigation import area_around
from app.steps.domande.navigation import notices_of
from app.steps.domande.queries.area import get_own
from app.steps.domande.views import BASE, address_of
from app.steps.receipts.documents import register_words, remedies_of, unchecked_words
from app.steps.receipts.made import ReceiptPdfDep
from app.steps.receipts.permissions import READ
from app.steps.receipts.queries import get_receipt, receipt_file
from app.steps.receipts.views import check_address, receipt_view

router = APIRouter(prefix=BASE)


@router.get("/{domanda}/ricevuta", dependencies=[permit(READ)])
def receipt_page(request: Request, domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    own = get_own(session, actor, domanda)
    if own.filed_at is None:
        raise NotFoundError("La ricevuta c'è dopo l'invio: questa domanda è ancora una bozza.")
    view = receipt_view(session, own)
    return page(
        request,
        "receipts/area_receipt.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), ("Ricevuta", None)),
        view=view,
        domanda=own,
        base=address_of(domanda),
        check_address=check_address,
        notices=notices_of(session, own),
        unchecked=unchecked_words(own.channel),
        remedies=remedies_of(view.setting),
        register_words=register_words(view.setting.here.authority.name),
        sources=(L241_18BIS, DPR445_53, L241_3_4),
    )


@router.get("/{domanda}/ricevuta.pdf", dependencies=[permit(READ)])
def receipt_pdf(domanda: str, made: ReceiptPdfDep) -> Response:
    return made_response(made.body, "application/pdf", made.name)


@router.get("/{domanda}/ricevuta.json", dependencies=[permit(READ)])
def receipt_data(domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    own = get_own(session, actor, domanda)
    _, body = receipt_file(own, get_receipt(session, own.pk))
    number = own.register_number.replace("/", "-")
    return made_response(body, "application/json", f"ricevuta-{number}.json")
