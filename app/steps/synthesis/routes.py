"""The public picture of needs and offer."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.render import keep_page, page
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_public
from app.steps.synthesis.navigation import PICTURE
from app.steps.synthesis.permissions import READ
from app.steps.synthesis.public_views import COLUMNS, public_picture
from app.steps.synthesis.queries import is_public

router = APIRouter()


@router.get("/{authority}/{procedure}" + PICTURE, dependencies=[permit(READ)])
def picture_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    published = is_public(session, here.procedure.pk)
    needs, groups = public_picture(session, here) if published else ([], [])
    keep_page(request)
    return page(
        request,
        "synthesis/picture.html",
        around=public_around(here, request.url.path, ("Quadro dei bisogni e dell'offerta", None)),
        published=published,
        columns=[words for words, _ in COLUMNS],
        needs=needs,
        groups=groups,
    )
