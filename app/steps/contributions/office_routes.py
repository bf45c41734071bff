"""The office's pages of contributions: the queue, what was collected in the room, the files."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.contributions.actions import (
    collect_contribution,
    is_collecting,
    publish_chosen,
)
from app.steps.contributions.enums import FILED, ContributionState
from app.steps.contributions.forms import BatchForm, CollectedForm
from app.steps.contributions.permissions import COLLECT, MODERATE
from app.steps.contributions.queries import (
    count_by_state,
    get_file,
    get_filed,
    list_bodies_in_room,
    list_for_office,
)
from app.steps.contributions.views import (
    KINDS,
    Asked,
    asked,
    collecting_fields,
    pager_of,
    places_of,
)
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/contributi")
LIST = ("Contributi", "/contributi")
AskedDep = Annotated[Asked, Depends(asked)]


@router.get("", dependencies=[permit(COLLECT)])
def queue_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: AskedDep,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _queue(request, session, actor, here, asked, empty(BatchForm))


@router.post("/pubblica", dependencies=[permit(MODERATE)])
def publish_batch(
    request: Request,
    authority: str,
    procedure: str,
    asked: AskedDep,
    form: Annotated[Bound[BatchForm], bind(BatchForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    done = form.attempt(session, partial(publish_chosen, session, actor, here))
    if done is None:
        return _queue(request, session, actor, here, asked, form)
    published, left = done
    words = f"Contributi pubblicati: {published}."
    if left:
        words += f" Da aprire uno per uno, perché hanno file o sono già stati esaminati: {left}."
    return redirect(office_address(here, "/contributi"), words)


def _queue(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    asked: Asked,
    form: Bound[BatchForm],
) -> Response:
    listing = list_for_office(session, here.procedure.pk, asked.filters, asked.page)
    counts = count_by_state(session, here.procedure.pk)
    address = office_address(here, "/contributi")
    return page(
        request,
        "contributions/queue.html",
        around=office_around(here, address, ("Contributi", None)),
        status=422 if form.errors or form.general else 200,
        here=here,
        address=address,
        listing=listing,
        pager_view=pager_of(listing, asked, address),
        filter_form=asked.form,
        form=form,
        kinds=KINDS,
        states=[(s.value, s.label.capitalize()) for s in ContributionState if s in FILED],
        counts=[(state, counts[state]) for state in ContributionState if state in counts],
        may_moderate=may_moderate(actor, here),
        waiting=ContributionState.SUBMITTED,
        any_waiting=any(row.state is ContributionState.SUBMITTED for row in listing.rows),
        collecting=is_collecting(here.procedure),
        places=places_of(session, here.procedure.pk),
    )


def may_moderate(actor: Actor, here: Here) -> bool:
    """Whether the page should offer decisions; the routes ask their own permission."""
    return bool(actor.roles_in(here.authority.slug) & {"rdp", "officer"})


@router.get("/raccolto", dependencies=[permit(COLLECT)])
def collect_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    tipo: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _collect(request, session, here, empty(CollectedForm, kind=tipo[:40] or "need"))


@router.post("/raccolto", dependencies=[permit(COLLECT)])
def collect(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[CollectedForm], bind(CollectedForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(collect_contribution, session, actor, here))
    if made is None:
        return _collect(request, session, here, form)
    words = f"Registrato: è il contributo n. {made.number}. L'ente ne riceve notizia."
    return redirect(office_address(here, f"/contributi/{made.public_id}"), words)


def _collect(
    request: Request, session: Session, here: Here, form: Bound[CollectedForm]
) -> Response:
    bodies = list_bodies_in_room(session, here.procedure.pk)
    return page(
        request,
        "contributions/collect.html",
        around=office_around(here, request.url.path, LIST, ("Raccolto in aula", None)),
        status=422 if form.errors or form.general else 200,
        form=form,
        here=here,
        bodies=[(body.public_id, body.name) for body in bodies],
        kinds=KINDS,
        groups=collecting_fields(form),
        places=places_of(session, here.procedure.pk),
    )


@router.get("/{contribution}/file/{file}", dependencies=[permit(COLLECT)])
def filed_file(
    authority: str,
    procedure: str,
    contribution: str,
    file: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    whole = get_filed(session, here.procedure.pk, contribution)
    return file_response(services.blobs, get_file(session, whole.contribution.pk, file)[1])
