"""What the office words itself in the form of the domanda, and the forms that it keeps."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.steps.avvisi.actions import (
    drop_own_item,
    put_own_item,
    remove_template,
    rename_template,
    save_template,
    use_template,
)
from app.steps.avvisi.enums import OwnKind
from app.steps.avvisi.form_views import definition_in, is_frozen, own_desk
from app.steps.avvisi.forms import OwnItemForm, PublishForm, TemplateForm
from app.steps.avvisi.permissions import WRITE
from app.steps.avvisi.queries import get_avviso, list_templates
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/avviso/modulo")
Press = Annotated[Bound[PublishForm], bind(PublishForm)]
FORM = "/avviso/modulo"


@router.get("/voci/{kind}", dependencies=[permit(WRITE)])
def own_page(
    request: Request,
    authority: str,
    procedure: str,
    kind: str,
    session: ReadSession,
    actor: ActorDep,
    voce: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _own(request, session, here, _kind(kind), voce=voce)


@router.post("/voci/{kind}", dependencies=[permit(WRITE)])
def put_item(
    request: Request,
    authority: str,
    procedure: str,
    kind: str,
    form: Annotated[Bound[OwnItemForm], bind(OwnItemForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    wanted = _kind(kind)
    form.attempt(session, partial(put_own_item, session, actor, here, wanted))
    if not form.ok:
        return _own(request, session, here, wanted, form=form)
    return redirect(office_address(here, f"{FORM}/voci/{kind}"), "La voce è stata salvata.")


@router.post("/voci/{kind}/{number}/togli", dependencies=[permit(WRITE)])
def drop_item(
    authority: str,
    procedure: str,
    kind: str,
    number: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    if not (number.isascii() and number.isdigit() and len(number) < 3):
        raise NotFoundError
    drop_own_item(session, actor, here, _kind(kind), int(number))
    return redirect(office_address(here, f"{FORM}/voci/{kind}"), "La voce non si chiede più.")


def _kind(said: str) -> OwnKind:
    try:
        return OwnKind(said)
    except ValueError:
        raise NotFoundError from None


def _own(
    request: Request,
    session: Session,
    here: Here,
    kind: OwnKind,
    *,
    voce: str = "",
    form: Bound[OwnItemForm] | None = None,
) -> Response:
    desk = own_desk(session, here, kind, voce)
    crumbs = (("Modulo della domanda", FORM), (desk.title, None))
    return page(
        request,
        "avvisi/form_own.html",
        around=office_around(here, office_address(here, FORM), *crumbs),
        status=form.status if form else 200,
        form=form or empty(OwnItemForm, **desk.values),
        desk=desk,
        base=office_address(here, f"{FORM}/voci/{kind.value}"),
        back=office_address(here, FORM),
    )


@router.get("/modelli", dependencies=[permit(WRITE)])
def templates_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _templates(request, session, here, empty(TemplateForm))


@router.post("/modelli", dependencies=[permit(WRITE)])
def keep_template(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[TemplateForm], bind(TemplateForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    definition = definition_in(session, here)
    form.attempt(session, lambda data: save_template(session, actor, here, definition, data))
    if not form.ok:
        return _templates(request, session, here, form)
    return redirect(office_address(here, f"{FORM}/modelli"), "Il modello è stato salvato.")


@router.post("/modelli/{template}/nome", dependencies=[permit(WRITE)])
def name_template(
    request: Request,
    authority: str,
    procedure: str,
    template: str,
    form: Annotated[Bound[TemplateForm], bind(TemplateForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(rename_template, session, actor, here, template))
    if not form.ok:
        return _templates(request, session, here, form)
    return redirect(office_address(here, f"{FORM}/modelli"), "Il modello ha un altro nome.")


@router.post("/modelli/{template}/usa", dependencies=[permit(WRITE)])
def start_from_template(
    request: Request,
    authority: str,
    procedure: str,
    template: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: use_template(session, actor, here, template))
    if not form.ok:
        return _templates(request, session, here, empty(TemplateForm), refused=form)
    return redirect(office_address(here, FORM), "Il modulo parte dal modello: controllatelo.")


@router.post("/modelli/{template}/togli", dependencies=[permit(WRITE)])
def drop_template(
    authority: str,
    procedure: str,
    template: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    remove_template(session, actor, here, template)
    return redirect(office_address(here, f"{FORM}/modelli"), "Il modello è stato tolto.")


def _templates(
    request: Request,
    session: Session,
    here: Here,
    form: Bound[TemplateForm],
    *,
    refused: Bound[PublishForm] | None = None,
) -> Response:
    avviso = get_avviso(session, here.procedure.pk)
    sent = refused or form
    crumbs = (("Modulo della domanda", FORM), ("Modelli", None))
    return page(
        request,
        "avvisi/form_templates.html",
        around=office_around(here, office_address(here, FORM), *crumbs),
        status=sent.status,
        form=form,
        refused=sent,
        templates=list_templates(session, here.authority.pk),
        frozen=is_frozen(session, avviso),
        base=office_address(here, f"{FORM}/modelli"),
        back=office_address(here, FORM),
    )
