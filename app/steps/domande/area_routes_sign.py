"""The last steps of a draft: summary, PDF, signature, and sending it."""

import secrets
from datetime import datetime
from typing import Annotated, cast

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_today
from app.core.errors import ConflictError
from app.core.text import sentence
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.services import services_of
from app.law.sources import CAD_65, CDS_8546_2024, DPR445_38
from app.people.accounts.navigation import area_around
from app.steps.domande.actions import file_domanda, sign_domanda, take_pdf
from app.steps.domande.area_desk import Desk, draft_page, open_desk
from app.steps.domande.area_made import MadePdfDep, SignedFormDep
from app.steps.domande.enums import FileRole, SignatureWay
from app.steps.domande.forms_area import EditionForm, PressForm, SignForm
from app.steps.domande.models import Domanda
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import get_own
from app.steps.domande.queries.completeness import SIGNATURE
from app.steps.domande.views import BASE, address_of
from app.steps.procedures.queries import get_by_id

router = APIRouter(prefix=BASE)
WAYS = tuple(
    (way.value, sentence(way.label))
    for way in SignatureWay
    if way is not SignatureWay.IDENTIFIED  # a form of its own: nothing is uploaded
)


@router.get("/{domanda}/riepilogo", dependencies=[permit(APPLY)])
def summary_page(request: Request, domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    desk = open_desk(session, actor, domanda)
    if not desk.is_draft:
        return redirect(address_of(domanda, "/ricevuta"))
    return _summary_page(request, desk, empty(PressForm))


@router.post("/{domanda}/pdf", dependencies=[permit(APPLY)])
def make_pdf(
    request: Request,
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    made: MadePdfDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    form.attempt(session, lambda _: take_pdf(session, actor, domanda, made))
    if not form.ok:
        return _summary_page(request, open_desk(session, actor, domanda), form)
    return redirect(
        address_of(domanda, "/firma"), "Il PDF è pronto: scaricatelo, firmatelo e ricaricatelo qui."
    )


def _summary_page(request: Request, desk: Desk, form: Bound[PressForm]) -> Response:
    return draft_page(
        request,
        desk,
        "domande/area_summary.html",
        "Riepilogo",
        status=form.status,
        form=form,
        generated=desk.file_of(FileRole.GENERATED),
    )


@router.get("/{domanda}/firma", dependencies=[permit(APPLY)])
def sign_page(request: Request, domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    desk = open_desk(session, actor, domanda)
    if not desk.is_draft:
        return redirect(address_of(domanda, "/ricevuta"))
    return _sign_page(request, desk, _sign_form(desk))


@router.post("/{domanda}/firma", dependencies=[permit(APPLY)])
def sign(
    request: Request,
    domanda: str,
    upload: SignedFormDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    form, signed, identity = upload
    if not form.errors:
        form.attempt(
            session, lambda data: sign_domanda(session, actor, domanda, data, signed, identity)
        )
    if not form.ok:
        return _sign_page(request, open_desk(session, actor, domanda), form)
    return redirect(
        address_of(domanda, "/firma"),
        "La domanda firmata è caricata. Manca un ultimo passo: premete «Invia la domanda».",
    )


def _sign_form(desk: Desk) -> Bound[SignForm]:
    told = desk.answers.get(SIGNATURE, {})
    return empty(
        SignForm,
        place=told.get("place") or desk.answers.get("body", {}).get("municipality", ""),
        date=told.get("date") or legal_today().isoformat(),
        way=told.get("way", ""),
    )


def _sign_page(
    request: Request,
    desk: Desk,
    form: Bound[SignForm],
) -> Response:
    return draft_page(
        request,
        desk,
        "domande/area_sign.html",
        "Firma e invio",
        status=form.status,
        form=form,
        ways=WAYS,
        generated=desk.file_of(FileRole.GENERATED),
        signed=desk.file_of(FileRole.SIGNED),
        checks=desk.checks,
        provider=oidc.provider.label if (oidc := services_of(request).oidc) else "",
        once=secrets.token_hex(16),
        sources=(CAD_65, DPR445_38, CDS_8546_2024),
    )


@router.post("/{domanda}/invia", dependencies=[permit(APPLY)])
def send(
    request: Request,
    domanda: str,
    form: Annotated[Bound[EditionForm], bind(EditionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    received = cast(datetime, request.state.received_at)
    conflicts: list[ConflictError] = []

    def put_in(data: EditionForm) -> Domanda:
        try:
            return file_domanda(session, actor, domanda, data.edizione, received, form.once)
        except ConflictError as conflict:
            conflicts.append(conflict)
            raise

    filed = form.attempt(session, put_in)
    if conflicts:
        raise conflicts[0]
    if filed is None:
        return _refused_page(request, session, get_own(session, actor, domanda), form)
    words = f"La domanda n. {filed.register_number} è stata inviata e registrata."
    return redirect(address_of(filed.public_id, "/ricevuta"), words)


def _refused_page(
    request: Request, session: Session, draft: Domanda, form: Bound[EditionForm]
) -> Response:
    """Why it was not sent, and nothing else: at the closing many are told so at once."""
    title = "La domanda non è stata inviata"
    return page(
        request,
        "domande/area_refused.html",
        around=area_around(request.url.path, ("Le mie domande", BASE), (title, None)),
        status=form.status,
        domanda=draft,
        here=get_by_id(session, draft.procedure_id),
        refused=(*form.general, *form.errors.values()),
        base=address_of(draft.public_id),
    )
