"""A file of the plan: brought, its columns chosen, shown for what it would change, confirmed."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.core.files.sheet_out import MEDIA_TYPE
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response, made_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import Around, page, redirect
from app.steps.plans.actions import apply_import, choose_columns, receive_plan
from app.steps.plans.changes import Changes, compare
from app.steps.plans.columns import COLUMNS, NAMES, Headers
from app.steps.plans.enums import CLOSED
from app.steps.plans.forms import ColumnsForm, ConfirmForm, ImportForm
from app.steps.plans.made import Loaded, LoadedDep, PlanFileDep
from app.steps.plans.models import PlanImport
from app.steps.plans.navigation import IMPORTS, PLAN
from app.steps.plans.permissions import WRITE
from app.steps.plans.queries import (
    edition_of,
    get_import,
    is_plan_public,
    list_imports,
    list_items,
    why_not_undone,
)
from app.steps.plans.reading import MAX_ROWS
from app.steps.plans.table import write_model, write_plan, write_workbook
from app.steps.plans.views import SHOWN, column_options, preview_of
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PLAN)
_TITLE = "Importazione"
_CSV = "text/csv; charset=utf-8"


@router.get("/modello.csv", dependencies=[permit(WRITE)])
def model(authority: str, procedure: str, session: ReadSession, actor: ActorDep) -> Response:
    get_for_office(session, actor, authority, procedure)
    return made_response(write_model(), _CSV, "modello-piano.csv")


@router.get("/piano.csv", dependencies=[permit(WRITE)])
def export(authority: str, procedure: str, session: ReadSession, actor: ActorDep) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = write_plan(list_items(session, here.procedure.pk))
    name = f"piano-{here.procedure.slug}.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(rows, media_type=_CSV, headers=headers)


@router.get("/piano.xlsx", dependencies=[permit(WRITE)])
def export_workbook(
    authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = write_workbook(list_items(session, here.procedure.pk))
    name = f"piano-{here.procedure.slug}.xlsx"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(rows, media_type=MEDIA_TYPE, headers=headers)


@router.get("/importa", dependencies=[permit(WRITE)])
def imports_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _imports_page(request, session, here, empty(ImportForm, whole="1"))


@router.post("/importa", dependencies=[permit(WRITE)])
def bring_file(
    request: Request,
    authority: str,
    procedure: str,
    brought: PlanFileDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form, headers = brought
    made = form.attempt(session, lambda data: _receive(session, actor, here, form, headers, data))
    if made is None:
        form.values.setdefault("whole", "0")
        return _imports_page(request, session, here, form)
    return redirect(office_address(here, f"{IMPORTS}/{made.public_id}"))


def _receive(
    session: Session,
    actor: Actor,
    here: Here,
    form: Bound[ImportForm],
    headers: Headers | None,
    data: ImportForm,
) -> PlanImport:
    assert headers is not None
    kept = form.kept["file"][0]
    return receive_plan(session, actor, here, kept, headers, whole=data.whole)


def _imports_page(
    request: Request, session: Session, here: Here, form: Bound[ImportForm]
) -> Response:
    return page(
        request,
        "plans/imports.html",
        around=office_around(here, request.url.path, ("Piano", PLAN), (_TITLE, None)),
        status=form.status,
        form=form,
        base=office_address(here, PLAN),
        columns=COLUMNS,
        most=MAX_ROWS,
        imports=list_imports(session, here.procedure.pk),
        items=len(list_items(session, here.procedure.pk)),
        writable=here.procedure.phase not in CLOSED,
    )


@router.get("/importa/{plan_import}", dependencies=[permit(WRITE)])
def preview_page(
    request: Request,
    authority: str,
    procedure: str,
    plan_import: str,
    loaded: LoadedDep,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _preview_page(request, session, here, plan_import, loaded, empty(ConfirmForm))


@router.post("/importa/{plan_import}", dependencies=[permit(WRITE)])
def confirm(
    request: Request,
    authority: str,
    procedure: str,
    plan_import: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    loaded: LoadedDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made, _ = get_import(session, here.procedure.pk, plan_import)
    changes = _changes(session, here, made, loaded) or Changes()
    seal = edition_of(session, here.procedure.pk)
    form.attempt(session, lambda data: apply_import(session, actor, here, made, changes, data.seal))
    if not form.ok:
        stale = form.data is not None and form.data.seal != changes.seal(seal)
        return _preview_page(request, session, here, plan_import, loaded, form, stale=stale)
    words = f"Il piano è aggiornato: {changes.count} voci cambiate come nell'anteprima."
    return redirect(office_address(here, f"{IMPORTS}/{plan_import}"), words)


def _changes(session: Session, here: Here, made: PlanImport, loaded: Loaded) -> Changes | None:
    if loaded.lines is None:
        return None
    items = list_items(session, here.procedure.pk, removed=True)
    return compare(items, loaded.lines, whole=made.whole)


def _preview_page(
    request: Request,
    session: Session,
    here: Here,
    plan_import: str,
    loaded: Loaded,
    form: Bound[ConfirmForm],
    *,
    stale: bool = False,
) -> Response:
    made, file = get_import(session, here.procedure.pk, plan_import)
    changes = _changes(session, here, made, loaded)
    if changes is None and made.applied_at is None:
        return _columns_page(request, here, made, file.name, loaded, _known(made))
    return page(
        request,
        "plans/preview.html",
        around=_around(request, here, file.name),
        status=409 if stale else form.status,
        form=form,
        made=made,
        file=file,
        base=office_address(here, PLAN),
        shown=SHOWN,
        preview=preview_of(changes, edition_of(session, here.procedure.pk)) if changes else None,
        public=is_plan_public(session, here.procedure.pk),
        writable=here.procedure.phase not in CLOSED,
        obstacle=why_not_undone(session, here, made) if made.applied_at else "",
    )


def _known(made: PlanImport) -> Bound[ColumnsForm]:
    return empty(ColumnsForm, **made.columns)


@router.get("/importa/{plan_import}/colonne", dependencies=[permit(WRITE)])
def columns_page(
    request: Request,
    authority: str,
    procedure: str,
    plan_import: str,
    loaded: LoadedDep,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    made, file = get_import(session, here.procedure.pk, plan_import)
    return _columns_page(request, here, made, file.name, loaded, _known(made))


@router.post("/importa/{plan_import}/colonne", dependencies=[permit(WRITE)])
def save_columns(
    request: Request,
    authority: str,
    procedure: str,
    plan_import: str,
    form: Annotated[Bound[ColumnsForm], bind(ColumnsForm)],
    loaded: LoadedDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made, file = get_import(session, here.procedure.pk, plan_import)
    headers = loaded.headers or Headers(0, {}, {})
    form.attempt(session, lambda data: choose_columns(session, here, made, headers, data))
    if not form.ok:
        return _columns_page(request, here, made, file.name, loaded, form)
    return redirect(office_address(here, f"{IMPORTS}/{plan_import}"))


def _columns_page(
    request: Request,
    here: Here,
    made: PlanImport,
    name: str,
    loaded: Loaded,
    form: Bound[ColumnsForm],
) -> Response:
    return page(
        request,
        "plans/columns.html",
        around=_around(request, here, name),
        status=form.status,
        form=form,
        made=made,
        name=name,
        wrong=loaded.wrong,
        lacking=loaded.headers.lacking if loaded.headers and form.status == 200 else (),
        base=office_address(here, PLAN),
        columns=COLUMNS,
        names=NAMES,
        options=column_options(loaded.headers),
    )


def _around(request: Request, here: Here, name: str) -> Around:
    titles = (("Piano", PLAN), (_TITLE, IMPORTS), (name, None))
    return office_around(here, request.url.path, *titles)


@router.get("/importa/{plan_import}/file", dependencies=[permit(WRITE)])
def import_file(
    authority: str,
    procedure: str,
    plan_import: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return file_response(services.blobs, get_import(session, here.procedure.pk, plan_import)[1])
