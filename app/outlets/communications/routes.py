"""The office's register of communications: the list, each message, the table to take away."""

import tempfile
from typing import Annotated, BinaryIO, cast

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response, read_in_pieces
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import address
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.outlets.communications import views
from app.outlets.communications.actions import record_outside, resend
from app.outlets.communications.export import write_csv
from app.outlets.communications.forms import RecordForm, ResendForm
from app.outlets.communications.permissions import KEEP, READ
from app.outlets.communications.queries import (
    Line,
    count_untied,
    find_resent,
    get_file,
    get_line,
    iter_lines,
    list_bodies_written_to,
    list_lines,
)
from app.outlets.communications.views import Asked, asked
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/comunicazioni")
LIST = ("Comunicazioni", "/comunicazioni")
AskedDep = Annotated[Asked, Depends(asked)]
SENT_FILES = {"file": frozenset({"pdf", "p7m", "eml", "jpg", "png", "odt", "docx"})}


@router.get("", dependencies=[permit(READ)])
def list_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: AskedDep,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    path = office_address(here, "/comunicazioni")
    lines, total = list_lines(session, here, asked.wanted, asked.number)
    return page(
        request,
        "communications/list.html",
        around=office_around(here, path, ("Comunicazioni", None)),
        address=path,
        export=address(f"{path}/elenco.csv", asked.params),
        shown=views.page_of(lines, total, asked, path),
        filter_form=asked.form,
        states=views.STATES,
        ways=views.WAYS,
        bodies=list_bodies_written_to(session, here),
        state_words=views.state_words,
        state_tone=views.state_tone,
        untied=count_untied(session, here),
        may_keep=KEEP.held_by(actor, authority),
    )


@router.get("/elenco.csv", dependencies=[permit(KEEP)])
def export(
    authority: str, procedure: str, asked: AskedDep, session: ReadSession, actor: ActorDep
) -> Response:
    """Written whole before the answer begins: it is complete, or it is an error."""
    here = get_for_office(session, actor, authority, procedure)
    out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1 << 20))  # noqa: SIM115  read_in_pieces closes it
    out.writelines(write_csv(iter_lines(session, here, asked.wanted)))
    out.seek(0)
    name = f"comunicazioni-{here.procedure.slug}.csv"
    return StreamingResponse(
        read_in_pieces(out),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )


@router.get("/registra", dependencies=[permit(KEEP)])
def record_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _record_page(request, session, here, empty(RecordForm))


@router.post("/registra", dependencies=[permit(KEEP)])
def record(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[RecordForm], bind_with_files(RecordForm, SENT_FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    file = next(iter(form.kept.get("file", [])), None)
    made = form.attempt(session, lambda data: record_outside(session, actor, here, data, file))
    if made is None:
        return _record_page(request, session, here, form)
    return redirect(
        office_address(here, f"/comunicazioni/{made.public_id}"), "La comunicazione è a registro."
    )


def _record_page(
    request: Request, session: Session, here: Here, form: Bound[RecordForm]
) -> Response:
    return page(
        request,
        "communications/record.html",
        around=office_around(here, request.url.path, LIST, ("Registra", None)),
        status=form.status,
        form=form,
        ways=views.OUTSIDE_WAYS,
        bodies=list_bodies_written_to(session, here),
    )


@router.get("/{message}", dependencies=[permit(KEEP)])
def message_page(
    request: Request,
    authority: str,
    procedure: str,
    message: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    line = get_line(session, here, message)
    form = empty(ResendForm, recipient=line.message.recipient)
    return _message_page(request, session, here, line, form)


@router.post("/{message}", dependencies=[permit(KEEP)])
def send_again(
    request: Request,
    authority: str,
    procedure: str,
    message: str,
    form: Annotated[Bound[ResendForm], bind(ResendForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    line = get_line(session, here, message, lock=True)
    made = form.attempt(session, lambda data: resend(session, actor, here, line, data))
    if made is None:
        return _message_page(request, session, here, line, form)
    return redirect(
        office_address(here, f"/comunicazioni/{made.public_id}"),
        "La comunicazione è di nuovo in coda: qui ne vedete l'esito.",
    )


def _message_page(
    request: Request, session: Session, here: Here, line: Line, form: Bound[ResendForm]
) -> Response:
    before, after = find_resent(session, line.message)
    return page(
        request,
        "communications/message.html",
        around=office_around(here, request.url.path, LIST, (line.message.subject, None)),
        status=form.status,
        address=office_address(here, "/comunicazioni"),
        line=line,
        message=line.message,
        words=views.state_words(line),
        tone=views.state_tone(line),
        before=before,
        after=after,
        file=get_file(session, line.message.file_id),
        form=form,
    )


@router.get("/{message}/file", dependencies=[permit(KEEP)])
def message_file(
    authority: str,
    procedure: str,
    message: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    line = get_line(session, here, message)
    return file_response(services.blobs, get_file(session, line.message.file_id))
