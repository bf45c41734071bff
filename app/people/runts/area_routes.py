"""What the register says of a tax code: a page of its own, and a part of the forms that ask it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ReadSession, permit
from app.core.web.paging import read_words
from app.core.web.render import page
from app.people.accounts.navigation import area_around
from app.people.runts import permissions
from app.people.runts.queries import ask_register
from app.people.runts.views import ASK, offer_of

router = APIRouter(prefix=ASK)


@router.get("", dependencies=[permit(permissions.ASK)])
def ask_page(request: Request, session: ReadSession) -> Response:
    """Whatever the form calls its tax code, it is what is asked about."""
    typed = next(
        (text for name, text in request.query_params.items() if name.endswith("tax_code")), ""
    )
    words = read_words(typed)[:40]
    use = request.query_params.get("usa") == "1"  # the answer goes into a form that can take it
    return page(
        request,
        "runts/ask.html",
        around=area_around(request.url.path, ("Il registro nazionale (RUNTS)", None)),
        address=ASK,
        typed=words,
        use=use and bool(words),
        offer=offer_of(ask_register(session, words)) if words else None,
    )
