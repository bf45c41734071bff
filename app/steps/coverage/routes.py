"""The public pages of the plan: its tree, its way to approval, what it answers."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.core.clock import from_rome, legal_today
from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.steps.coverage.matrix import matrix_of, write_matrix
from app.steps.coverage.navigation import COVERAGE, PLAN
from app.steps.coverage.permissions import READ
from app.steps.coverage.picture import Coverage
from app.steps.coverage.queries import load_coverage, load_plan_alone
from app.steps.coverage.views import PlanFilters, plan_filters, reading
from app.steps.plans.navigation import WAY
from app.steps.plans.queries import is_plan_public, list_partners, list_plan_acts
from app.steps.plans.views import way_of
from app.steps.procedures.navigation import public_address, public_around
from app.steps.procedures.queries import Here, get_public
from app.steps.synthesis.queries import is_public

router = APIRouter(prefix="/{authority}/{procedure}" + PLAN)
_WAITING = "coverage/waiting.html"


@router.get("", dependencies=[permit(READ)])
def plan_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: Annotated[PlanFilters, Depends(plan_filters)],
    session: ReadSession,
) -> Response:
    here = get_public(session, authority, procedure)
    _keep_today(request)
    around = public_around(here, request.url.path, ("Il piano", None))
    if not is_plan_public(session, here.procedure.pk):
        return page(request, _WAITING, around=around, title="Il piano")
    partners = list_partners(session, here.procedure.pk)
    lead = here.authority.name
    way = public_address(here, WAY)
    return page(
        request,
        "coverage/public.html",
        around=around,
        name=f"{here.procedure.plan_name} {here.procedure.plan_years}".strip(),
        lead=lead,
        partners=partners,
        steps=way_of(list_plan_acts(session, here.procedure.pk), lead, way, joint=bool(partners)),
        coverage=public_address(here, COVERAGE),
        **reading(_published(session, here), asked, request.url.path),
    )


@router.get("/copertura", dependencies=[permit(READ)])
def coverage_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    _keep_today(request)
    titles = (("Il piano", PLAN), ("A che cosa risponde il piano", None))
    around = public_around(here, request.url.path, *titles)
    if not is_public(session, here.procedure.pk):
        return page(request, _WAITING, around=around, title="A che cosa risponde il piano")
    return page(
        request,
        "coverage/matrix.html",
        around=around,
        matrix=matrix_of(load_coverage(session, here.procedure.pk)),
        address=public_address(here, COVERAGE),
        plan=public_address(here, PLAN),
    )


@router.get("/copertura.csv", dependencies=[permit(READ)])
def coverage_csv(authority: str, procedure: str, session: ReadSession) -> Response:
    here = get_public(session, authority, procedure)
    if not is_public(session, here.procedure.pk):
        raise NotFoundError
    rows = list(write_matrix(load_coverage(session, here.procedure.pk)))
    headers = {"content-disposition": 'attachment; filename="copertura-piano.csv"'}
    return StreamingResponse(iter(rows), media_type="text/csv; charset=utf-8", headers=headers)


def _published(session: Session, here: Here) -> Coverage:
    """The plan with what it comes from, once the synthesis is published; before, alone."""
    if is_public(session, here.procedure.pk):
        return load_coverage(session, here.procedure.pk)
    return load_plan_alone(session, here.procedure.pk)


def _keep_today(request: Request) -> None:
    """The page is kept until the next day in Rome: then other things are overdue."""
    keep_page(request, from_rome(legal_today() + timedelta(days=1)))
