"""The office's pages of meetings and attendance."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.calendar.queries import get_meeting, get_session, list_meetings
from app.steps.laboratories.actions import convene_meeting, record_attendance
from app.steps.laboratories.enums import SEALED
from app.steps.laboratories.forms import AttendanceForm, PressForm
from app.steps.laboratories.permissions import CONDUCT
from app.steps.laboratories.queries import (
    find_verbale,
    get_setting,
    list_attendance,
    list_convened,
    list_participants,
    list_procedure_sessions,
    list_seats,
    list_verbali,
)
from app.steps.laboratories.recipients import seats_in
from app.steps.laboratories.views import attendance_views, meeting_views
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/laboratori")
LIST = ("Laboratori e convocazioni", "/laboratori")


@router.get("", dependencies=[permit(CONDUCT)])
def meetings_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _meetings_page(request, session, here, empty(PressForm))


@router.post("/{meeting}/convoca", dependencies=[permit(CONDUCT)])
def convene(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_meeting(session, here.procedure.pk, meeting)
    written = form.attempt(session, lambda _: convene_meeting(session, actor, here, found))
    if not form.ok:
        return _meetings_page(request, session, here, form)
    words = f"Convocazione inviata a {written} indirizzi."
    if not written:
        words = "Erano già tutti convocati: non è partita nessuna nuova e-mail."
    return redirect(office_address(here, "/laboratori"), words)


def _meetings_page(
    request: Request, session: Session, here: Here, form: Bound[PressForm]
) -> Response:
    key = here.procedure.pk
    return page(
        request,
        "laboratories/meetings.html",
        around=office_around(here, request.url.path, (LIST[0], None)),
        status=form.status,
        form=form,
        base=office_address(here),
        meetings=meeting_views(
            list_meetings(session, key),
            list_procedure_sessions(session, key),
            list_seats(session, key),
            list_convened(session, key),
            list_verbali(session, key),
        ),
    )


@router.get("/sessioni/{held}/presenze", dependencies=[permit(CONDUCT)])
def attendance_page(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _attendance_page(request, session, here, held, empty(AttendanceForm))


@router.post("/sessioni/{held}/presenze", dependencies=[permit(CONDUCT)])
def save_attendance(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    form: Annotated[Bound[AttendanceForm], bind(AttendanceForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_session(session, here.procedure.pk, held)
    form.attempt(session, partial(record_attendance, session, actor, here, found))
    if not form.ok or form.data is None:
        return _attendance_page(request, session, here, held, form)
    address = office_address(here, f"/laboratori/sessioni/{held}/presenze")
    return redirect(f"{address}#ente-{form.data.body}")


def _attendance_page(
    request: Request, session: Session, here: Here, held: str, form: Bound[AttendanceForm]
) -> Response:
    setting = get_setting(session, get_session(session, here.procedure.pk, held))
    seats = seats_in(list_seats(session, here.procedure.pk), [setting.held])
    verbale = find_verbale(session, setting.held.pk)
    return page(
        request,
        "laboratories/attendance.html",
        around=office_around(here, request.url.path, LIST, ("Presenze", None)),
        status=form.status,
        form=form,
        setting=setting,
        bodies=attendance_views(seats, list_attendance(session, setting.held.pk)),
        choices=[
            (body.public_id, body.name) for body in list_participants(session, here.procedure.pk)
        ],
        sealed=verbale is not None and verbale.state in SEALED,
        address=office_address(here, f"/laboratori/sessioni/{held}"),
    )
