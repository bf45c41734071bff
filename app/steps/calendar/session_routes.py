"""The office's pages of a meeting's sessions."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.i18n import time_words
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.calendar.actions import (
    add_session,
    add_usual_sessions,
    edit_session,
    remove_session,
)
from app.steps.calendar.forms import PressForm, SessionForm, agenda_text
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.calendar.permissions import ARRANGE
from app.steps.calendar.queries import get_meeting, get_session
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/calendario/{meeting}/sessioni")


@router.post("/consuete", dependencies=[permit(ARRANGE)])
def usual_sessions(
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
    made = form.attempt(session, lambda _: add_usual_sessions(session, actor, here, found))
    if made is None:
        words = (*form.general, *form.errors.values())
        return _new_page(request, session, here, found, _beginning(found), words)
    told = f"Fatto: la plenaria e {len(made) - 1} sessioni, una per ogni tavolo."
    return redirect(_address(here, found), told)


@router.get("/nuova", dependencies=[permit(ARRANGE)])
def new_page(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting)
    return _new_page(request, session, here, found, _beginning(found))


@router.post("/nuova", dependencies=[permit(ARRANGE)])
def new_session(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    form: Annotated[Bound[SessionForm], bind(SessionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_meeting(session, here.procedure.pk, meeting)
    form.attempt(session, partial(add_session, session, actor, here, found))
    if not form.ok:
        return _new_page(request, session, here, found, form)
    return redirect(_address(here, found), "La sessione è stata aggiunta.")


@router.get("/{held}", dependencies=[permit(ARRANGE)])
def session_page(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    held: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_meeting(session, here.procedure.pk, meeting)
    part = get_session(session, here.procedure.pk, held)
    return _edit_page(request, session, here, found, part, _filled(session, here, part))


@router.post("/{held}", dependencies=[permit(ARRANGE)])
def save_session(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    held: str,
    form: Annotated[Bound[SessionForm], bind(SessionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_meeting(session, here.procedure.pk, meeting)
    part = get_session(session, here.procedure.pk, held)
    form.attempt(session, partial(edit_session, session, actor, here, found, part))
    if not form.ok:
        return _edit_page(request, session, here, found, part, form)
    return redirect(_address(here, found), "La sessione è stata aggiornata.")


@router.post("/{held}/togli", dependencies=[permit(ARRANGE)])
def take_away(
    request: Request,
    authority: str,
    procedure: str,
    meeting: str,
    held: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_meeting(session, here.procedure.pk, meeting)
    part = get_session(session, here.procedure.pk, held)
    form.attempt(session, lambda _: remove_session(session, actor, here, found, part))
    if not form.ok:
        again = _filled(session, here, part)
        again.general.extend(form.general)
        return _edit_page(request, session, here, found, part, again)
    return redirect(_address(here, found), "La sessione è stata tolta.")


def _new_page(
    request: Request,
    session: Session,
    here: Here,
    meeting: Meeting,
    form: Bound[SessionForm],
    refusals: tuple[str, ...] = (),
) -> Response:
    form.general.extend(refusals)
    return _page(request, session, here, meeting, form, "Nuova sessione", None)


def _edit_page(
    request: Request,
    session: Session,
    here: Here,
    meeting: Meeting,
    held: MeetingSession,
    form: Bound[SessionForm],
) -> Response:
    return _page(request, session, here, meeting, form, held.title, held)


def _page(
    request: Request,
    session: Session,
    here: Here,
    meeting: Meeting,
    form: Bound[SessionForm],
    title: str,
    held: MeetingSession | None,
) -> Response:
    crumbs = (
        ("Calendario", "/calendario"),
        (meeting.title, f"/calendario/{meeting.public_id}"),
        (title, None),
    )
    return page(
        request,
        "calendar/session.html",
        around=office_around(here, request.url.path, *crumbs),
        status=422 if form.errors or form.general else 200,
        form=form,
        title=title,
        meeting=meeting,
        action=f"{_address(here, meeting)}/sessioni/{held.public_id if held else 'nuova'}",
        held=held,
        tavoli=[(each.public_id, each.name) for each in list_tavoli(session, here.procedure.pk)],
    )


def _beginning(meeting: Meeting) -> Bound[SessionForm]:
    hours = {"starts": time_words(meeting.starts_at), "ends": time_words(meeting.ends_at)}
    return empty(SessionForm, **hours)


def _filled(session: Session, here: Here, held: MeetingSession) -> Bound[SessionForm]:
    tavoli = {each.pk: each.public_id for each in list_tavoli(session, here.procedure.pk)}
    return empty(
        SessionForm,
        tavolo=tavoli.get(held.tavolo_id or 0, ""),
        title=held.title,
        starts=time_words(held.starts_at),
        ends=time_words(held.ends_at),
        room=held.room,
        goals=held.goals,
        agenda=agenda_text(held.agenda),
    )


def _address(here: Here, meeting: Meeting) -> str:
    return office_address(here, f"/calendario/{meeting.public_id}")
