"""The plan's way to approval: who makes it jointly, the acts that are there and those awaited."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.people.authorities.queries import list_organs
from app.steps.plans.actions import (
    add_partner,
    adopt_act,
    record_plan_act,
    remove_partner,
    remove_plan_act,
)
from app.steps.plans.forms import AdoptedForm, PartnerForm, PlanActForm, PressForm
from app.steps.plans.models import PlanAct
from app.steps.plans.navigation import PLAN, WAY
from app.steps.plans.permissions import WRITE
from app.steps.plans.queries import get_partner, get_plan_act, list_partners, list_plan_acts
from app.steps.plans.views import KINDS, way_of
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + WAY)
FILES = {"file": frozenset({"pdf", "p7m"})}
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("", dependencies=[permit(WRITE)])
def way_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _way_page(request, session, here, empty(PlanActForm))


@router.post("", dependencies=[permit(WRITE)])
def new_act(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PlanActForm], bind_with_files(PlanActForm, FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    file = next(iter(form.kept.get("file", [])), None)
    form.attempt(session, lambda data: record_plan_act(session, actor, here, data, file))
    if not form.ok:
        return _way_page(request, session, here, form)
    return redirect(office_address(here, WAY), "Il passo è nel percorso del piano.")


def _way_page(request: Request, session: Session, here: Here, form: Bound[PlanActForm]) -> Response:
    partners = list_partners(session, here.procedure.pk)
    rows = list_plan_acts(session, here.procedure.pk)
    lead = here.authority.name
    return page(
        request,
        "plans/way.html",
        around=office_around(here, request.url.path, ("Piano", PLAN), ("Percorso", None)),
        status=form.status,
        form=form,
        base=office_address(here, WAY),
        lead=lead,
        steps=way_of(rows, lead, office_address(here, WAY), joint=bool(partners)),
        partners=partners,
        partner_options=[(partner.public_id, partner.name) for partner in partners],
        kinds=KINDS,
        organs=[organ.name for organ in list_organs(session, here.authority.pk)],
    )


@router.get("/enti", dependencies=[permit(WRITE)])
def partners_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _partners_page(request, session, here, empty(PartnerForm))


@router.post("/enti", dependencies=[permit(WRITE)])
def new_partner(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PartnerForm], bind(PartnerForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda data: add_partner(session, actor, here, data))
    if not form.ok:
        return _partners_page(request, session, here, form)
    return redirect(office_address(here, f"{WAY}/enti"), "L'amministrazione fa parte del piano.")


def _partners_page(
    request: Request, session: Session, here: Here, form: Bound[PartnerForm]
) -> Response:
    titles = (("Piano", PLAN), ("Percorso", WAY), ("Amministrazioni", None))
    return page(
        request,
        "plans/partners.html",
        around=office_around(here, request.url.path, *titles),
        status=form.status,
        form=form,
        base=office_address(here, f"{WAY}/enti"),
        lead=here.authority.name,
        partners=list_partners(session, here.procedure.pk),
    )


@router.post("/enti/{partner}/togli", dependencies=[permit(WRITE)])
def drop_partner(
    authority: str,
    procedure: str,
    partner: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    remove_partner(session, actor, here, get_partner(session, here.procedure.pk, partner))
    return redirect(office_address(here, f"{WAY}/enti"), "L'amministrazione è stata tolta.")


@router.get("/{plan_act}", dependencies=[permit(WRITE)])
def act_page(
    request: Request,
    authority: str,
    procedure: str,
    plan_act: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    act = get_plan_act(session, here.procedure.pk, plan_act).act
    return _act_page(request, here, act, empty(AdoptedForm, subject=act.subject))


@router.post("/{plan_act}", dependencies=[permit(WRITE)])
def adopt(
    request: Request,
    authority: str,
    procedure: str,
    plan_act: str,
    form: Annotated[Bound[AdoptedForm], bind_with_files(AdoptedForm, FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    act = get_plan_act(session, here.procedure.pk, plan_act).act
    file = next(iter(form.kept.get("file", [])), None)
    form.attempt(session, lambda data: adopt_act(session, actor, here, act, data, file))
    if not form.ok:
        return _act_page(request, here, act, form)
    return redirect(office_address(here, WAY), "L'atto è stato registrato.")


def _act_page(request: Request, here: Here, act: PlanAct, form: Bound[AdoptedForm]) -> Response:
    titles = (("Piano", PLAN), ("Percorso", WAY), (act.kind.label.capitalize(), None))
    return page(
        request,
        "plans/act.html",
        around=office_around(here, request.url.path, *titles),
        status=form.status,
        form=form,
        act=act,
        base=office_address(here, WAY),
    )


@router.post("/{plan_act}/togli", dependencies=[permit(WRITE)])
def drop_act(
    authority: str,
    procedure: str,
    plan_act: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    remove_plan_act(session, actor, here, get_plan_act(session, here.procedure.pk, plan_act).act)
    return redirect(office_address(here, WAY), "Il passo è stato tolto dal percorso.")


@router.get("/{plan_act}/file", dependencies=[permit(WRITE)])
def act_file(
    authority: str,
    procedure: str,
    plan_act: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return file_response(services.blobs, get_plan_act(session, here.procedure.pk, plan_act).file)
