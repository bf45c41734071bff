"""A body's istanze: written, joined, presented, followed until the answer."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref, read_words
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.law.sources import DM72_2_REQUEST
from app.people.authorities.queries import list_authorities
from app.people.ets.queries import list_own_bodies
from app.steps.istanze.actions import (
    add_files,
    discard_istanza,
    edit_istanza,
    invite_body,
    present_istanza,
    remove_file,
    start_istanza,
    withdraw_istanza,
)
from app.steps.istanze.actions.present import term_words
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.forms import (
    EditionForm,
    InviteBodyForm,
    IstanzaForm,
    NewIstanzaForm,
    PressForm,
)
from app.steps.istanze.navigation import OWN, own_address, own_around
from app.steps.istanze.permissions import ASK, READ_OWN
from app.steps.istanze.queries import (
    Asked,
    get_file,
    get_led,
    get_own,
    list_files,
    list_invitations,
    list_own,
    list_signers,
)
from app.steps.istanze.views import clock_of

router = APIRouter(prefix=OWN)
Press = Annotated[Bound[PressForm], bind(PressForm)]
FILES = {"files": frozenset({"pdf", "p7m", "docx", "odt", "xlsx", "ods", "jpg", "png"})}


@router.get("", dependencies=[permit(READ_OWN)])
def own_list(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return page(
        request,
        "istanze/own.html",
        around=own_around(request.url.path),
        istanze=[(one, clock_of(one.istanza)) for one in list_own(session, actor)],
        source_of=DM72_2_REQUEST,
        may_ask=bool(actor.bodies),
    )


@router.get("/nuova", dependencies=[permit(ASK)])
def new_page(
    request: Request,
    session: ReadSession,
    actor: ActorDep,
    amministrazione: str = "",
) -> Response:
    form = empty(NewIstanzaForm, authority=read_ref(read_words(amministrazione)))
    return _new_page(request, session, actor, form)


@router.post("/nuova", dependencies=[permit(ASK)])
def new_istanza(
    request: Request,
    form: Annotated[Bound[NewIstanzaForm], bind(NewIstanzaForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    made = form.attempt(session, partial(start_istanza, session, actor))
    if made is None:
        return _new_page(request, session, actor, form)
    return redirect(own_address(made.istanza), "La bozza è pronta: la vede solo il vostro ente.")


def _new_page(
    request: Request, session: Session, actor: Actor, form: Bound[NewIstanzaForm]
) -> Response:
    return page(
        request,
        "istanze/new.html",
        around=own_around(request.url.path, ("Nuova istanza", None)),
        status=form.status,
        form=form,
        authorities=[(one.public_id, one.name) for one in list_authorities(session)],
        bodies=[(one.public_id, one.name) for one in list_own_bodies(session, actor)],
    )


@router.get("/{istanza}", dependencies=[permit(ASK)])
def own_page(request: Request, istanza: str, session: ReadSession, actor: ActorDep) -> Response:
    asked = get_own(session, actor, istanza)
    return show_own(request, session, actor, asked)


def show_own(
    request: Request,
    session: Session,
    actor: Actor,
    asked: Asked,
    *,
    form: Bound[IstanzaForm] | None = None,
    invite: Bound[InviteBodyForm] | None = None,
    files: Bound[PressForm] | None = None,
    refused: Bound[EditionForm] | Bound[PressForm] | None = None,
) -> Response:
    """The page of one's own istanza; the form that was refused comes back with its errors."""
    istanza = asked.istanza
    sent = next((one for one in (form, invite, files, refused) if one is not None), None)
    shown = IstanzaForm.model_fields
    values = {name: getattr(istanza, name) for name in shown}
    return page(
        request,
        "istanze/own_one.html",
        around=own_around(request.url.path, (istanza.subject, None)),
        status=sent.status if sent else 200,
        asked=asked,
        istanza=istanza,
        base=own_address(istanza),
        leading=istanza.lead_ets_id in actor.bodies,
        draft=istanza.state is IstanzaState.DRAFT,
        actor=actor,
        signers=list_signers(session, istanza),
        invitations=list_invitations(session, istanza),
        attached=list_files(session, istanza),
        form=form or empty(IstanzaForm, **values),
        invite=invite or empty(InviteBodyForm),
        files=files or empty(PressForm),
        refused=refused,
        clock=clock_of(istanza),
        term=term_words(asked.authority, istanza),
    )


@router.post("/{istanza}", dependencies=[permit(ASK)])
def save(
    request: Request,
    istanza: str,
    form: Annotated[Bound[IstanzaForm], bind(IstanzaForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_led(session, actor, istanza)
    form.attempt(session, partial(edit_istanza, session, actor, istanza))
    if not form.ok:
        form.values.setdefault("edition", asked.istanza.edition)
        return show_own(request, session, actor, asked, form=form)
    return redirect(own_address(asked.istanza), "Il testo è salvato. È ancora una bozza.")


@router.post("/{istanza}/file", dependencies=[permit(ASK)])
def attach(
    request: Request,
    istanza: str,
    form: Annotated[Bound[PressForm], bind_with_files(PressForm, FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_led(session, actor, istanza)
    kept = form.kept.get("files", [])
    form.attempt(session, lambda _data: add_files(session, actor, istanza, kept))
    if not form.ok:
        return show_own(request, session, actor, asked, files=form)
    return redirect(own_address(asked.istanza), "I file sono allegati.")


@router.post("/{istanza}/file/{istanza_file}/togli", dependencies=[permit(ASK)])
def detach(
    istanza: str, istanza_file: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    remove_file(session, actor, istanza, istanza_file)
    return redirect(f"{OWN}/{istanza}", "Il file è tolto.")


@router.get("/{istanza}/file/{istanza_file}", dependencies=[permit(ASK)])
def own_file(
    istanza: str,
    istanza_file: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    asked = get_own(session, actor, istanza)
    return file_response(services.blobs, get_file(session, asked.istanza, istanza_file))


@router.post("/{istanza}/invita", dependencies=[permit(ASK)])
def invite(
    request: Request,
    istanza: str,
    form: Annotated[Bound[InviteBodyForm], bind(InviteBodyForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_led(session, actor, istanza)
    form.attempt(session, partial(invite_body, session, actor, istanza))
    if not form.ok or form.data is None:
        return show_own(request, session, actor, asked, invite=form)
    return redirect(own_address(asked.istanza), f"L'invito è partito per {form.data.email}.")


@router.post("/{istanza}/presenta", dependencies=[permit(ASK)])
def present(
    request: Request,
    istanza: str,
    form: Annotated[Bound[EditionForm], bind(EditionForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    asked = get_led(session, actor, istanza)
    form.attempt(session, lambda data: present_istanza(session, actor, istanza, data.edition))
    if not form.ok:
        return show_own(request, session, actor, asked, refused=form)
    told = f"Presentata: è l'istanza n. {asked.istanza.register_number}."
    return redirect(own_address(asked.istanza), told)


@router.post("/{istanza}/ritira", dependencies=[permit(ASK)])
def withdraw(
    request: Request, istanza: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    asked = get_led(session, actor, istanza)
    form.attempt(session, lambda _data: withdraw_istanza(session, actor, istanza))
    if not form.ok:
        return show_own(request, session, actor, asked, refused=form)
    return redirect(own_address(asked.istanza), "L'istanza è ritirata.")


@router.post("/{istanza}/elimina", dependencies=[permit(ASK)])
def discard(istanza: str, form: Press, session: WriteSession, actor: ActorDep) -> Response:
    discard_istanza(session, actor, istanza)
    return redirect(OWN, "La bozza è eliminata.")
