"""The public calendar: pages, calendar files, sign-up and leaving."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.web.deps import ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import keep_page, page, redirect
from app.core.web.services import Services
from app.steps.calendar.actions import leave, sign_up
from app.steps.calendar.forms import PressForm, SignUpForm
from app.steps.calendar.ics import MEDIA_TYPE, Origin, write_calendar
from app.steps.calendar.models import Meeting
from app.steps.calendar.permissions import READ, SIGN_UP
from app.steps.calendar.queries import get_meeting, get_sign_up, list_meetings, list_sessions
from app.steps.calendar.views import by_month, meeting_view, next_change, session_views
from app.steps.procedures.navigation import public_address, public_around
from app.steps.procedures.queries import Here, get_public, list_tavoli

router = APIRouter(prefix="/{authority}/{procedure}")


@router.get("/calendario.ics", dependencies=[permit(READ)])
def calendar_file(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    keep_page(request)
    return _file(here, list_meetings(session, here.procedure.pk), services)


@router.get("/calendario", dependencies=[permit(READ)])
def calendar_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    meetings = list_meetings(session, here.procedure.pk)
    now = legal_now()
    keep_page(request, next_change(meetings, now))
    views = [meeting_view(meeting, _address(here, meeting), now) for meeting in meetings]
    months = by_month(views)
    return page(
        request,
        "calendar/public.html",
        around=public_around(here, request.url.path, ("Calendario", None)),
        here=here,
        months=months,
        index=[(month.name.capitalize(), f"m-{month.key}") for month in months],
    )


@router.get("/calendario/{meeting}.ics", dependencies=[permit(READ)])
def meeting_file(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting)
    keep_page(request)
    return _file(here, [found], services)


@router.get("/calendario/{meeting}", dependencies=[permit(READ)])
def meeting_page(
    request: Request, authority: str, procedure: str, meeting: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting)
    keep_page(request, next_change([found], legal_now()))
    return _meeting_page(request, session, here, found, empty(SignUpForm, people=1))


@router.post("/calendario/{meeting}", dependencies=[permit(SIGN_UP)])
def sign_up_for_meeting(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    form: Annotated[Bound[SignUpForm], bind(SignUpForm)],
    session: WriteSession,
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting, lock=True)
    caller = request.client.host if request.client else ""
    form.attempt(session, lambda data: sign_up(session, here, found, caller, data))
    if not form.ok:
        return _meeting_page(request, session, here, found, form)
    told = "Siete iscritti: vi abbiamo scritto con l'incontro per il calendario e come disdire."
    return redirect(_address(here, found), told)


@router.get("/calendario/iscrizione/{token}", dependencies=[permit(SIGN_UP)])
def leave_page(
    request: Request, authority: str, procedure: str, token: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    who, meeting = get_sign_up(session, here.procedure.pk, token)
    return page(
        request,
        "calendar/leave.html",
        around=public_around(
            here, request.url.path, ("Calendario", "/calendario"), ("Disdetta", None)
        ),
        who=who,
        view=meeting_view(meeting, _address(here, meeting), legal_now()),
    )


@router.post("/calendario/iscrizione/{token}", dependencies=[permit(SIGN_UP)])
def leave_meeting(
    authority: str,
    procedure: str,
    token: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
) -> Response:
    here = get_public(session, authority, procedure)
    who, meeting = get_sign_up(session, here.procedure.pk, token)
    leave(session, here, meeting, who)
    return redirect(
        public_address(here, f"/calendario/iscrizione/{token}"),
        "Abbiamo tolto la vostra iscrizione.",
    )


def _meeting_page(
    request: Request, session: Session, here: Here, meeting: Meeting, form: Bound[SignUpForm]
) -> Response:
    return page(
        request,
        "calendar/meeting.html",
        around=public_around(
            here, request.url.path, ("Calendario", "/calendario"), (meeting.title, None)
        ),
        status=422 if form.errors or form.general else 200,
        here=here,
        form=form,
        view=meeting_view(meeting, _address(here, meeting), legal_now()),
        sessions=session_views(
            list_sessions(session, meeting.pk), list_tavoli(session, here.procedure.pk)
        ),
    )


def _file(here: Here, meetings: list[Meeting], services: Services) -> Response:
    text = write_calendar(here, meetings, Origin(services.base_url, services.demo))
    headers = {"content-disposition": 'inline; filename="calendario.ics"'}
    return Response(text, media_type=MEDIA_TYPE, headers=headers)


def _address(here: Here, meeting: Meeting) -> str:
    return public_address(here, f"/calendario/{meeting.public_id}")
