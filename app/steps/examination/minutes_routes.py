"""The office's verbali of the examination, and the draft of the act that admits."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import in_rome, legal_today
from app.core.documents.html import render_html
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DM72_6
from app.steps.domande.navigation import DOMANDE
from app.steps.examination.actions.minutes import (
    approve_minutes,
    begin_minutes,
    edit_minutes,
    publish_minutes,
    seal_of,
)
from app.steps.examination.enums import MinutesState
from app.steps.examination.forms import MinutesForm
from app.steps.examination.made import PaperDep, PublicPdfDep, document_of
from app.steps.examination.models import ExaminationVerbale
from app.steps.examination.permissions import APPOINT, EXAMINE
from app.steps.examination.queries.board import list_members
from app.steps.examination.queries.minutes import (
    count_unpublished_in,
    get_minutes,
    list_minutes,
    list_proposals,
)
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address, office_around, public_address
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")
LIST = f"{DOMANDE}/verbali"
TONES = {
    MinutesState.DRAFT: "warning",
    MinutesState.APPROVED: "info",
    MinutesState.PUBLISHED: "success",
}
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("/ammissione/bozza.pdf", dependencies=[permit(EXAMINE)])
def act_pdf(authority: str, procedure: str, made: PaperDep) -> Response:
    return made


@router.get("/ammissione/bozza.docx", dependencies=[permit(EXAMINE)])
def act_docx(authority: str, procedure: str, made: PaperDep) -> Response:
    return made


@router.get("/verbali", dependencies=[permit(EXAMINE)])
def list_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _list_page(request, session, here, empty(MinutesForm, held_on=legal_today()))


def _list_page(
    request: Request, session: Session, here: Here, form: Bound[MinutesForm]
) -> Response:
    rows = list_minutes(session, here.procedure.pk)
    return page(
        request,
        "examination/minutes_list.html",
        around=office_around(here, request.url.path, ("Verbali dell'istruttoria", None)),
        status=form.status,
        form=form,
        rows=rows,
        begun=any(one.state is MinutesState.DRAFT for one in rows),
        waiting=len(list_proposals(session, here.procedure.pk)),
        people=_people(session, here),
        tones=TONES,
        address=office_address(here, LIST),
        rule=DM72_6,
    )


def _people(session: Session, here: Here) -> list[tuple[str, str]]:
    members = list_members(session, here.procedure.pk)
    return [(one.public_id, f"{one.name}, {one.role.label}") for one in members]


@router.post("/verbali", dependencies=[permit(EXAMINE)])
def begin(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[MinutesForm], bind(MinutesForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(begin_minutes, session, actor, here))
    if made is None:
        return _list_page(request, session, here, form)
    return redirect(_address(here, made), "La bozza del verbale è pronta.")


@router.get("/verbali/{minutes}.pdf", dependencies=[permit(EXAMINE)])
def minutes_pdf(authority: str, procedure: str, minutes: str, made: PaperDep) -> Response:
    return made


@router.get("/verbali/{minutes}.docx", dependencies=[permit(EXAMINE)])
def minutes_docx(authority: str, procedure: str, minutes: str, made: PaperDep) -> Response:
    return made


@router.get("/verbali/{minutes}", dependencies=[permit(EXAMINE)])
def minutes_page(
    request: Request,
    authority: str,
    procedure: str,
    minutes: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _minutes_page(request, session, here, get_minutes(session, here.procedure.pk, minutes))


def _minutes_page(
    request: Request,
    session: Session,
    here: Here,
    minutes: ExaminationVerbale,
    refused: Bound[Any] | None = None,
) -> Response:
    title = f"Verbale n. {minutes.number}"
    sealed = minutes.state is not MinutesState.DRAFT
    editing = refused is not None and refused.model is MinutesForm
    return page(
        request,
        "examination/minutes.html",
        around=office_around(
            here, request.url.path, ("Verbali dell'istruttoria", LIST), (title, None)
        ),
        status=refused.status if refused else 200,
        refused=refused,
        form=refused if editing else _filled(minutes),
        minutes=minutes,
        sealed=sealed,
        intact=not sealed or minutes.seal == seal_of(minutes),
        unlisted=count_unpublished_in(session, minutes.pk) if sealed else 0,
        document=render_html(document_of(session, here, minutes)),
        people=_people(session, here),
        tone=TONES[minutes.state],
        address=_address(here, minutes),
        public=public_address(here, f"/istruttoria/{minutes.public_id}"),
    )


def _filled(minutes: ExaminationVerbale) -> Bound[MinutesForm]:
    return empty(
        MinutesForm,
        held_on=minutes.held_on,
        place=minutes.place,
        starts=f"{in_rome(minutes.starts_at):%H:%M}",
        ends=f"{in_rome(minutes.ends_at):%H:%M}",
        present=[one["ref"] for one in minutes.present if one["ref"]],
        others="\n".join(one["name"] for one in minutes.present if not one["ref"]),
        remarks=minutes.remarks,
    )


@router.post("/verbali/{minutes}", dependencies=[permit(EXAMINE)])
def edit(
    request: Request,
    authority: str,
    procedure: str,
    minutes: str,
    form: Annotated[Bound[MinutesForm], bind(MinutesForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_minutes(session, here.procedure.pk, minutes, lock=True)
    form.attempt(session, partial(edit_minutes, session, here, found))
    if not form.ok:
        return _minutes_page(request, session, here, found, form)
    return redirect(_address(here, found), "La bozza è salvata.")


@router.post("/verbali/{minutes}/approva", dependencies=[permit(APPOINT)])
def approve(
    request: Request,
    authority: str,
    procedure: str,
    minutes: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_minutes(session, here.procedure.pk, minutes, lock=True)
    form.attempt(session, lambda _: approve_minutes(session, actor, here, found))
    if not form.ok:
        return _minutes_page(request, session, here, found, form)
    return redirect(_address(here, found), "Il verbale è approvato e sigillato.")


@router.post("/verbali/{minutes}/pubblica", dependencies=[permit(APPOINT)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    minutes: str,
    form: Press,
    file: PublicPdfDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_minutes(session, here.procedure.pk, minutes, lock=True)
    form.attempt(session, lambda _: publish_minutes(session, actor, here, found, file))
    if not form.ok:
        return _minutes_page(request, session, here, found, form)
    return redirect(_address(here, found), "Il verbale è pubblicato, senza nomi e ragioni.")


def _address(here: Here, minutes: ExaminationVerbale) -> str:
    return office_address(here, f"{LIST}/{minutes.public_id}")
