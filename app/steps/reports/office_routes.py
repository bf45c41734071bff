"""The office's pages of the report: its parts beside the data, the preview."""

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
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.reports import desk
from app.steps.reports.actions import choose_annexing, write_part
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition, section_blocks
from app.steps.reports.enums import BY_CODE, Audience, ReportPiece, Section
from app.steps.reports.forms import AnnexingForm, PartForm
from app.steps.reports.making import FOLD, today
from app.steps.reports.permissions import WRITE
from app.steps.reports.queries import Written, find_report, list_written
from app.steps.reports.version_routes import read_audience

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/relazione")


@router.get("", dependencies=[permit(WRITE)])
def report_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return desk.report_page(request, session, here, actor)


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
    held = list_written(session, report.pk).get(code, Written()) if report else Written()
    form = empty(PartForm, text=held.text, reserved=held.reserved)
    return _part_page(request, session, here, section, form)


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
        data=render_html(document, top=3, fold=FOLD),
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
    form.attempt(session, partial(_write, session, actor, here, section))
    if not form.ok:
        return _part_page(request, session, here, section, form)
    return redirect(office_address(here, "/relazione"), f"«{section.title}» è salvata.")


def _write(session: Session, actor: Actor, here: Here, section: Section, data: PartForm) -> None:
    write_part(session, actor, here, section, data.text, data.reserved)


@router.get("/anteprima", dependencies=[permit(WRITE)])
def preview(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
    edizione: str = Audience.ORGANS.path,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    audience = read_audience(edizione)
    frame = Frame(today(), demo=services.demo, draft=True)
    documents = build_edition(read_data(session, here), audience, frame)
    base = office_address(here, "/relazione")
    titles = (("Relazione", "/relazione"), ("Anteprima", None))
    return page(
        request,
        "reports/preview.html",
        around=office_around(here, base, *titles),
        base=base,
        audience=audience,
        audiences=list(Audience),
        report=render_html(documents[ReportPiece.REPORT], fold=FOLD),
        apart=ReportPiece.CONTRIBUTIONS in documents,
    )


@router.post("/allegati", dependencies=[permit(WRITE)])
def annexing(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[AnnexingForm], bind(AnnexingForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda data: choose_annexing(session, actor, here, data.annexing))
    if not form.ok:
        return desk.report_page(request, session, here, actor, press=form)
    return redirect(office_address(here, "/relazione"), "La scelta sugli allegati è salvata.")
