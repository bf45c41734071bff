"""What participants do with the shared draft: read it, observe on it within its window."""

from datetime import datetime
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.deadlines import timeliness
from app.law.phases import Phase
from app.people.accounts.navigation import area_around
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions import send_observation
from app.steps.synthesis.draft_views import draft_content, observed_steps
from app.steps.synthesis.forms import ObservationForm
from app.steps.synthesis.models import SharedDraft
from app.steps.synthesis.navigation import AREA
from app.steps.synthesis.permissions import OBSERVE
from app.steps.synthesis.permissions import OWN as SEE_OWN
from app.steps.synthesis.queries import (
    get_own_draft,
    latest_draft,
    list_own_drafts,
    list_own_observations,
    list_seated,
)

router = APIRouter()
TITLE = "Bozze di sintesi"


async def received_at() -> datetime:
    """The legal instant at which the whole form was here, before waiting for any session."""
    return legal_now()


@router.get(AREA, dependencies=[permit(SEE_OWN)])
def drafts_page(request: Request, session: ReadSession, actor: ActorDep) -> Response:
    return page(
        request,
        "synthesis/own_drafts.html",
        around=area_around(request.url.path, (TITLE, None)),
        drafts=list_own_drafts(session, actor),
        now=legal_now(),
        base=AREA,
    )


@router.get(AREA + "/{draft}", dependencies=[permit(OBSERVE)])
def draft_page(request: Request, draft: str, session: ReadSession, actor: ActorDep) -> Response:
    found, here = get_own_draft(session, actor, draft)
    return _draft_page(request, session, actor, found, here, empty(ObservationForm))


@router.post(AREA + "/{draft}/osservazioni", dependencies=[permit(OBSERVE)])
def observe(
    request: Request,
    draft: str,
    form: Annotated[Bound[ObservationForm], bind(ObservationForm)],
    received: Annotated[datetime, Depends(received_at)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found, here = get_own_draft(session, actor, draft, lock=True)
    send = partial(send_observation, session, actor, here, found, received_at=received)
    form.attempt(session, send)
    if not form.ok:
        return _draft_page(request, session, actor, found, here, form)
    return redirect(
        f"{AREA}/{found.public_id}", "L'osservazione è stata inviata: l'ufficio vi risponde."
    )


def _draft_page(
    request: Request,
    session: Session,
    actor: Actor,
    draft: SharedDraft,
    here: Here,
    form: Bound[ObservationForm],
) -> Response:
    newest = latest_draft(session, here.procedure.pk)
    in_time = timeliness(legal_now(), draft.observations_until).in_time
    is_newest = newest is None or newest.number == draft.number
    bodies = list_seated(session, actor, here.procedure.pk)
    return page(
        request,
        "synthesis/own_draft.html",
        around=area_around(request.url.path, (TITLE, AREA), (f"Bozza n. {draft.number}", None)),
        status=form.status,
        form=form,
        here=here,
        draft=draft,
        newest=None if is_newest else newest,
        base=AREA,
        open=in_time and is_newest and here.procedure.phase is Phase.SYNTHESIS and bool(bodies),
        bodies=[(body.public_id, body.name) for body in bodies],
        content=draft_content(session, here, draft),
        observations=list_own_observations(session, actor, draft.pk),
        changes=observed_steps(session, here),
    )
