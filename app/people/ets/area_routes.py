"""A person's bodies in the personal area: describing them, and seeing who acts for them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_today
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.people.accounts.navigation import area_around
from app.people.ets.actions import create_body, edit_body
from app.people.ets.enums import PUBLIC_SIDE
from app.people.ets.forms import BodyForm, EditBodyForm, NewBodyForm
from app.people.ets.models import Ets
from app.people.ets.navigation import BODIES, body_address
from app.people.ets.permissions import ACT, DESCRIBE
from app.people.ets.queries import (
    get_body,
    get_mandate_file,
    list_open_invitations,
    list_own_bodies,
    list_people,
)
from app.people.ets.views import (
    ACTIVITY_OPTIONS,
    CAPACITY_OPTIONS,
    RUNTS_OPTIONS,
    SECTION_OPTIONS,
    body_card,
    sheet_of,
)
from app.people.runts.views import ASK, USE, Offer, take_from_register

router = APIRouter(prefix=BODIES)
MANDATES = {"mandate": frozenset({"pdf", "p7m", "jpg", "png"})}
_CRUMB = ("I miei enti", BODIES)


@router.get("", dependencies=[permit(DESCRIBE)])
def bodies_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return page(
        request,
        "ets/bodies.html",
        around=area_around(request.url.path, ("I miei enti", None)),
        bodies=[body_card(body) for body in list_own_bodies(session, actor)],
    )


@router.get("/nuovo", dependencies=[permit(DESCRIBE)])
def new_body_page(request: Request) -> Response:
    return _new_page(request, empty(NewBodyForm, mandate_since=legal_today()))


@router.post("/nuovo", dependencies=[permit(DESCRIBE)])
def new_body(
    request: Request,
    form: Annotated[Bound[NewBodyForm], bind_with_files(NewBodyForm, MANDATES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    mandate = next(iter(form.kept.get("mandate", [])), None)
    if form.button == USE:
        return _new_page(request, form, offer=_taken(session, form))
    made = None
    if form.ok:
        made = form.attempt(session, lambda data: create_body(session, actor, data, mandate))
    if made is None:
        return _new_page(request, form, status=422)
    return redirect(body_address(made), f"«{made.name}» è registrato: potete agire per l'ente.")


def _new_page(
    request: Request, form: Bound[NewBodyForm], status: int = 200, offer: Offer | None = None
) -> Response:
    return page(
        request,
        "ets/new.html",
        around=area_around(request.url.path, _CRUMB, ("Un nuovo ente", None)),
        status=status,
        form=form,
        public_side=False,
        offer=offer,
        **_options(),
    )


@router.get("/{body}", dependencies=[permit(ACT)])
def body_page(request: Request, body: str, session: ReadSession, actor: ActorDep) -> Response:
    return show_body(request, session, actor, get_body(session, actor, body))


def show_body(
    request: Request, session: Session, actor: Actor, body: Ets, problem: str = ""
) -> Response:
    """The page of a body; `problem` says why something asked from it was refused."""
    return page(
        request,
        "ets/body.html",
        around=area_around(request.url.path, _CRUMB, (body.name, None)),
        status=422 if problem else 200,
        body=body,
        address=body_address(body),
        sheet=sheet_of(body),
        people=list_people(session, body.pk),
        invitations=list_open_invitations(session, body.pk),
        actor=actor,
        today=legal_today(),
        problem=problem,
    )


@router.get("/{body}/modifica", dependencies=[permit(ACT)])
def edit_body_page(request: Request, body: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_body(session, actor, body)
    fields = [name for name in BodyForm.model_fields if name != "territory"]
    values = {name: getattr(found, name) for name in fields}
    form = empty(
        EditBodyForm, **values, territory=", ".join(found.territory), edition=found.edition
    )
    return _edit_page(request, found, form)


@router.post("/{body}/modifica", dependencies=[permit(ACT)])
def edit(
    request: Request,
    body: str,
    form: Annotated[Bound[EditBodyForm], bind(EditBodyForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_body(session, actor, body, lock=True)
    if form.button == USE:
        return _edit_page(request, found, form, offer=_taken(session, form))
    form.attempt(session, partial(edit_body, session, actor, found))
    if not form.ok:
        return _edit_page(request, found, form, status=422)
    return redirect(body_address(found), "I dati dell'ente sono salvati.")


def _edit_page(
    request: Request,
    body: Ets,
    form: Bound[EditBodyForm],
    status: int = 200,
    offer: Offer | None = None,
) -> Response:
    crumb = (body.name, body_address(body))
    return page(
        request,
        "ets/edit.html",
        around=area_around(request.url.path, _CRUMB, crumb, ("Modifica i dati", None)),
        status=status,
        form=form,
        public_side=body.kind in PUBLIC_SIDE,
        offer=offer,
        **_options(),
    )


def _taken(session: Session, form: Bound[NewBodyForm] | Bound[EditBodyForm]) -> Offer | None:
    return take_from_register(session, form, str(form.values.get("tax_code", "")))


def _options() -> dict[str, object]:
    return {
        "runts_states": RUNTS_OPTIONS,
        "sections": SECTION_OPTIONS,
        "letters": ACTIVITY_OPTIONS,
        "capacities": CAPACITY_OPTIONS,
        "ask_register": ASK,
    }


@router.get("/{body}/persone/{membership}/delega", dependencies=[permit(ACT)])
def mandate_file(
    body: str, membership: str, session: ReadSession, services: ServicesDep, actor: ActorDep
) -> Response:
    found = get_body(session, actor, body)
    return file_response(services.blobs, get_mandate_file(session, found, membership))
