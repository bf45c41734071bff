"""A domanda once filed: receipt, completion, withdrawal."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.law.sources import DPR445_53, L241_3_4, L241_18BIS
from app.people.accounts.navigation import area_around
from app.steps.domande.actions import answer_completion, withdraw_domanda
from app.steps.domande.area_desk import Desk, open_desk
from app.steps.domande.area_made import ReceiptPdfDep
from app.steps.domande.documents import register_words, remedies_of
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms_area import ATTACHMENT_KINDS, PressForm
from app.steps.domande.forms_office import AnswerForm
from app.steps.domande.models import Completion
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import get_own, split_filed
from app.steps.domande.queries.examination import get_open_completion
from app.steps.domande.views_area import BASE, address_of

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
        completion=get_open_completion(session, desk.domanda.pk),
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


@router.get("/{domanda}/integrazione", dependencies=[permit(APPLY)])
def completion_page(
    request: Request, domanda: str, session: ReadSession, actor: ActorDep
) -> Response:
    desk = open_desk(session, actor, domanda)
    completion = get_open_completion(session, desk.domanda.pk)
    return _completion_page(request, desk, completion, empty(AnswerForm))


@router.post("/{domanda}/integrazione", dependencies=[permit(APPLY)])
def answer(
    request: Request,
    domanda: str,
    form: Annotated[Bound[AnswerForm], bind_with_files(AnswerForm, {"files": ATTACHMENT_KINDS})],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    own = get_own(session, actor, domanda)
    kept = form.kept.get("files", [])
    if not form.errors:
        form.attempt(session, lambda data: answer_completion(session, actor, own, data, kept))
    if not form.ok:
        completion = get_open_completion(session, own.pk)
        return _completion_page(request, open_desk(session, actor, domanda), completion, form)
    return redirect(address_of(domanda, "/ricevuta"), "La risposta è arrivata all'ufficio.")


def _completion_page(
    request: Request, desk: Desk, completion: Completion | None, form: Bound[AnswerForm]
) -> Response:
    title = "Completare la domanda"
    return page(
        request,
        "domande/area_completion.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), (title, None)),
        status=form.status,
        form=form,
        domanda=desk.domanda,
        completion=completion,
        base=address_of(desk.domanda.public_id),
    )
