"""The public page of the esiti: the figures first, then each contribution with its reason."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.steps.esiti.navigation import ESITI
from app.steps.esiti.permissions import READ
from app.steps.esiti.views import EsitoFilters, esito_filters, places, public_esiti
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public
from app.steps.synthesis.queries import is_public

router = APIRouter()


@router.get("/{authority}/{procedure}" + ESITI, dependencies=[permit(READ)])
def esiti_page(
    request: Request,
    authority: str,
    procedure: str,
    filters: Annotated[EsitoFilters, Depends(esito_filters)],
    session: ReadSession,
) -> Response:
    here = get_public(session, authority, procedure)
    around = public_around(here, request.url.path, ("Esiti dei contributi", None))
    keep_page(request)
    if not is_public(session, here.procedure.pk):
        return page(request, "esiti/waiting.html", around=around)
    return page(
        request,
        "esiti/public.html",
        around=around,
        address=request.url.path,
        form=filters.form,
        filtered=any(filters.params.values()),
        esiti=public_esiti(session, here, filters, request.url.path),
        **places(session, here),
    )
