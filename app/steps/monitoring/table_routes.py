"""Tables of figures: loaded, tried line by line, confirmed whole."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.files.csv_out import MARK, csv_row
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.monitoring.actions.tables import confirm_table, load_table, try_table
from app.steps.monitoring.definition import COLUMNS, MAX_ROWS
from app.steps.monitoring.details import show_figure
from app.steps.monitoring.enums import ImportState
from app.steps.monitoring.forms import ConfirmForm, TableForm
from app.steps.monitoring.made import TableDep
from app.steps.monitoring.navigation import INDICATORS
from app.steps.monitoring.permissions import KEEP
from app.steps.monitoring.queries.indicators import get_import, list_imported, list_imports
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

TABLES = f"{INDICATORS}/tabelle"
router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + TABLES)


@router.get("", dependencies=[permit(KEEP)])
def tables_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _tables_page(request, session, here, empty(TableForm))


@router.post("", dependencies=[permit(KEEP)])
def load(
    request: Request,
    authority: str,
    procedure: str,
    table: TableDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form, rows = table
    held = form.attempt(
        session, lambda _: load_table(session, actor, here, form.kept["file"][0], rows)
    )
    if held is None:
        return _tables_page(request, session, here, form)
    return redirect(office_address(here, f"{TABLES}/{held.public_id}"))


def _tables_page(
    request: Request, session: Session, here: Here, form: Bound[TableForm]
) -> Response:
    return page(
        request,
        "monitoring/tables.html",
        around=office_around(
            here, office_address(here, TABLES), ("Indicatori", INDICATORS), ("Da una tabella", None)
        ),
        status=form.status,
        form=form,
        address=office_address(here, TABLES),
        columns=COLUMNS,
        most=MAX_ROWS,
        imports=list_imports(session, here.procedure.pk),
    )


@router.get("/modello.csv", dependencies=[permit(KEEP)])
def model(authority: str, procedure: str, session: ReadSession, actor: ActorDep) -> Response:
    get_for_office(session, actor, authority, procedure)
    headers = {"content-disposition": 'attachment; filename="indicatori.csv"'}
    body = MARK + csv_row(column.name for column in COLUMNS)
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/{table}", dependencies=[permit(KEEP)])
def table_page(
    request: Request,
    authority: str,
    procedure: str,
    table: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _table_page(request, session, here, table, None)


def _table_page(
    request: Request,
    session: Session,
    here: Here,
    public_id: str,
    form: Bound[ConfirmForm] | None,
) -> Response:
    row = get_import(session, here.procedure.pk, public_id)
    confirmed = row.held.state is ImportState.CONFIRMED
    changes = None if confirmed else try_table(session, here, row.held)
    return page(
        request,
        "monitoring/table.html",
        around=office_around(
            here,
            office_address(here, f"{TABLES}/{public_id}"),
            ("Indicatori", INDICATORS),
            ("Da una tabella", TABLES),
            (row.file.name, None),
        ),
        status=form.status if form else 200,
        form=form or empty(ConfirmForm),
        row=row,
        changes=changes,
        confirmed=confirmed,
        written=[
            (one, show_figure(one.thousandths, one.unit))
            for one in (list_imported(session, row.held.pk) if confirmed else [])
        ],
        address=office_address(here, f"{TABLES}/{public_id}"),
        tables=office_address(here, TABLES),
        indicators=office_address(here, INDICATORS),
    )


@router.post("/{table}", dependencies=[permit(KEEP)])
def confirm(
    request: Request,
    authority: str,
    procedure: str,
    table: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    changes = form.attempt(session, partial(confirm_table, session, actor, here, table))
    if changes is None:
        return _table_page(request, session, here, table, form)
    return redirect(office_address(here, INDICATORS), f"Valori scritti: {len(changes.figures)}.")


@router.get("/{table}/file", dependencies=[permit(KEEP)])
def table_file(
    authority: str,
    procedure: str,
    table: str,
    session: ReadSession,
    services: ServicesDep,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return file_response(services.blobs, get_import(session, here.procedure.pk, table).file)
