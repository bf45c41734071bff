"""The page where anyone checks a receipt, without signing in and without reading it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import WriteSession, permit
from app.core.web.forms import Bound, empty
from app.core.web.render import Around, page
from app.steps.receipts.actions import check_receipt
from app.steps.receipts.forms import CheckDep, CheckForm
from app.steps.receipts.permissions import CHECK

router = APIRouter()
TITLE = "Controllo di una ricevuta"


@router.get("/ricevuta", dependencies=[permit(CHECK)])
def check_page(request: Request, numero: str = "", codice: str = "") -> Response:
    return _page(request, empty(CheckForm, numero=numero[:20], codice=codice[:20]), None)


@router.post("/ricevuta", dependencies=[permit(CHECK)])
def check(request: Request, asked: CheckDep, session: WriteSession) -> Response:
    form, wanted = asked
    caller = request.client.host if request.client else ""
    authentic = form.attempt(session, lambda _: check_receipt(session, caller, wanted))
    return _page(request, form, authentic)


def _page(request: Request, form: Bound[CheckForm], authentic: bool | None) -> Response:
    return page(
        request,
        "receipts/check.html",
        around=Around(breadcrumb=(("Home", "/"), (TITLE, None))),
        status=form.status,
        form=form,
        title=TITLE,
        authentic=authentic,
    )
