"""The office's pages of a procedure: its data, tavoli and acts."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import Around, page, redirect
from app.core.web.uploads import bind_with_files
from app.people.authorities.enums import OfficeRole
from app.people.authorities.queries import get_authority, list_organs, list_staff, look_of
from app.steps.procedures.actions import (
    add_tavolo,
    create_procedure,
    edit_procedure,
    edit_tavolo,
    record_act,
    remove_tavolo,
)
from app.steps.procedures.enums import ActKind
from app.steps.procedures.forms import (
    ActForm,
    NewProcedureForm,
    PressForm,
    ProcedureForm,
    TavoloForm,
)
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.permissions import PREPARE
from app.steps.procedures.queries import (
    Here,
    get_act,
    get_for_office,
    get_tavolo,
    list_acts,
    list_tavoli,
)

router = APIRouter(prefix="/ufficio/{authority}")
ACT_FILES = {"file": frozenset({"pdf", "p7m"})}


@router.get("/nuovo", dependencies=[permit(PREPARE)])
def new_procedure_page(request: Request, authority: str, session: ReadSession) -> Response:
    return _new_page(request, session, authority, empty(NewProcedureForm))


@router.post("/nuovo", dependencies=[permit(PREPARE)])
def new_procedure(
    request: Request,
    authority: str,
    form: Annotated[Bound[NewProcedureForm], bind(NewProcedureForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_authority(session, authority)
    made = form.attempt(session, partial(create_procedure, session, actor, found))
    if made is None:
        return _new_page(request, session, authority, form)
    address = office_address(Here(found, made))
    return redirect(address, "Il procedimento è stato creato: ora è in preparazione.")


def _new_page(
    request: Request, session: Session, authority: str, form: Bound[NewProcedureForm]
) -> Response:
    look = look_of(get_authority(session, authority))
    around = Around(
        authority=look, breadcrumb=(("Ufficio", "/ufficio"), ("Nuovo procedimento", None))
    )
    return page(request, "procedures/new.html", around=around, status=form.status, form=form)


@router.get("/{procedure}/dati", dependencies=[permit(PREPARE)])
def data_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    officer = _officer_ref(session, here)
    names = ("title", "purpose", "plan_name", "plan_years", "approval_day")
    values = {name: getattr(here.procedure, name) for name in names}
    form = empty(ProcedureForm, responsible_officer=officer, **values)
    return _data_page(request, session, here, form)


@router.post("/{procedure}/dati", dependencies=[permit(PREPARE)])
def save_data(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[ProcedureForm], bind(ProcedureForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(edit_procedure, session, actor, here))
    if not form.ok:
        return _data_page(request, session, here, form)
    return redirect(office_address(here, "/dati"), "I dati sono stati salvati.")


def _officer_ref(session: Session, here: Here) -> str:
    staff = list_staff(session, here.authority.pk)
    wanted = here.procedure.responsible_officer_id
    return next((account.public_id for account, _ in staff if account.id == wanted), "")


def _data_page(
    request: Request, session: Session, here: Here, form: Bound[ProcedureForm]
) -> Response:
    officers = [
        (account.public_id, account.name)
        for account, role in list_staff(session, here.authority.pk)
        if role is OfficeRole.RDP
    ]
    return page(
        request,
        "procedures/data.html",
        around=office_around(here, request.url.path, ("Dati del procedimento", None)),
        status=form.status,
        form=form,
        officers=officers,
    )


@router.get("/{procedure}/tavoli", dependencies=[permit(PREPARE)])
def tavoli_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _tavoli_page(request, session, here, empty(TavoloForm))


@router.post("/{procedure}/tavoli", dependencies=[permit(PREPARE)])
def new_tavolo(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[TavoloForm], bind(TavoloForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(add_tavolo, session, actor, here))
    if not form.ok:
        return _tavoli_page(request, session, here, form)
    return redirect(office_address(here, "/tavoli"), "Il tavolo è stato aggiunto.")


def _tavoli_page(
    request: Request, session: Session, here: Here, form: Bound[TavoloForm]
) -> Response:
    return page(
        request,
        "procedures/tavoli.html",
        around=office_around(here, request.url.path, ("Tavoli", None)),
        status=form.status,
        form=form,
        here=here,
        tavoli=list_tavoli(session, here.procedure.pk),
    )


@router.get("/{procedure}/tavoli/{tavolo}", dependencies=[permit(PREPARE)])
def tavolo_page(
    request: Request,
    authority: str,
    procedure: str,
    tavolo: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_tavolo(session, here.procedure.pk, tavolo)
    values = {name: getattr(found, name) for name in TavoloForm.model_fields}
    form = empty(TavoloForm, **values)
    around = office_around(here, request.url.path, (found.name, None))
    return page(request, "procedures/tavolo.html", around=around, form=form, tavolo=found)


@router.post("/{procedure}/tavoli/{tavolo}", dependencies=[permit(PREPARE)])
def save_tavolo(
    request: Request,
    authority: str,
    procedure: str,
    tavolo: str,
    form: Annotated[Bound[TavoloForm], bind(TavoloForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_tavolo(session, here.procedure.pk, tavolo)
    form.attempt(session, partial(edit_tavolo, session, actor, here, found))
    if not form.ok:
        around = office_around(here, request.url.path, (found.name, None))
        return page(
            request, "procedures/tavolo.html", around=around, status=422, form=form, tavolo=found
        )
    return redirect(office_address(here, "/tavoli"), "Il tavolo è stato aggiornato.")


@router.post("/{procedure}/tavoli/{tavolo}/togli", dependencies=[permit(PREPARE)])
def drop_tavolo(
    authority: str,
    procedure: str,
    tavolo: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    remove_tavolo(session, actor, here, get_tavolo(session, here.procedure.pk, tavolo))
    return redirect(office_address(here, "/tavoli"), "Il tavolo è stato tolto.")


@router.get("/{procedure}/atti", dependencies=[permit(PREPARE)])
def acts_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _acts_page(request, session, here, _first_act(session, here))


def _first_act(session: Session, here: Here) -> Bound[ActForm]:
    """What is known of the start act before it is recorded."""
    if not here.procedure.start_words or list_acts(session, here.procedure.pk, ActKind.START):
        return empty(ActForm)
    return empty(ActForm, kind=ActKind.START, subject=here.procedure.start_words)


@router.post("/{procedure}/atti", dependencies=[permit(PREPARE)])
def new_act(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[ActForm], bind_with_files(ActForm, ACT_FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    file = next(iter(form.kept.get("file", [])), None)
    form.attempt(session, lambda data: record_act(session, actor, here, data, file))
    if not form.ok:
        return _acts_page(request, session, here, form)
    return redirect(office_address(here, "/atti"), "L'atto è stato registrato.")


def _acts_page(request: Request, session: Session, here: Here, form: Bound[ActForm]) -> Response:
    return page(
        request,
        "procedures/acts.html",
        around=office_around(here, request.url.path, ("Atti", None)),
        status=form.status,
        form=form,
        here=here,
        acts=list_acts(session, here.procedure.pk),
        kinds=[(kind.value, kind.label.capitalize()) for kind in ActKind],
        organs=[organ.name for organ in list_organs(session, here.authority.pk)],
    )


@router.get("/{procedure}/atti/{act}/file", dependencies=[permit(PREPARE)])
def act_file(
    authority: str,
    procedure: str,
    act: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return file_response(services.blobs, get_act(session, here.procedure.pk, act)[1])
