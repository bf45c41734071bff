"""The page where anyone checks a receipt, without signing in and without reading it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import WriteSession, permit
from app.core.web.forms import Bound, empty
from app.core.web.render import Around, page
from app.steps.domande.actions.check_receipt import check_receipt
from app.steps.domande.forms_check import CheckDep, CheckForm
from app.steps.domande.permissions import CHECK_RECEIPT

router = APIRouter()
TITLE = "Controllo di una ricevuta"


@router.get("/ricevuta", dependencies=[permit(CHECK_RECEIPT)])
def check_page(request: Request, numero: str = "", codice: str = "") -> Response:
    return _page(request, empty(CheckForm, numero=numero[:20], codice=codice[:20]), None)


@router.post("/ricevuta", dependencies=[permit(CHECK_RECEIPT)])
def check(request: Request, asked: CheckDep, session: WriteSession) -> Response:
    form, wanted = asked
    caller = request.client.host if request.client else ""
    authentic = form.attempt(session, lambda _: check_receipt(session, caller, wanted))
    return _page(request, form, authentic)


def _page(request: Request, form: Bound[CheckForm], authentic: bool | None) -> Response:
    return page(
        request,
        "domande/public_check.html",
        around=Around(breadcrumb=(("Home", "/"), (TITLE, None))),
        status=form.status,
        form=form,
        title=TITLE,
        authentic=authentic,
    )
