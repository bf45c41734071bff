"""A member's seat, and the declaration of whoever examines about conflicts."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError, RuleError
from app.core.web.deps import ActorDep, MaybeActor, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.sources import L241_6BIS
from app.people.accounts.navigation import area_around
from app.steps.domande.navigation import DOMANDE
from app.steps.examination.actions.board import DEAD_LINK, take_seat
from app.steps.examination.actions.conflicts import declare_conflicts
from app.steps.examination.forms import ConflictForm
from app.steps.examination.models import CommissionMember
from app.steps.examination.permissions import ANSWER, READ_SEAT, SIT
from app.steps.examination.queries.board import (
    Examiner,
    find_seat,
    get_for_examiner,
)
from app.steps.examination.queries.conflicts import list_free_parties, list_own_conflicts
from app.steps.examination.views import examination_around
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here

router = APIRouter()
OFFICE = "/ufficio/{authority}/{procedure}/domande"
SEAT = "/area-personale/commissioni/{token}"
Press = Annotated[Bound[PressForm], bind(PressForm)]


@router.get(SEAT, dependencies=[permit(READ_SEAT)])
def seat_page(request: Request, token: str, session: ReadSession, actor: MaybeActor) -> Response:
    found = find_seat(session, token)
    if found is None:
        raise NotFoundError(DEAD_LINK, remedy="Chiedete un nuovo invito all'ufficio.")
    return _seat_page(request, *found)


def _seat_page(
    request: Request, member: CommissionMember, here: Here, problem: str = ""
) -> Response:
    actor = request.state.actor
    return page(
        request,
        "examination/seat.html",
        around=area_around(request.url.path, ("Un invito", None)) if actor else None,
        status=422 if problem else 200,
        member=member,
        here=here,
        address=request.url.path,
        actor=actor,
        problem=problem,
    )


@router.post(SEAT, dependencies=[permit(ANSWER)])
def accept_seat(
    request: Request, token: str, form: Press, session: WriteSession, actor: ActorDep
) -> Response:
    here = form.attempt(session, lambda _: take_seat(session, actor, token))
    if here is None:
        found = find_seat(session, token)
        if found is None:
            raise RuleError(DEAD_LINK)
        return _seat_page(request, *found, problem=" ".join(form.general))
    return redirect(office_address(here, f"{DOMANDE}/conflitti"), "Siete della commissione.")


@router.get(f"{OFFICE}/conflitti", dependencies=[permit(SIT)])
def conflicts_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure)
    return _conflicts_page(request, session, here, examiner, empty(ConflictForm))


def _conflicts_page(
    request: Request,
    session: Session,
    here: Here,
    examiner: Examiner,
    form: Bound[ConflictForm],
) -> Response:
    actor = request.state.actor
    declared = list_own_conflicts(session, here.procedure.pk, actor.account_id)
    title = ("Conflitti di interesse", None)
    said = [seat.declared_at for seat in examiner.seats if seat.declared_at]
    return page(
        request,
        "examination/conflicts.html",
        around=examination_around(here, examiner, request.url.path, title),
        status=form.status,
        form=form,
        here=here,
        examiner=examiner,
        said=max(said, default=None),
        declared=declared,
        bodies=[
            (party.ref, party.name)
            for party in list_free_parties(session, here.procedure.pk, declared)
        ],
        rule=L241_6BIS,
    )


@router.post(f"{OFFICE}/conflitti", dependencies=[permit(SIT)])
def declare(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[ConflictForm], bind(ConflictForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(declare_conflicts, session, actor, here))
    if not form.ok:
        return _conflicts_page(request, session, here, examiner, form)
    return redirect(office_address(here, DOMANDE), "La dichiarazione è agli atti.")
