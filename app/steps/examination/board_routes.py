"""The board: its appointment, its members, who abstains, who looks at what."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import legal_today
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import DM72_6
from app.people.authorities.queries import list_staff
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.received import get_received
from app.steps.examination.actions.assign import assign_domanda, assign_evenly
from app.steps.examination.actions.board import appoint_board, end_seat, seat_member
from app.steps.examination.enums import MemberRole
from app.steps.examination.forms import AssignForm, BoardForm, MemberForm
from app.steps.examination.models import CommissionMember
from app.steps.examination.office_routes import show_domanda
from app.steps.examination.permissions import APPOINT, EXAMINE
from app.steps.examination.queries.board import (
    examiner_of,
    get_commission,
    get_member,
    is_sitting,
    list_assigned,
    list_board_acts,
    list_members,
)
from app.steps.examination.queries.conflicts import list_conflicts
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")
BOARD = f"{DOMANDE}/commissione"
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get("/commissione", dependencies=[permit(EXAMINE)])
def board_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _board_page(request, session, here)


def _board_page(request: Request, session: Session, here: Here, **refused: Bound[Any]) -> Response:
    forms = {
        "board": empty(BoardForm),
        "member": empty(MemberForm, since=legal_today()),
        **refused,
    }
    members = list_members(session, here.procedure.pk)
    conflicts = list_conflicts(session, here.procedure.pk)
    load = [member.pk for member in list_assigned(session, here.procedure.pk).values()]
    return page(
        request,
        "examination/board.html",
        around=office_around(here, request.url.path, ("Commissione istruttoria", None)),
        status=422 if refused else 200,
        refused=next(iter(refused.values()), None),
        here=here,
        address=office_address(here, BOARD),
        appointed=get_commission(session, here.procedure.pk),
        acts=[
            (act.public_id, f"{act.organ}, n. {act.number}")
            for act in list_board_acts(session, here.procedure.pk)
        ],
        members=[
            (
                one,
                is_sitting(one),
                load.count(one.pk),
                [c.conflict for c in conflicts if c.conflict.account_id == one.account_id],
            )
            for one in members
        ],
        unseated=[one for one in conflicts if not one.seated],
        staff=_staff(session, here, members),
        roles=[(role.value, role.label.capitalize()) for role in MemberRole],
        rule=DM72_6,
        **{f"{name}_form": form for name, form in forms.items()},
    )


def _staff(session: Session, here: Here, members: list[CommissionMember]) -> list[tuple[str, str]]:
    """The people of the office who have no seat yet, once each."""
    seated = {one.account_id for one in members}
    people = {
        account.public_id: account.name
        for account, _ in list_staff(session, here.authority.pk)
        if account.pk not in seated
    }
    return list(people.items())


@router.post("/commissione", dependencies=[permit(APPOINT)])
def appoint(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[BoardForm], bind(BoardForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda data: appoint_board(session, actor, here, data.act))
    if not form.ok:
        return _board_page(request, session, here, board=form)
    return redirect(office_address(here, BOARD), "La commissione è nominata e l'atto pubblicato.")


@router.post("/commissione/componenti", dependencies=[permit(APPOINT)])
def seat(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[MemberForm], bind(MemberForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(seat_member, session, actor, here))
    if made is None:
        return _board_page(request, session, here, member=form)
    return redirect(office_address(here, BOARD), f"{made.name} è avvisato per e-mail.")


@router.post("/commissione/componenti/{seated}/termina", dependencies=[permit(APPOINT)])
def end(
    authority: str,
    procedure: str,
    seated: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    end_seat(session, actor, here, get_member(session, here.procedure.pk, seated))
    return redirect(office_address(here, BOARD), "Non siede più in commissione.")


@router.post("/commissione/assegna", dependencies=[permit(EXAMINE)])
def spread(
    request: Request,
    authority: str,
    procedure: str,
    form: Press,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    given = form.attempt(session, lambda _: assign_evenly(session, actor, here))
    if given is None:
        return _board_page(request, session, here, spread=form)
    words = "1 domanda assegnata" if given == 1 else f"{given} domande assegnate"
    return redirect(office_address(here, BOARD), f"{words}.")


@router.post("/{domanda}/assegna", dependencies=[permit(EXAMINE)])
def assign(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[AssignForm], bind(AssignForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(assign_domanda, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, assign=form
        )
    return redirect(office_address(here, f"{DOMANDE}/{domanda}"), "Fatto.")
