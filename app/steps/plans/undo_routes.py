"""A file that was applied to the plan is taken back: shown for what goes back, then confirmed."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.plans.actions import undo_import
from app.steps.plans.enums import CLOSED
from app.steps.plans.forms import ConfirmForm
from app.steps.plans.navigation import IMPORTS, PLAN
from app.steps.plans.permissions import WRITE
from app.steps.plans.queries import (
    edition_of,
    get_import,
    is_plan_public,
    list_items,
    why_not_undone,
)
from app.steps.plans.undoing import turned_round
from app.steps.plans.views import SHOWN, preview_of
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PLAN)


@router.get("/importa/{plan_import}/annulla", dependencies=[permit(WRITE)])
def undo_page(
    request: Request,
    authority: str,
    procedure: str,
    plan_import: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _undo_page(request, session, here, plan_import, empty(ConfirmForm))


@router.post("/importa/{plan_import}/annulla", dependencies=[permit(WRITE)])
def undo(
    request: Request,
    authority: str,
    procedure: str,
    plan_import: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made, _ = get_import(session, here.procedure.pk, plan_import)
    form.attempt(session, lambda data: undo_import(session, actor, here, made, data.seal))
    if not form.ok:
        return _undo_page(request, session, here, plan_import, form)
    words = "L'importazione è annullata: il piano è com'era prima."
    return redirect(office_address(here, f"{IMPORTS}/{plan_import}"), words)


def _undo_page(
    request: Request, session: Session, here: Here, plan_import: str, form: Bound[ConfirmForm]
) -> Response:
    made, file = get_import(session, here.procedure.pk, plan_import)
    if made.applied_at is None or here.procedure.phase in CLOSED:
        raise NotFoundError
    obstacle = why_not_undone(session, here, made)
    items = list_items(session, here.procedure.pk, removed=True)
    titles = (("Piano", PLAN), ("Importazione", IMPORTS), (file.name, f"{IMPORTS}/{plan_import}"))
    return page(
        request,
        "plans/undo.html",
        around=office_around(here, request.url.path, *titles, ("Annullamento", None)),
        status=409 if form.general else form.status,
        form=form,
        made=made,
        file=file,
        base=office_address(here, PLAN),
        obstacle=obstacle,
        shown=SHOWN,
        preview=None
        if obstacle
        else preview_of(turned_round(items, made), edition_of(session, here.procedure.pk)),
        public=is_plan_public(session, here.procedure.pk),
    )
