"""One page to try the demonstration: be somebody, move the clock, read the mails."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session, col, select
from starlette.responses import Response

from app.core.clock import in_rome, legal_now
from app.core.errors import NotFoundError
from app.core.jobs.models import Message
from app.core.web.deps import ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.demo.actions import become, move_clock, refuse_unless_demo
from app.demo.forms import BecomeForm, MoveClockForm
from app.demo.people import PEOPLE
from app.demo.permissions import TRY
from app.people.accounts.web import caller_of, set_session_cookie

router = APIRouter(prefix="/demo")
MAILS_SHOWN = 100


@router.get("", dependencies=[permit(TRY)])
def demo_page(request: Request, session: ReadSession) -> Response:
    shown = in_rome(legal_now()).strftime("%Y-%m-%dT%H:%M")
    return _demo_page(request, session, empty(MoveClockForm, instant=shown))


def _demo_page(request: Request, session: Session, form: Bound[MoveClockForm]) -> Response:
    refuse_unless_demo(session)
    return page(
        request, "demo/index.html", status=form.status, form=form, people=PEOPLE, now=legal_now()
    )


@router.post("/persona", dependencies=[permit(TRY)])
def become_person(
    request: Request,
    form: Annotated[Bound[BecomeForm], bind(BecomeForm)],
    session: WriteSession,
    services: ServicesDep,
) -> Response:
    if form.data is None:
        raise NotFoundError
    token, office = become(session, form.data.person, caller_of(request))
    response = redirect("/ufficio" if office else "/area-personale")
    set_session_cookie(response, services, token)
    return response


@router.post("/orologio", dependencies=[permit(TRY)])
def set_clock(
    request: Request,
    form: Annotated[Bound[MoveClockForm], bind(MoveClockForm)],
    session: WriteSession,
) -> Response:
    form.attempt(session, lambda data: move_clock(session, data.instant))
    if not form.ok:
        return _demo_page(request, session, form)
    return redirect("/demo", "L'orologio della dimostrazione è stato spostato.")


@router.get("/posta", dependencies=[permit(TRY)])
def mails_page(request: Request, session: ReadSession) -> Response:
    refuse_unless_demo(session)
    query = select(Message).order_by(col(Message.id).desc()).limit(MAILS_SHOWN)
    return page(request, "demo/mails.html", messages=session.exec(query).all())
