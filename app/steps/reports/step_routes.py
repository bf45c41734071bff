"""What the responsible officer does with the report: approval, sending, publication, the end."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ActorDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import get_for_office
from app.steps.reports import desk
from app.steps.reports.actions import (
    approve_report,
    conclude_procedure,
    publish_report,
    record_sending,
    reopen_report,
)
from app.steps.reports.forms import PressForm, SendingForm
from app.steps.reports.making import MadeReportDep
from app.steps.reports.permissions import APPROVE

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/relazione")
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.post("/approva", dependencies=[permit(APPROVE)])
def approve(
    request: Request,
    authority: str,
    procedure: str,
    form: Press,
    made: MadeReportDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: approve_report(session, actor, here, made))
    if not form.ok:
        return desk.report_page(request, session, here, actor, press=form)
    return redirect(office_address(here, "/relazione"), "La relazione è approvata.")


@router.post("/riapri", dependencies=[permit(APPROVE)])
def reopen(
    request: Request,
    authority: str,
    procedure: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: reopen_report(session, actor, here))
    if not form.ok:
        return desk.report_page(request, session, here, actor, press=form)
    return redirect(office_address(here, "/relazione"), "La relazione è di nuovo in bozza.")


@router.post("/trasmissioni", dependencies=[permit(APPROVE)])
def send(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[SendingForm], bind(SendingForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(record_sending, session, actor, here))
    if not form.ok:
        return desk.report_page(request, session, here, actor, sending=form)
    return redirect(office_address(here, "/relazione"), "La trasmissione è registrata.")


@router.post("/pubblica", dependencies=[permit(APPROVE)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: publish_report(session, actor, here))
    if not form.ok:
        return desk.report_page(request, session, here, actor, press=form)
    return redirect(office_address(here, "/relazione"), "La relazione è pubblicata.")


@router.post("/concludi", dependencies=[permit(APPROVE)])
def conclude(
    request: Request,
    authority: str,
    procedure: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: conclude_procedure(session, actor, here))
    if not form.ok:
        return desk.report_page(request, session, here, actor, press=form)
    return redirect(office_address(here), "Il procedimento è concluso.")
