"""The office loads a table of domande that came by e-mail: tried first, then all or none."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.services import Services
from app.steps.arrivals import views
from app.steps.arrivals.actions import receive_batch, register_batch, try_batch
from app.steps.arrivals.forms import PressForm, TableForm
from app.steps.arrivals.made import PreparedDep, TableDep, lines_of
from app.steps.arrivals.navigation import TABLE
from app.steps.arrivals.permissions import ASSIST
from app.steps.arrivals.queries import get_batch, list_batches, list_registered, tavoli_by_name
from app.steps.arrivals.reading import COLUMNS, MAX_ROWS
from app.steps.domande.navigation import DOMANDE
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + TABLE)
_TITLE = "Domande da una tabella"


@router.get("", dependencies=[permit(ASSIST)])
def tables_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _tables_page(request, session, here, empty(TableForm))


@router.post("", dependencies=[permit(ASSIST)])
def load_table(
    request: Request,
    authority: str,
    procedure: str,
    table: TableDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form, lines = table
    made = form.attempt(
        session, lambda _: receive_batch(session, actor, here, form.kept["file"][0])
    )
    if made is None:
        return _tables_page(request, session, here, form)
    try_batch(session, actor, here, made, lines)
    return redirect(office_address(here, f"{TABLE}/{made.public_id}"))


def _tables_page(
    request: Request, session: Session, here: Here, form: Bound[TableForm]
) -> Response:
    return page(
        request,
        "arrivals/tables.html",
        around=office_around(here, request.url.path, ("Domande", DOMANDE), (_TITLE, None)),
        status=form.status,
        form=form,
        address=office_address(here, TABLE),
        columns=COLUMNS,
        most=MAX_ROWS,
        tavoli=list(tavoli_by_name(session, here.procedure.pk)),
        batches=list_batches(session, here.procedure.pk),
    )


@router.get("/modello.csv", dependencies=[permit(ASSIST)])
def model(authority: str, procedure: str, session: ReadSession, actor: ActorDep) -> Response:
    get_for_office(session, actor, authority, procedure)
    headers = {"content-disposition": 'attachment; filename="domande-arrivate.csv"'}
    return Response(views.write_model(), media_type="text/csv", headers=headers)


@router.get("/{batch}", dependencies=[permit(ASSIST)])
def table_page(
    request: Request,
    authority: str,
    procedure: str,
    batch: str,
    session: ReadSession,
    services: ServicesDep,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _table_page(request, session, services, here, batch, empty(PressForm))


@router.post("/{batch}", dependencies=[permit(ASSIST)])
def register_table(
    request: Request,
    authority: str,
    procedure: str,
    batch: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    prepared: PreparedDep,
    session: WriteSession,
    services: ServicesDep,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    held, _ = get_batch(session, here.procedure.pk, batch)
    made = form.attempt(session, lambda _: register_batch(session, actor, here, held, prepared))
    if made is None:
        try_batch(session, actor, here, held, [one.line for one in prepared])
        return _table_page(request, session, services, here, batch, form)
    words = f"{len(made)} domande registrate." if made else "Questa tabella era già registrata."
    return redirect(office_address(here, f"{TABLE}/{batch}"), words)


def _table_page(
    request: Request,
    session: Session,
    services: Services,
    here: Here,
    public_id: str,
    form: Bound[PressForm],
) -> Response:
    batch, file = get_batch(session, here.procedure.pk, public_id)
    lines = lines_of(services.blobs, file, tavoli_by_name(session, here.procedure.pk))
    shown = views.line_views(batch, lines, list_registered(session, batch))
    return page(
        request,
        "arrivals/table.html",
        around=office_around(
            here, request.url.path, ("Domande", DOMANDE), (_TITLE, TABLE), (file.name, None)
        ),
        status=form.status,
        form=form,
        batch=batch,
        file=file,
        lines=shown,
        wrong=sum(bool(line.problem) for line in shown),
        address=office_address(here, TABLE),
        domande=office_address(here, DOMANDE),
    )
