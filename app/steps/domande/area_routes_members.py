"""Taking part together: the lead's page of members, and a member's own word."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.law.sources import DPR445_46_47, DPR445_75_76
from app.people.accounts.navigation import area_around
from app.people.ets.enums import RuntsState
from app.steps.avvisi.definition import fields_of
from app.steps.domande.actions.members import (
    add_member,
    ask_member,
    confirm_member,
    declare_member,
    remove_member,
    retract_member,
)
from app.steps.domande.area_desk import Desk, draft_page, open_desk
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms_area import PART_FILE_KINDS, PressForm
from app.steps.domande.forms_members import ConfirmForm, DeclarationForm, MemberForm
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.members import FORM_PART, get_asked
from app.steps.domande.queries.setting import setting_of
from app.steps.domande.views import (
    BASE,
    TOGETHER,
    address_of,
    asked_address,
    member_words,
    next_address,
    part_address,
)

router = APIRouter(prefix=BASE)
_FILES = {"declaration": PART_FILE_KINDS}
RUNTS = tuple((one.value, one.label.capitalize()) for one in RuntsState)


@router.get("/insieme/{member}", dependencies=[permit(APPLY)])
def asked_page(request: Request, member: str, session: ReadSession, actor: ActorDep) -> Response:
    return _asked_page(request, session, actor, member, empty(ConfirmForm))


@router.post("/insieme/{member}", dependencies=[permit(APPLY)])
def confirm(
    request: Request,
    member: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    form.attempt(session, lambda data: confirm_member(session, actor, member, data))
    if not form.ok:
        return _asked_page(request, session, actor, member, form)
    return redirect(asked_address(member), "Avete confermato: partecipate insieme.")


@router.post("/insieme/{member}/ritira", dependencies=[permit(APPLY)])
def retract(
    member: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    retract_member(session, actor, member)
    return redirect(asked_address(member), "La conferma è ritirata.")


def _asked_page(
    request: Request, session: Session, actor: Actor, member: str, form: Bound[ConfirmForm]
) -> Response:
    asked, domanda, body = get_asked(session, actor, member)
    setting = setting_of(session, domanda)
    boxes = [
        (field.name, field.group, field.label)
        for field in fields_of(setting.definition, "declarations")
        if field.name in setting.definition.declarations
    ]
    return page(
        request,
        "domande/area_asked.html",
        around=area_around(
            request.url.path, ("Le mie domande", BASE), ("Partecipare insieme", None)
        ),
        status=form.status,
        form=form,
        member=asked,
        lead=domanda.body_name,
        body=body,
        setting=setting,
        boxes=boxes,
        is_draft=domanda.state is DomandaState.DRAFT,
        number=domanda.register_number,
        is_open=setting.takes_domande(legal_now()),
        address=asked_address(member),
        consequences=DPR445_75_76,
        rule=DPR445_46_47,
    )


@router.get("/{domanda}/insieme", dependencies=[permit(APPLY)])
def members_page(request: Request, domanda: str, session: ReadSession, actor: ActorDep) -> Response:
    desk = open_desk(session, actor, domanda)
    if not desk.is_draft:
        return redirect(address_of(domanda, "/ricevuta"))
    return _members_page(request, desk, empty(MemberForm))


@router.post("/{domanda}/insieme", dependencies=[permit(APPLY)])
def add(
    request: Request,
    domanda: str,
    form: Annotated[Bound[MemberForm], bind_with_files(MemberForm, _FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    kept = next(iter(form.kept.get("declaration", [])), None)
    if not form.errors:
        form.attempt(session, lambda data: add_member(session, actor, domanda, data, kept))
    if not form.ok:
        return _members_page(request, open_desk(session, actor, domanda), form)
    return redirect(address_of(domanda, "/insieme"), "L'ente è aggiunto.")


@router.post("/{domanda}/insieme/{member}/dichiarazione", dependencies=[permit(APPLY)])
def declare(
    request: Request,
    domanda: str,
    member: str,
    form: Annotated[Bound[DeclarationForm], bind_with_files(DeclarationForm, _FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    kept = next(iter(form.kept.get("declaration", [])), None)
    if not form.errors:
        form.attempt(session, lambda _: declare_member(session, actor, domanda, member, kept))
    if not form.ok:
        return _members_page(request, open_desk(session, actor, domanda), form)
    return redirect(address_of(domanda, "/insieme"), "La dichiarazione è caricata.")


@router.post("/{domanda}/insieme/{member}/chiedi", dependencies=[permit(APPLY)])
def ask(
    request: Request,
    domanda: str,
    member: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    form.attempt(session, lambda _: ask_member(session, actor, domanda, member))
    if not form.ok:
        return _members_page(request, open_desk(session, actor, domanda), form)
    return redirect(
        address_of(domanda, "/insieme"),
        "Se l'ente è registrato qui, le sue persone trovano la richiesta nella loro area e "
        "ricevono un'e-mail.",
    )


@router.post("/{domanda}/insieme/{member}/togli", dependencies=[permit(APPLY)])
def take_out(
    domanda: str,
    member: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    remove_member(session, actor, domanda, member)
    return redirect(address_of(domanda, "/insieme"), "L'ente è tolto dalla domanda.")


def _members_page(
    request: Request,
    desk: Desk,
    form: Bound[MemberForm] | Bound[DeclarationForm] | Bound[PressForm],
) -> Response:
    public_id = desk.domanda.public_id
    if not desk.is_joint:
        asked = FORM_PART in desk.setting.definition.parts
        where = part_address(public_id, FORM_PART) if asked else address_of(public_id, "/riepilogo")
        return redirect(where, "La domanda dice che partecipate da soli: non indica altri enti.")
    return draft_page(
        request,
        desk,
        "domande/area_members.html",
        TOGETHER,
        status=form.status,
        form=form,
        runts=RUNTS,
        next_step=next_address(public_id, desk.views, "members"),
        files={file.public_id: file for file in desk.files},
        rows=[(row, member_words(row)) for row in desk.members],
    )
