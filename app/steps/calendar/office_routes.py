"""The office's pages of the calendar: meetings and who signed up."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import in_rome, legal_now
from app.core.i18n import time_words
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.calendar.actions import add_meeting, cancel_meeting, edit_meeting
from app.steps.calendar.enums import LaboratoryKind, MeetingKind
from app.steps.calendar.forms import CancelForm, MeetingForm
from app.steps.calendar.models import Meeting
from app.steps.calendar.permissions import ARRANGE
from app.steps.calendar.queries import (
    count_people,
    get_meeting,
    list_meetings,
    list_sessions,
    list_sign_ups,
)
from app.steps.calendar.views import by_month, meeting_view, session_views
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/calendario")
KINDS = [(kind.value, kind.label.capitalize()) for kind in MeetingKind]
YIELDS = [(kind.value, kind.label.capitalize()) for kind in LaboratoryKind]
_COLUMNS = ("code", "title", "place_name", "address", "access_note")


@router.get("", dependencies=[permit(ARRANGE)])
def calendar_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    people = count_people(session, here.procedure.pk)
    now = legal_now()
    views = [
        meeting_view(meeting, _address(here, meeting), now, people.get(meeting.pk, 0))
        for meeting in list_meetings(session, here.procedure.pk)
    ]
    return page(
        request,
        "calendar/office.html",
        around=office_around(here, request.url.path, ("Calendario", None)),
        here=here,
        months=by_month(views),
    )


@router.get("/nuovo", dependencies=[permit(ARRANGE)])
def new_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _new_page(request, here, empty(MeetingForm))


@router.post("/nuovo", dependencies=[permit(ARRANGE)])
def new_meeting(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[MeetingForm], bind(MeetingForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(add_meeting, session, actor, here))
    if made is None:
        return _new_page(request, here, form)
    return redirect(_address(here, made), _told(made, "L'incontro è in calendario."))


def _new_page(request: Request, here: Here, form: Bound[MeetingForm]) -> Response:
    crumbs = (("Calendario", "/calendario"), ("Nuovo incontro", None))
    return page(
        request,
        "calendar/new.html",
        around=office_around(here, request.url.path, *crumbs),
        status=form.status,
        form=form,
        kinds=KINDS,
        yields=YIELDS,
    )


@router.get("/{meeting}", dependencies=[permit(ARRANGE)])
def meeting_page(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting)
    return _meeting_page(request, session, here, found, _filled(found), empty(CancelForm))


@router.post("/{meeting}", dependencies=[permit(ARRANGE)])
def save_meeting(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    form: Annotated[Bound[MeetingForm], bind(MeetingForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_meeting(session, here.procedure.pk, meeting)
    form.attempt(session, partial(edit_meeting, session, actor, here, found))
    if not form.ok:
        return _meeting_page(request, session, here, found, form, empty(CancelForm))
    return redirect(_address(here, found), _told(found, "L'incontro è stato aggiornato."))


@router.post("/{meeting}/annulla", dependencies=[permit(ARRANGE)])
def cancel(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    form: Annotated[Bound[CancelForm], bind(CancelForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_meeting(session, here.procedure.pk, meeting)
    form.attempt(session, partial(cancel_meeting, session, actor, here, found))
    if not form.ok:
        return _meeting_page(request, session, here, found, _filled(found), form)
    return redirect(_address(here, found), "L'incontro è annullato; chi si era iscritto lo sa.")


@router.get("/{meeting}/iscritti", dependencies=[permit(ARRANGE)])
def sign_ups_page(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting)
    rows = list_sign_ups(session, found.pk)
    crumbs = (
        ("Calendario", "/calendario"),
        (found.title, f"/calendario/{found.public_id}"),
        ("Iscritti", None),
    )
    return page(
        request,
        "calendar/sign_ups.html",
        around=office_around(here, request.url.path, *crumbs),
        meeting=found,
        rows=rows,
        people=sum(row.people for row in rows),
    )


def _meeting_page(
    request: Request,
    session: Session,
    here: Here,
    meeting: Meeting,
    form: Bound[MeetingForm],
    cancel: Bound[CancelForm],
) -> Response:
    people = count_people(session, here.procedure.pk).get(meeting.pk, 0)
    refused = next((each for each in (form, cancel) if each.errors or each.general), None)
    return page(
        request,
        "calendar/office_meeting.html",
        around=office_around(
            here, request.url.path, ("Calendario", "/calendario"), (meeting.title, None)
        ),
        status=422 if refused else 200,
        here=here,
        refused=refused,
        form=form,
        cancel=cancel,
        view=meeting_view(meeting, _address(here, meeting), legal_now(), people),
        sessions=session_views(
            list_sessions(session, meeting.pk), list_tavoli(session, here.procedure.pk)
        ),
        kinds=KINDS,
        yields=YIELDS,
    )


def _filled(meeting: Meeting) -> Bound[MeetingForm]:
    values = {name: getattr(meeting, name) for name in _COLUMNS}
    return empty(
        MeetingForm,
        kind=meeting.kind.value,
        yields=meeting.yields.value if meeting.yields else "",
        day=in_rome(meeting.starts_at).date(),
        starts=time_words(meeting.starts_at),
        ends=time_words(meeting.ends_at),
        public="1" if meeting.public else "",
        sign_up="1" if meeting.sign_up else "",
        **values,
    )


def _address(here: Here, meeting: Meeting) -> str:
    return office_address(here, f"/calendario/{meeting.public_id}")


def _told(meeting: Meeting, sentence: str) -> str:
    """The sentence, with a warning when the meeting is already over."""
    if meeting.ends_at > legal_now():
        return sentence
    return f"{sentence} Attenzione: la data è già passata, risulta come già tenuto."
