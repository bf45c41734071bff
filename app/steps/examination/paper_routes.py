"""What the examiners write of a domanda: the notes among themselves and the checklist."""

from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.area import get_answers
from app.steps.domande.queries.received import get_received
from app.steps.domande.queries.setting import setting_of
from app.steps.examination.actions.check import mark_checks
from app.steps.examination.actions.notes import STAY_OPEN, check_notes, open_notes, write_note
from app.steps.examination.checklist import CheckLine, checklist_of
from app.steps.examination.enums import CheckMark
from app.steps.examination.forms import ChecksForm, NoteForm
from app.steps.examination.office_routes import refuse_closed
from app.steps.examination.permissions import SIT
from app.steps.examination.queries.board import (
    Examiner,
    get_for_examiner,
)
from app.steps.examination.queries.checks import (
    are_open,
    is_other_subject,
    list_all_checks,
    list_checks,
    list_notes,
    list_readings,
)
from app.steps.examination.views import examination_around
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here

router = APIRouter()
OFFICE = "/ufficio/{authority}/{procedure}/domande"
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get(f"{OFFICE}/{{domanda}}/note", dependencies=[permit(SIT)])
def notes_page(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure)
    found = get_received(session, here.procedure.pk, domanda)
    check_notes(examiner, found)
    minutes = STAY_OPEN.total_seconds() / 60
    opened = are_open(session, found.pk, actor.account_id, minutes)
    return _notes_page(request, session, here, examiner, found, opened, empty(NoteForm))


def _notes_page(
    request: Request,
    session: Session,
    here: Here,
    examiner: Examiner,
    domanda: Domanda,
    opened: bool,
    form: Bound[NoteForm],
) -> Response:
    crumbs = (("Domande", DOMANDE), (domanda.body_name, f"{DOMANDE}/{domanda.public_id}"))
    return page(
        request,
        "examination/notes.html",
        around=examination_around(here, examiner, request.url.path, *crumbs, ("Note", None)),
        status=form.status,
        form=form,
        domanda=domanda,
        opened=opened,
        notes=list_notes(session, domanda.pk) if opened else [],
        readings=list_readings(session, domanda.pk) if opened else [],
        address=_of(here, domanda, "/note"),
    )


@router.post(f"{OFFICE}/{{domanda}}/note/apri", dependencies=[permit(SIT)])
def read_notes(
    authority: str,
    procedure: str,
    domanda: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda)
    open_notes(session, actor, here, examiner, found)
    return redirect(_of(here, found, "/note"))


@router.post(f"{OFFICE}/{{domanda}}/note", dependencies=[permit(SIT)])
def add_note(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[NoteForm], bind(NoteForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda)
    check_notes(examiner, found)
    form.attempt(session, partial(write_note, session, actor, here, examiner, found))
    if not form.ok:
        return _notes_page(request, session, here, examiner, found, False, form)
    return redirect(_of(here, found, "/note"), "La nota è scritta.")


@router.get(f"{OFFICE}/{{domanda}}/controlli", dependencies=[permit(SIT)])
def checks_page(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure)
    found = get_received(session, here.procedure.pk, domanda)
    refuse_closed(examiner, found)
    return _checks_page(request, session, here, examiner, found, empty(ChecksForm))


def _checks_page(
    request: Request,
    session: Session,
    here: Here,
    examiner: Examiner,
    domanda: Domanda,
    form: Bound[ChecksForm],
) -> Response:
    lines = _lines(session, domanda)
    said = {check.code: (check, who) for check, who in list_checks(session, domanda.pk)}
    crumbs = (("Domande", DOMANDE), (domanda.body_name, f"{DOMANDE}/{domanda.public_id}"))
    title = ("Lista di controllo", None)
    return page(
        request,
        "examination/checks.html",
        around=examination_around(here, examiner, request.url.path, *crumbs, title),
        status=form.status,
        form=form,
        domanda=domanda,
        groups=[
            (group, [(line, said.get(line.code)) for line in of_it])
            for group, of_it in groupby(lines, attrgetter("group"))
        ],
        typed=dict(
            zip(
                form.values.get("code", []),
                zip(form.values.get("mark", []), form.values.get("why", []), strict=False),
                strict=False,
            )
        ),
        other=any(line.reasoned for line in lines),
        words={line.code: line.words for line in lines},
        earlier=[row for row in list_all_checks(session, domanda.pk) if row[0].replaced_at],
        marks=[(mark.value, mark.label.capitalize()) for mark in CheckMark],
        address=_of(here, domanda, "/controlli"),
    )


def _lines(session: Session, domanda: Domanda) -> tuple[CheckLine, ...]:
    setting = setting_of(session, domanda)
    answers = get_answers(session, domanda.pk)
    other = is_other_subject(session, domanda)
    return checklist_of(setting.version.sections, setting.definition, domanda, answers, other=other)


@router.post(f"{OFFICE}/{{domanda}}/controlli", dependencies=[permit(SIT)])
def mark(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[ChecksForm], bind(ChecksForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    refuse_closed(examiner, found)
    lines = _lines(session, found)
    form.attempt(session, partial(mark_checks, session, actor, here, found, lines))
    if not form.ok:
        return _checks_page(request, session, here, examiner, found, form)
    return redirect(_of(here, found, "/controlli"), "La lista è aggiornata.")


def _of(here: Here, domanda: Domanda, page: str) -> str:
    return office_address(here, f"{DOMANDE}/{domanda.public_id}{page}")
