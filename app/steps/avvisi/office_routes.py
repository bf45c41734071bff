"""The office's desk of an avviso: sections, closing, act, preview, publication."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import in_rome
from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.law.avviso import AVVISO_SECTIONS
from app.people.authorities.queries import list_organs
from app.steps.avvisi.actions import (
    publish_avviso,
    record_avviso_act,
    set_closing,
    write_section,
)
from app.steps.avvisi.actions.draft import mark_of
from app.steps.avvisi.change_views import choices, outages_of
from app.steps.avvisi.forms import AvvisoActForm, ClosingForm, PublishForm, SectionForm
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.navigation import terms_of
from app.steps.avvisi.permissions import PUBLISH, WRITE
from app.steps.avvisi.queries import get_avviso, get_revision
from app.steps.avvisi.version_views import lines_of
from app.steps.avvisi.views import (
    blockers,
    count_today,
    latest_day,
    page_of_draft,
    section_lines,
    state_of,
)
from app.steps.procedures.enums import ActKind
from app.steps.procedures.navigation import office_address, office_around, public_around
from app.steps.procedures.queries import Here, get_for_office, list_acts

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/avviso")
ACT_FILES = {"file": frozenset({"pdf", "p7m"})}
_CODES = [section.code for section in AVVISO_SECTIONS]


@router.get("", dependencies=[permit(WRITE)])
def desk_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _desk(request, session, actor, here)


def _desk(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    *,
    closing: Bound[ClosingForm] | None = None,
    act: Bound[AvvisoActForm] | None = None,
    publish: Bound[PublishForm] | None = None,
) -> Response:
    avviso = get_avviso(session, here.procedure.pk)
    sent = next((form for form in (closing, act, publish) if form is not None), None)
    frozen = avviso is not None and avviso.published_at is not None
    return page(
        request,
        "avvisi/desk.html",
        around=office_around(here, office_address(here, "/avviso"), ("Avviso", None)),
        status=sent.status if sent else 200,
        here=here,
        avviso=avviso,
        state=state_of(here, avviso),
        base=office_address(here, "/avviso"),
        office=office_address(here),
        lines=section_lines(avviso),
        blockers=() if frozen else blockers(session, here, avviso),
        frozen=frozen,
        choices=choices(here, avviso) if avviso and frozen else (),
        revision=get_revision(session, avviso),
        versions=lines_of(session, avviso) if avviso and frozen else (),
        outages=outages_of(session, avviso) if avviso and frozen else (),
        count=count_today(here),
        latest=latest_day(here, avviso),
        acts=list_acts(session, here.procedure.pk, ActKind.AVVISO),
        organs=[organ.name for organ in list_organs(session, here.authority.pk)],
        refused=sent,
        may_publish=PUBLISH.held_by(actor, here.authority.slug),
        closing=closing or _closing_form(here, avviso),
        act=act or empty(AvvisoActForm),
    )


def _closing_form(here: Here, avviso: Avviso | None) -> Bound[ClosingForm]:
    """What is set, or the hour at which the authority usually closes."""
    if avviso is None or avviso.closes_at is None:
        usual = here.authority.closing_time
        return empty(ClosingForm, closes_at=f"{usual:%H:%M:%S}" if usual else "")
    local = in_rome(avviso.closes_at)
    return empty(ClosingForm, closes_on=local.date(), closes_at=f"{local:%H:%M:%S}")


@router.post("/chiusura", dependencies=[permit(WRITE)])
def save_closing(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[ClosingForm], bind(ClosingForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(set_closing, session, actor, here))
    if not form.ok:
        return _desk(request, session, actor, here, closing=form)
    return redirect(office_address(here, "/avviso"), "La chiusura è stata salvata.")


@router.post("/atto", dependencies=[permit(WRITE)])
def save_act(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[AvvisoActForm], bind_with_files(AvvisoActForm, ACT_FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    file = next(iter(form.kept.get("file", [])), None)
    form.attempt(session, lambda data: record_avviso_act(session, actor, here, data, file))
    if not form.ok:
        return _desk(request, session, actor, here, act=form)
    return redirect(office_address(here, "/avviso"), "L'atto è stato registrato.")


@router.get("/sezioni/{code}", dependencies=[permit(WRITE)])
def section_page(
    request: Request,
    authority: str,
    procedure: str,
    code: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _section(request, session, here, code, None)


@router.post("/sezioni/{code}", dependencies=[permit(WRITE)])
def save_section(
    request: Request,
    authority: str,
    procedure: str,
    code: str,
    form: Annotated[Bound[SectionForm], bind(SectionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(write_section, session, actor, here, code))
    if not form.ok:
        return _section(request, session, here, code, form)
    return redirect(_after(here, code, form.button), "La sezione è stata salvata.")


def _after(here: Here, code: str, button: str) -> str:
    """The next section where the button asks for it, else the page of this one."""
    place = _CODES.index(code)
    if button == "avanti":
        if place + 1 == len(_CODES):
            return office_address(here, "/avviso")
        code = _CODES[place + 1]
    return office_address(here, f"/avviso/sezioni/{code}")


def _section(
    request: Request, session: Session, here: Here, code: str, form: Bound[SectionForm] | None
) -> Response:
    if code not in _CODES:
        raise NotFoundError
    avviso = get_avviso(session, here.procedure.pk)
    revision = get_revision(session, avviso)
    saved = section_lines(revision or avviso)[_CODES.index(code)]
    if form is None:
        form, status = empty(SectionForm, text=saved.text), 200
    else:
        status = form.status
    form.values["was"] = mark_of(saved.text)
    crumbs = (("Avviso", "/avviso"), (saved.section.title, None))
    return page(
        request,
        "avvisi/section.html",
        around=office_around(here, office_address(here, "/avviso"), *crumbs),
        status=status,
        form=form,
        saved=saved,
        frozen=avviso is not None and avviso.published_at is not None and revision is None,
        revising=revision is not None,
        place=_CODES.index(code) + 1,
        total=len(_CODES),
        back=office_address(here, "/avviso/rettifica" if revision else "/avviso"),
    )


@router.get("/anteprima", dependencies=[permit(WRITE)])
def preview_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    held = get_avviso(session, here.procedure.pk)
    avviso = page_of_draft(session, here, held, get_revision(session, held))
    around = public_around(here, request.url.path, ("Avviso", None))
    terms = terms_of(session, here)
    return page(
        request,
        "avvisi/public.html",
        around=around,
        here=here,
        avviso=avviso,
        terms=terms,
        preview=True,
    )


@router.post("/pubblica", dependencies=[permit(PUBLISH)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PublishForm], bind(PublishForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda data: publish_avviso(session, actor, here))
    if not form.ok:
        return _desk(request, session, actor, here, publish=form)
    return redirect(
        office_address(here, "/avviso"), "L'avviso è pubblicato: da ora arrivano le domande."
    )
