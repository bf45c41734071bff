"""A body that is asked to take part with another: it reads the domanda, and answers."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DPR445_46_47, DPR445_75_76
from app.people.accounts.navigation import area_around
from app.steps.avvisi.definition import fields_of
from app.steps.domande.actions.membership import confirm_member, decline_member, retract_member
from app.steps.domande.enums import DomandaState
from app.steps.domande.forms_area import PressForm
from app.steps.domande.forms_members import ConfirmForm
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import last_saved
from app.steps.domande.queries.members import get_asked
from app.steps.domande.queries.setting import setting_of
from app.steps.domande.shared import get_shared_file, shared_with
from app.steps.domande.views import BASE, asked_address

router = APIRouter(prefix=BASE + "/insieme")


@router.get("/{member}", dependencies=[permit(APPLY)])
def asked_page(request: Request, member: str, session: ReadSession, actor: ActorDep) -> Response:
    return _asked_page(request, session, actor, member, empty(ConfirmForm))


@router.post("/{member}", dependencies=[permit(APPLY)])
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


@router.post("/{member}/no", dependencies=[permit(APPLY)])
def decline(
    member: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    decline_member(session, actor, member)
    return redirect(asked_address(member), "Avete detto di no: il capofila lo sa.")


@router.post("/{member}/ritira", dependencies=[permit(APPLY)])
def retract(
    member: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    retract_member(session, actor, member)
    return redirect(asked_address(member), "La conferma è ritirata.")


@router.get("/{member}/file/{file}", dependencies=[permit(APPLY)])
def shared_file(
    member: str, file: str, session: ReadSession, actor: ActorDep, services: ServicesDep
) -> Response:
    asked, domanda, _ = get_asked(session, actor, member)
    return file_response(services.blobs, get_shared_file(session, domanda, asked, file))


def _asked_page(
    request: Request, session: Session, actor: Actor, member: str, form: Bound[ConfirmForm]
) -> Response:
    asked, domanda, body = get_asked(session, actor, member)
    setting = setting_of(session, domanda)
    changed_at = last_saved(session, domanda)
    after = asked.confirmed_at is not None and changed_at > asked.confirmed_at
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
        shared=shared_with(session, domanda, asked),
        changed_at=changed_at if after else None,
        boxes=fields_of(setting.definition, "declarations"),
        is_draft=domanda.state is DomandaState.DRAFT,
        number=domanda.register_number,
        is_open=setting.takes_domande(legal_now()),
        address=asked_address(member),
        consequences=DPR445_75_76,
        rule=DPR445_46_47,
    )
