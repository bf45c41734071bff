"""The office's decision on one contribution; each gesture has its own page."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DM72_6
from app.steps.contributions.actions import (
    publish_contribution,
    publish_redacted,
    send_back,
    withhold_contribution,
)
from app.steps.contributions.details import DETAILS, detail_words
from app.steps.contributions.enums import MOVES, ContributionState
from app.steps.contributions.forms import PublishForm, ReasonForm, RedactForm
from app.steps.contributions.office_routes import LIST, may_moderate
from app.steps.contributions.permissions import COLLECT, MODERATE, WITHHOLD
from app.steps.contributions.queries import Whole, get_filed, list_files, list_steps
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/contributi/{contribution}")


@router.get("", dependencies=[permit(COLLECT)])
def filed_page(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    whole = get_filed(session, here.procedure.pk, contribution)
    return _filed(request, session, actor, here, whole, empty(PublishForm))


@router.post("/pubblica", dependencies=[permit(MODERATE)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Annotated[Bound[PublishForm], bind(PublishForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(publish_contribution, session, actor, here, contribution))
    if not form.ok:
        whole = get_filed(session, here.procedure.pk, contribution)
        return _filed(request, session, actor, here, whole, form)
    return redirect(_address(here, contribution), "Il contributo è pubblicato.")


def _filed(
    request: Request,
    session: Session,
    actor: Actor,
    here: Here,
    whole: Whole,
    form: Bound[PublishForm],
) -> Response:
    contribution = whole.contribution
    moves = MOVES[contribution.state] if may_moderate(actor, here) else frozenset()
    return page(
        request,
        "contributions/filed.html",
        around=office_around(here, request.url.path, LIST, (f"N. {contribution.number}", None)),
        status=422 if form.errors or form.general else 200,
        here=here,
        whole=whole,
        form=form,
        address=_address(here, contribution.public_id),
        steps=list_steps(session, contribution.pk),
        source_of_annexes=DM72_6,
        may_publish=ContributionState.PUBLISHED in moves,
        may_redact=ContributionState.REDACTED in moves,
        may_send_back=ContributionState.SENT_BACK in moves,
        may_withhold=ContributionState.WITHHELD in moves
        and "rdp" in actor.roles_in(here.authority.slug),
        **_original(session, whole),
    )


def _original(session: Session, whole: Whole) -> dict[str, Any]:
    """What was filed and what is out of it, for the pages of a decision."""
    contribution = whole.contribution
    files = list_files(session, contribution.pk)
    return {
        "details": detail_words(contribution.kind, contribution.details),
        "published_details": detail_words(contribution.kind, contribution.published_details),
        "files": files,
        "file_options": [(file.public_id, file.name) for _, file in files],
        "public_files": [file.public_id for link, file in files if link.public],
    }


def _address(here: Here, contribution: str, rest: str = "") -> str:
    return office_address(here, f"/contributi/{contribution}{rest}")


@router.get("/omissis", dependencies=[permit(MODERATE)])
def redact_page(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    whole = get_filed(session, here.procedure.pk, contribution)
    stands = whole.contribution
    out = stands.state is ContributionState.REDACTED
    form = empty(
        RedactForm,
        title=stands.published_title if out else stands.title,
        text=stands.published_text if out else stands.text,
        details=list(stands.details),
    )
    return _redact(request, session, here, whole, form)


@router.post("/omissis", dependencies=[permit(MODERATE)])
def redact(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Annotated[Bound[RedactForm], bind(RedactForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(publish_redacted, session, actor, here, contribution))
    if not form.ok:
        whole = get_filed(session, here.procedure.pk, contribution)
        return _redact(request, session, here, whole, form)
    return redirect(_address(here, contribution), "Il contributo è pubblicato con omissis.")


def _redact(
    request: Request, session: Session, here: Here, whole: Whole, form: Bound[RedactForm]
) -> Response:
    contribution = whole.contribution
    given = [f for f in DETAILS[contribution.kind] if f.name in contribution.details]
    return page(
        request,
        "contributions/redact.html",
        around=_around(request, here, whole, "Pubblicate con omissis"),
        status=422 if form.errors or form.general else 200,
        form=form,
        whole=whole,
        detail_options=[(field.name, field.label) for field in given],
        **_original(session, whole),
    )


def _around(request: Request, here: Here, whole: Whole, title: str) -> Any:
    contribution = whole.contribution
    item = (f"N. {contribution.number}", f"/contributi/{contribution.public_id}")
    return office_around(here, request.url.path, LIST, item, (title, None))


@router.get("/rimanda", dependencies=[permit(MODERATE)])
def send_back_page(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    whole = get_filed(session, here.procedure.pk, contribution)
    return _reason(request, here, whole, empty(ReasonForm), "send_back")


@router.post("/rimanda", dependencies=[permit(MODERATE)])
def send_it_back(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Annotated[Bound[ReasonForm], bind(ReasonForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(send_back, session, actor, here, contribution))
    if not form.ok:
        whole = get_filed(session, here.procedure.pk, contribution)
        return _reason(request, here, whole, form, "send_back")
    return redirect(_address(here, contribution), "Rimandato: l'ente ne riceve la ragione.")


@router.get("/non-pubblicare", dependencies=[permit(WITHHOLD)])
def withhold_page(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    whole = get_filed(session, here.procedure.pk, contribution)
    return _reason(request, here, whole, empty(ReasonForm), "withhold")


@router.post("/non-pubblicare", dependencies=[permit(WITHHOLD)])
def withhold(
    request: Request,
    authority: str,
    procedure: str,
    contribution: str,
    form: Annotated[Bound[ReasonForm], bind(ReasonForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(withhold_contribution, session, actor, here, contribution))
    if not form.ok:
        whole = get_filed(session, here.procedure.pk, contribution)
        return _reason(request, here, whole, form, "withhold")
    return redirect(_address(here, contribution), "Deciso: il contributo non è pubblicato.")


def _reason(
    request: Request, here: Here, whole: Whole, form: Bound[ReasonForm], gesture: str
) -> Response:
    titles = {"send_back": "Rimanda all'ente", "withhold": "Non pubblicare"}
    return page(
        request,
        "contributions/reason.html",
        around=_around(request, here, whole, titles[gesture]),
        status=422 if form.errors or form.general else 200,
        form=form,
        whole=whole,
        gesture=gesture,
        gesture_title=titles[gesture],
        source_of_annexes=DM72_6,
    )
