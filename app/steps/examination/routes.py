"""Who takes part, as anyone may read it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.steps.avvisi.queries import get_avviso
from app.steps.examination.enums import DECIDED
from app.steps.examination.permissions import READ_PARTICIPANTS
from app.steps.examination.queries.admitted import list_published
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public

router = APIRouter(prefix="/{authority}/{procedure}")


@router.get("/partecipanti", dependencies=[permit(READ_PARTICIPANTS)])
def participants_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    avviso = get_avviso(session, here.procedure.pk)
    keep_page(request)
    return page(
        request,
        "examination/participants.html",
        around=public_around(here, request.url.path, ("Chi partecipa", None)),
        here=here,
        lists=list_published(session, here.procedure.pk),
        outcomes=DECIDED,
        closes_at=avviso.closes_at if avviso and avviso.published_at else None,
    )
