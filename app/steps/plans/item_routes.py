"""The office writes an item of the plan by hand, and publishes the plan."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref
from app.core.web.render import page, redirect
from app.steps.plans.actions import add_item, edit_item, publish_plan, remove_item, restore_item
from app.steps.plans.cells import cents_words
from app.steps.plans.enums import Level
from app.steps.plans.forms import EditItemForm, NewItemForm, PressForm
from app.steps.plans.models import PlanItem
from app.steps.plans.navigation import ITEMS, PLAN
from app.steps.plans.permissions import PUBLISH, WRITE
from app.steps.plans.queries import get_item, list_items
from app.steps.plans.views import LEVELS, STATES, parent_options, suggested
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PLAN)
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("/nuovo", dependencies=[permit(WRITE)])
def new_item_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    livello: str = "",
    sopra: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    level = livello if livello in set(Level) else ""
    form = empty(NewItemForm, level=level, parent=read_ref(sopra))
    return _new_page(request, session, here, form)


@router.post("/nuovo", dependencies=[permit(WRITE)])
def new_item(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[NewItemForm], bind(NewItemForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    item = form.attempt(session, partial(add_item, session, actor, here))
    if item is None:
        return _new_page(request, session, here, form)
    return redirect(office_address(here, f"{ITEMS}/{item.public_id}"), "La voce è nel piano.")


def _new_page(request: Request, session: Session, here: Here, form: Bound[NewItemForm]) -> Response:
    items = list_items(session, here.procedure.pk)
    return page(
        request,
        "plans/new_item.html",
        around=office_around(here, request.url.path, ("Piano", PLAN), ("Nuova voce", None)),
        status=form.status,
        form=form,
        levels=LEVELS,
        states=STATES,
        parents=parent_options(items),
        **suggested(items),
    )


@router.get("/elementi/{item}/modifica", dependencies=[permit(WRITE)])
def edit_item_page(
    request: Request,
    authority: str,
    procedure: str,
    item: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_item(session, here.procedure.pk, item)
    above = session.get(PlanItem, found.parent_id) if found.parent_id else None
    names = ("title", "text", "owner", "due_on", "state", "sector", "edition")
    form = empty(
        EditItemForm,
        parent=above.public_id if above else "",
        amount=cents_words(found.amount_cents),
        **{name: getattr(found, name) for name in names},
    )
    return _edit_page(request, session, here, found, form)


@router.post("/elementi/{item}/modifica", dependencies=[permit(WRITE)])
def save_item(
    request: Request,
    authority: str,
    procedure: str,
    item: str,
    form: Annotated[Bound[EditItemForm], bind(EditItemForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_item(session, here.procedure.pk, item)
    form.attempt(session, partial(edit_item, session, actor, here, found))
    if not form.ok:
        return _edit_page(request, session, here, found, form)
    return redirect(office_address(here, f"{ITEMS}/{item}"), "La voce è stata aggiornata.")


def _edit_page(
    request: Request,
    session: Session,
    here: Here,
    item: PlanItem,
    form: Bound[EditItemForm],
) -> Response:
    items = list_items(session, here.procedure.pk)
    titles = (("Piano", PLAN), (item.code, f"{ITEMS}/{item.public_id}"), ("Modifica", None))
    return page(
        request,
        "plans/edit_item.html",
        around=office_around(here, request.url.path, *titles),
        status=form.status,
        form=form,
        item=item,
        states=STATES,
        parents=parent_options(items, item.level),
        **suggested(items),
    )


@router.post("/elementi/{item}/togli", dependencies=[permit(WRITE)])
def drop_item(
    authority: str,
    procedure: str,
    item: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_item(session, here.procedure.pk, item)
    remove_item(session, actor, here, found)
    return redirect(office_address(here, PLAN), f"«{found.code}» è stato tolto dal piano.")


@router.post("/elementi/{item}/ripristina", dependencies=[permit(WRITE)])
def bring_back(
    authority: str,
    procedure: str,
    item: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_item(session, here.procedure.pk, item, removed=True)
    restore_item(session, actor, here, found)
    return redirect(
        office_address(here, f"{ITEMS}/{item}"), f"«{found.code}» è di nuovo nel piano."
    )


@router.post("/pubblica", dependencies=[permit(PUBLISH)])
def publish(
    authority: str, procedure: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    publish_plan(session, actor, here)
    return redirect(office_address(here, PLAN), "Il piano è pubblicato.")
