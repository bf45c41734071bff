"""The office's pages of the report: parts beside the data, approval, sending, conclusion."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.documents.document import Document
from app.core.documents.html import render_html
from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.phases import Phase
from app.people.authorities.queries import list_organs
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.reports.actions import (
    approve_report,
    conclude_procedure,
    publish_report,
    record_sending,
    reopen_report,
    write_part,
)
from app.steps.reports.content.data import read_data
from app.steps.reports.document import section_blocks
from app.steps.reports.enums import BY_CODE, SECTIONS, Section
from app.steps.reports.forms import PartForm, PressForm, SendingForm
from app.steps.reports.making import MadeReportDep, read_document
from app.steps.reports.permissions import APPROVE, WRITE
from app.steps.reports.queries import find_report, list_parts, list_sendings, list_versions

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/relazione")
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("", dependencies=[permit(WRITE)])
def report_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _report_page(request, session, here, actor)


def _report_page(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    *,
    press: Bound[PressForm] | None = None,
    sending: Bound[SendingForm] | None = None,
) -> Response:
    report = find_report(session, here.procedure.pk)
    parts = list_parts(session, report.pk) if report else {}
    failed = (press is not None and not press.ok) or (sending is not None and not sending.ok)
    return page(
        request,
        "reports/office.html",
        around=office_around(here, office_address(here, "/relazione"), ("Relazione", None)),
        status=422 if failed else 200,
        base=office_address(here, "/relazione"),
        report=report,
        sections=[(section, bool(parts.get(section.code, "").strip())) for section in SECTIONS],
        versions=list_versions(session, here.procedure.pk),
        sendings=list_sendings(session, here.procedure.pk),
        organs=[(organ.name, organ.name) for organ in list_organs(session, here.authority.pk)],
        leads=APPROVE.held_by(actor, here.authority.slug),
        ended=here.procedure.phase is Phase.CONCLUDED,
        press=press,
        form=sending or empty(SendingForm),
    )


def _section(code: str) -> Section:
    if code not in BY_CODE:
        raise NotFoundError
    return BY_CODE[code]


@router.get("/sezioni/{code}", dependencies=[permit(WRITE)])
def part_page(
    request: Request,
    authority: str,
    procedure: str,
    code: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    section = _section(code)
    report = find_report(session, here.procedure.pk)
    text = list_parts(session, report.pk).get(code, "") if report else ""
    return _part_page(request, session, here, section, empty(PartForm, text=text))


def _part_page(
    request: Request, session: Session, here: Here, section: Section, form: Bound[PartForm]
) -> Response:
    data = read_data(session, here)
    blocks = tuple(section_blocks(data, section))
    document = Document(title=section.title, date=here.procedure.created_at, blocks=blocks)
    titles = (("Relazione", "/relazione"), (section.title, None))
    return page(
        request,
        "reports/part.html",
        around=office_around(here, office_address(here, "/relazione"), *titles),
        status=form.status,
        section=section,
        form=form,
        data=render_html(document, top=3),
    )


@router.post("/sezioni/{code}", dependencies=[permit(WRITE)])
def save_part(
    request: Request,
    authority: str,
    procedure: str,
    code: str,
    form: Annotated[Bound[PartForm], bind(PartForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    section = _section(code)
    form.attempt(session, lambda data: write_part(session, actor, here, section, data.text))
    if not form.ok:
        return _part_page(request, session, here, section, form)
    return redirect(office_address(here, "/relazione"), f"«{section.title}» è salvata.")


@router.get("/anteprima", dependencies=[permit(WRITE)])
def preview(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    document = read_document(session, here, demo=services.demo, draft=True)
    titles = (("Relazione", "/relazione"), ("Anteprima", None))
    return page(
        request,
        "reports/preview.html",
        around=office_around(here, office_address(here, "/relazione"), *titles),
        report=render_html(document),
    )


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
        return _report_page(request, session, here, actor, press=form)
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
    form.attempt(session, lambda _: reopen_report(session, here))
    if not form.ok:
        return _report_page(request, session, here, actor, press=form)
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
        return _report_page(request, session, here, actor, sending=form)
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
        return _report_page(request, session, here, actor, press=form)
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
        return _report_page(request, session, here, actor, press=form)
    return redirect(office_address(here), "Il procedimento è concluso.")


@router.get("/versioni/{number}.pdf", dependencies=[permit(WRITE)])
def version_pdf(
    authority: str,
    procedure: str,
    number: int,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    versions = list_versions(session, here.procedure.pk)
    file = next((row.file for row in versions if row.version.number == number), None)
    return file_response(services.blobs, file)
