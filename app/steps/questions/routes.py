"""The public page of the questions with their answers."""

from datetime import timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.law.sources import DM72_2_EQUAL
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public
from app.steps.questions.actions.ask import ways_left
from app.steps.questions.navigation import OWN
from app.steps.questions.permissions import READ
from app.steps.questions.queries import asking_in, list_published
from app.steps.questions.views import asking_view

router = APIRouter(prefix="/{authority}/{procedure}/quesiti")


@router.get("", dependencies=[permit(READ)])
def questions_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    asking = asking_view(asking_in(session, here))
    open_until = asking.until if asking.refusal is None else None
    keep_page(request, open_until + timedelta(seconds=1) if open_until else None)
    return page(
        request,
        "questions/public.html",
        around=public_around(here, request.url.path, ("Quesiti", None)),
        here=here,
        asking=asking,
        ways=ways_left(here),
        ask=f"{OWN}/nuovo/{here.scope}",
        answered=list_published(session, here.procedure.pk),
        equal_treatment=DM72_2_EQUAL,
    )
