"""The office changes a published avviso: proroga, reopening, revocation, and the next text."""

from collections.abc import Callable
from typing import Annotated, Any

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
from app.law.changes import ChangeKind
from app.people.authorities.queries import list_organs
from app.steps.avvisi.actions import (
    discard_revision,
    extend_avviso,
    publish_revision,
    reopen_avviso,
    revoke_avviso,
    start_revision,
)
from app.steps.avvisi.change_views import choice_of, ground_of, kind_options, revision_desk
from app.steps.avvisi.forms import ChangeForm, PublishForm, RevisionForm, TermForm
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.permissions import PUBLISH, WRITE
from app.steps.avvisi.queries import get_avviso
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/avviso")
ACT_FILES = {"file": frozenset({"pdf", "p7m"})}
TermBound = Annotated[Bound[TermForm], bind_with_files(TermForm, ACT_FILES)]
ChangeBound = Annotated[Bound[ChangeForm], bind_with_files(ChangeForm, ACT_FILES)]
RevisionBound = Annotated[Bound[RevisionForm], bind_with_files(RevisionForm, ACT_FILES)]
_PAGES = {
    ChangeKind.EXTENSION: "/avviso/proroga",
    ChangeKind.REOPENING: "/avviso/riapertura",
    ChangeKind.REVOCATION: "/avviso/revoca",
}


@router.get("/proroga", dependencies=[permit(WRITE)])
def extension_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    interruzione: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    form = empty(TermForm, reason=ground_of(session, interruzione))
    return _change_page(request, session, actor, here, ChangeKind.EXTENSION, form)


@router.post("/proroga", dependencies=[permit(PUBLISH)])
def extend(
    request: Request,
    authority: str,
    procedure: str,
    form: TermBound,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    return _changed(request, session, actor, here, ChangeKind.EXTENSION, form, extend_avviso)


@router.get("/riapertura", dependencies=[permit(WRITE)])
def reopening_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    interruzione: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    form = empty(TermForm, reason=ground_of(session, interruzione))
    return _change_page(request, session, actor, here, ChangeKind.REOPENING, form)


@router.post("/riapertura", dependencies=[permit(PUBLISH)])
def reopen(
    request: Request,
    authority: str,
    procedure: str,
    form: TermBound,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    return _changed(request, session, actor, here, ChangeKind.REOPENING, form, reopen_avviso)


@router.get("/revoca", dependencies=[permit(WRITE)])
def revocation_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _change_page(request, session, actor, here, ChangeKind.REVOCATION, empty(ChangeForm))


@router.post("/revoca", dependencies=[permit(PUBLISH)])
def revoke(
    request: Request,
    authority: str,
    procedure: str,
    form: ChangeBound,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    return _changed(request, session, actor, here, ChangeKind.REVOCATION, form, revoke_avviso)


def _changed(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    kind: ChangeKind,
    form: Bound[Any],
    action: Callable[..., object],
) -> Response:
    file = next(iter(form.kept.get("file", [])), None)
    form.attempt(session, lambda data: action(session, actor, here, data, file))
    if not form.ok:
        return _change_page(request, session, actor, here, kind, form)
    return redirect(office_address(here, "/avviso"), f"Pubblicata la {kind.label}.")


def _change_page(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    kind: ChangeKind,
    form: Bound[Any],
) -> Response:
    avviso = _published(session, here)
    title = kind.label[0].upper() + kind.label[1:]
    return page(
        request,
        "avvisi/change.html",
        around=office_around(
            here, office_address(here, "/avviso"), ("Avviso", "/avviso"), (title, None)
        ),
        status=form.status,
        here=here,
        kind=kind,
        title=title,
        avviso=avviso,
        choice=choice_of(here, avviso, kind),
        form=form,
        action=office_address(here, _PAGES[kind]),
        back=office_address(here, "/avviso"),
        organs=[organ.name for organ in list_organs(session, here.authority.pk)],
        may_publish=PUBLISH.held_by(actor, here.authority.slug),
    )


@router.get("/rettifica", dependencies=[permit(WRITE)])
def revision_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _revision_page(request, session, actor, here)


@router.post("/rettifica/inizia", dependencies=[permit(WRITE)])
def begin_revision(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PublishForm], bind(PublishForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: start_revision(session, actor, here))
    if not form.ok:
        return _revision_page(request, session, actor, here, started=form)
    return redirect(
        office_address(here, "/avviso/rettifica"), "La bozza è pronta: l'avviso in vigore resta."
    )


@router.post("/rettifica/abbandona", dependencies=[permit(WRITE)])
def give_up_revision(
    authority: str,
    procedure: str,
    form: Annotated[Bound[PublishForm], bind(PublishForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    discard_revision(session, actor, here)
    return redirect(office_address(here, "/avviso"), "La bozza è stata eliminata.")


@router.post("/rettifica/pubblica", dependencies=[permit(PUBLISH)])
def put_revision_in_force(
    request: Request,
    authority: str,
    procedure: str,
    form: RevisionBound,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    file = next(iter(form.kept.get("file", [])), None)
    form.attempt(session, lambda data: publish_revision(session, actor, here, data, file))
    if not form.ok:
        return _revision_page(request, session, actor, here, form)
    return redirect(office_address(here, "/avviso"), "La nuova versione è pubblicata.")


def _revision_page(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    form: Bound[RevisionForm] | None = None,
    *,
    started: Bound[PublishForm] | None = None,
) -> Response:
    avviso = _published(session, here)
    desk = revision_desk(session, here, avviso)
    sent = form or started
    return page(
        request,
        "avvisi/revision.html",
        around=office_around(
            here, office_address(here, "/avviso"), ("Avviso", "/avviso"), (desk.title, None)
        ),
        status=sent.status if sent else 200,
        here=here,
        avviso=avviso,
        desk=desk,
        found=desk.found,
        kinds=kind_options(desk),
        refused=sent,
        form=form or _first_form(avviso, desk.kind),
        base=office_address(here, "/avviso"),
        organs=[organ.name for organ in list_organs(session, here.authority.pk)],
        may_publish=PUBLISH.held_by(actor, here.authority.slug),
    )


def _first_form(avviso: Avviso, kind: ChangeKind | None) -> Bound[RevisionForm]:
    """The kind that the changes ask for, and the hour at which the avviso closes now."""
    local = in_rome(avviso.closes_at) if avviso.closes_at else None
    clock = f"{local:%H:%M:%S}" if local else ""
    return empty(RevisionForm, kind=kind.value if kind else "", closes_at=clock)


def _published(session: Session, here: Here) -> Avviso:
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is None or avviso.published_at is None:
        raise NotFoundError("L'avviso non è ancora pubblicato: potete cambiarlo liberamente.")
    return avviso
