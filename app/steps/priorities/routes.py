"""The public page of priorities: the tavoli's results beside the office's assessment."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.law.priorities import ADVISORY, APART, Agreement
from app.steps.priorities.navigation import PUBLIC_PRIORITIES
from app.steps.priorities.permissions import READ
from app.steps.priorities.queries import list_priorities
from app.steps.priorities.views import assessed, listed, voted
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.navigation import PICTURE
from app.steps.synthesis.queries import is_public

router = APIRouter()


@router.get("/{authority}/{procedure}" + PUBLIC_PRIORITIES, dependencies=[permit(READ)])
def priorities_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    published = is_public(session, here.procedure.pk)
    shown = list_priorities(session, here.procedure.pk)
    keep_page(request)
    return page(
        request,
        "priorities/public.html",
        around=public_around(
            here, request.url.path, ("Quadro dei bisogni", PICTURE), ("Priorità", None)
        ),
        published=published,
        advisory=ADVISORY,
        groups=[
            (kind.plural, rows)
            for kind in NodeKind
            if published and (rows := [r for r in assessed(shown, kind) if r.level or r.beside])
        ],
        ballots=voted(shown) if published else [],
        converging=listed(shown, Agreement.CONVERGES) if published else [],
        apart=listed(shown, *APART) if published else [],
    )
