"""Taking part together: the lead's page of the bodies that do."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import redirect
from app.people.ets.enums import RuntsState
from app.steps.domande.actions.members import (
    DeclarationUpload,
    add_member,
    ask_member,
    declare_member,
    remove_member,
)
from app.steps.domande.area_desk import Desk, draft_page, open_desk
from app.steps.domande.area_made import bind_declaration
from app.steps.domande.forms import MemberForm
from app.steps.domande.forms_area import PressForm
from app.steps.domande.forms_members import DeclarationForm
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.members import FORM_PART
from app.steps.domande.views import (
    BASE,
    TOGETHER,
    address_of,
    member_words,
    next_address,
    part_address,
)

router = APIRouter(prefix=BASE)
MemberDep = Annotated[
    tuple[Bound[MemberForm], DeclarationUpload | None], bind_declaration(MemberForm)
]
DeclarationDep = Annotated[
    tuple[Bound[DeclarationForm], DeclarationUpload | None], bind_declaration(DeclarationForm)
]
RUNTS = tuple((one.value, one.label.capitalize()) for one in RuntsState)


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
    sent: Annotated[
        tuple[Bound[MemberForm], DeclarationUpload | None], bind_declaration(MemberForm)
    ],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    form, kept = sent
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
    sent: Annotated[
        tuple[Bound[DeclarationForm], DeclarationUpload | None], bind_declaration(DeclarationForm)
    ],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    form, kept = sent
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
        declarations=desk.declarations,
    )
