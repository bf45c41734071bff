"""A domanda once filed: another in its place, withdrawal."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from app.core.web.deps import ActorDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.steps.domande.actions import amend_domanda, withdraw_domanda
from app.steps.domande.forms_area import PressForm
from app.steps.domande.permissions import APPLY
from app.steps.domande.views import BASE, address_of

router = APIRouter(prefix=BASE)


@router.post("/{domanda}/modifica", dependencies=[permit(APPLY)])
def amend(
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    draft = amend_domanda(session, actor, domanda)
    return redirect(
        address_of(draft.public_id, "/riepilogo"),
        "Cambiate ciò che serve: la domanda già inviata resta valida finché non inviate questa.",
    )


@router.post("/{domanda}/ritira", dependencies=[permit(APPLY)])
def withdraw(
    domanda: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    withdraw_domanda(session, actor, domanda)
    return redirect(address_of(domanda, "/ricevuta"), "La domanda è stata ritirata.")
