"""The office sends the reasons before a refusal and keeps what the body observes."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.files.kinds import ALL
from app.core.web.deps import ActorDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.core.web.uploads import bind_with_files
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.received import get_received
from app.steps.examination.actions.notify_hindrance import (
    correct_receipt,
    notify_hindrance,
    record_observations,
)
from app.steps.examination.forms import HindranceForm, ObservationsForm, ReceivedForm
from app.steps.examination.office_routes import show_domanda
from app.steps.examination.permissions import EXAMINE
from app.steps.examination.queries.board import examiner_of
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande/{domanda}/motivi")


@router.post("", dependencies=[permit(EXAMINE)])
def notify(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[HindranceForm], bind(HindranceForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(notify_hindrance, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, hindrance=form
        )
    return redirect(_address(here, domanda), "I motivi sono partiti: l'ente ha dieci giorni.")


@router.post("/ricezione", dependencies=[permit(EXAMINE)])
def received(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[ReceivedForm], bind(ReceivedForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    form.attempt(session, partial(correct_receipt, session, actor, here, found))
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, receipt=form
        )
    return redirect(_address(here, domanda), "Il giorno di ricezione è scritto.")


@router.post("/osservazioni", dependencies=[permit(EXAMINE)])
def observed(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    form: Annotated[Bound[ObservationsForm], bind_with_files(ObservationsForm, {"files": ALL})],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    kept = form.kept.get("files", [])
    if not form.errors:
        form.attempt(
            session, lambda data: record_observations(session, actor, here, found, data, kept)
        )
    if not form.ok:
        return show_domanda(
            request, session, here, examiner_of(session, actor, here), found, observed=form
        )
    return redirect(_address(here, domanda), "Le osservazioni sono agli atti.")


def _address(here: Here, domanda: str) -> str:
    return office_address(here, f"{DOMANDE}/{domanda}#motivi")
