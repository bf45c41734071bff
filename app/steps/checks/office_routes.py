"""The office compares the domande with the national register, all at once."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_number, read_ref
from app.core.web.render import page, redirect
from app.people.runts.queries import current_extract, old_after
from app.steps.checks import views
from app.steps.checks.actions import compare_all
from app.steps.checks.navigation import REGISTER
from app.steps.checks.permissions import COMPARE
from app.steps.checks.queries import list_compared
from app.steps.domande.navigation import DOMANDE
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + REGISTER)


@router.get("", dependencies=[permit(COMPARE)])
def register_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    esito: str = "",
    pagina: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    kind = read_ref(esito.replace("_", "")) and esito[:40]
    return _page(request, session, here, empty(PressForm), kind, read_number(pagina))


@router.post("", dependencies=[permit(COMPARE)])
def compare_again(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, lambda _: compare_all(session, actor, here))
    if made is None:
        return _page(request, session, here, form)
    many = len({check.domanda_id for check in made})
    words = "Una domanda confrontata" if many == 1 else f"{many} domande confrontate"
    return redirect(office_address(here, REGISTER), f"{words} con il registro.")


def _page(
    request: Request,
    session: Session,
    here: Here,
    form: Bound[PressForm],
    kind: str = "",
    number: int = 1,
) -> Response:
    rows = list_compared(session, here.procedure.pk)
    address = office_address(here, REGISTER)
    return page(
        request,
        "checks/register.html",
        around=office_around(
            here, request.url.path, ("Domande", DOMANDE), ("Controllo sul RUNTS", None)
        ),
        status=form.status,
        form=form,
        address=address,
        domande=office_address(here, DOMANDE),
        extract=current_extract(session, here.authority.pk),
        old_after=old_after(session),
        any=bool(rows),
        kind=kind,
        options=views.options_of(rows),
        shown=views.page_of(rows, kind, number, address),
    )


@router.get(".csv", dependencies=[permit(COMPARE)])
def register_table(
    authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = list_compared(session, here.procedure.pk)
    headers = {"content-disposition": 'attachment; filename="controllo-runts.csv"'}
    return StreamingResponse(views.write_table(rows), media_type="text/csv", headers=headers)
