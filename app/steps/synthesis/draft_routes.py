"""The office's pages of the shared drafts and of the observations on them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.synthesis.actions import answer_observation, share_draft
from app.steps.synthesis.actions.share import LEAST_DAYS
from app.steps.synthesis.draft_views import (
    draft_content,
    observed_steps,
    since_draft,
    step_choices,
)
from app.steps.synthesis.enums import WRITABLE
from app.steps.synthesis.forms import AnswerForm, ShareForm
from app.steps.synthesis.models import SharedDraft
from app.steps.synthesis.navigation import DRAFTS, OBSERVATIONS
from app.steps.synthesis.permissions import SHARE, SYNTHESISE
from app.steps.synthesis.queries import (
    count_unused,
    get_draft,
    get_observation,
    list_drafts,
    list_observations,
    load_picture,
)
from app.steps.synthesis.views import desk_address, gaps_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}")


@router.get(DRAFTS, dependencies=[permit(SYNTHESISE)])
def drafts_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _drafts_page(request, session, here, actor, empty(ShareForm))


@router.post(DRAFTS, dependencies=[permit(SHARE)])
def share(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[ShareForm], bind(ShareForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(share_draft, session, actor, here))
    if not form.ok:
        return _drafts_page(request, session, here, actor, form)
    return redirect(office_address(here, DRAFTS), "La bozza è stata inviata ai partecipanti.")


def _drafts_page(
    request: Request, session: Session, here: Here, actor: Actor, form: Bound[ShareForm]
) -> Response:
    key = here.procedure.pk
    return page(
        request,
        "synthesis/drafts.html",
        around=office_around(here, request.url.path, ("Bozze inviate", None)),
        status=form.status,
        form=form,
        base=office_address(here, DRAFTS),
        drafts=list_drafts(session, key),
        gaps=gaps_of(
            load_picture(session, key, whole=True),
            count_unused(session, key),
            desk_address(here),
        ),
        writable=here.procedure.phase in WRITABLE,
        leads=SHARE.held_by(actor, here.authority.slug),
        least_days=LEAST_DAYS,
        now=legal_now(),
    )


@router.get(DRAFTS + "/{draft}", dependencies=[permit(SYNTHESISE)])
def draft_page(
    request: Request,
    authority: str,
    procedure: str,
    draft: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_draft(session, here.procedure.pk, draft)
    title = f"Bozza n. {found.number}"
    return page(
        request,
        "synthesis/draft.html",
        around=office_around(here, request.url.path, ("Bozze inviate", DRAFTS), (title, None)),
        draft=found,
        content=draft_content(session, here, found),
        address=request.url.path,
    )


@router.get(DRAFTS + "/{draft}/confronto", dependencies=[permit(SYNTHESISE)])
def since_page(
    request: Request,
    authority: str,
    procedure: str,
    draft: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_draft(session, here.procedure.pk, draft)
    rest = f"{DRAFTS}/{found.public_id}"
    return page(
        request,
        "synthesis/since.html",
        around=office_around(
            here,
            request.url.path,
            ("Bozze inviate", DRAFTS),
            (f"Bozza n. {found.number}", rest),
            ("Che cosa è cambiato", None),
        ),
        draft=found,
        since=since_draft(session, here, found, whole=True),
    )


@router.get(OBSERVATIONS, dependencies=[permit(SYNTHESISE)])
def observations_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return page(
        request,
        "synthesis/observations.html",
        around=office_around(here, request.url.path, ("Osservazioni", None)),
        base=office_address(here, OBSERVATIONS),
        rows=list_observations(session, here.procedure.pk),
        changes=observed_steps(session, here),
    )


@router.get(OBSERVATIONS + "/{observation}", dependencies=[permit(SYNTHESISE)])
def observation_page(
    request: Request,
    authority: str,
    procedure: str,
    observation: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _observation_page(request, session, here, observation, empty(AnswerForm))


@router.post(OBSERVATIONS + "/{observation}", dependencies=[permit(SYNTHESISE)])
def answer(
    request: Request,
    authority: str,
    procedure: str,
    observation: str,
    form: Annotated[Bound[AnswerForm], bind(AnswerForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_observation(session, here.procedure.pk, observation)
    form.attempt(session, partial(answer_observation, session, actor, here, found))
    if not form.ok:
        return _observation_page(request, session, here, observation, form)
    return redirect(office_address(here, OBSERVATIONS), "La risposta è stata inviata.")


def _observation_page(
    request: Request, session: Session, here: Here, observation: str, form: Bound[AnswerForm]
) -> Response:
    found = get_observation(session, here.procedure.pk, observation)
    draft = session.get_one(SharedDraft, found.draft_id)
    rows = list_observations(session, here.procedure.pk)
    row = next(row for row in rows if row.public_id == observation)
    return page(
        request,
        "synthesis/observation.html",
        around=office_around(
            here, request.url.path, ("Osservazioni", OBSERVATIONS), (row.body_name, None)
        ),
        status=form.status,
        form=form,
        row=row,
        steps=[] if row.answered_at else step_choices(session, here, draft),
        changes=observed_steps(session, here).get(row.public_id, ()),
        compared=office_address(here, f"{DRAFTS}/{draft.public_id}/confronto"),
    )
