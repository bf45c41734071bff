"""The office registers what came by PEC, e-mail or on paper."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.text import sentence
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.people.ets.enums import RuntsState
from app.people.ets.views import SECTION_OPTIONS
from app.people.runts.views import ASK, USE, Offer, take_from_register
from app.steps.avvisi.queries import get_avviso
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.enums import Channel
from app.steps.domande.forms import ARRIVAL_FILES, ArrivalForm
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.permissions import REGISTER
from app.steps.domande.queries.twice import list_twice
from app.steps.domande.views import CHANNELS, SEAT_PEOPLE
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")


@router.get("/registra", dependencies=[permit(REGISTER)])
def register_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _register_page(request, session, here, empty(ArrivalForm))


@router.post("/registra", dependencies=[permit(REGISTER)])
def register(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[ArrivalForm], bind_with_files(ArrivalForm, ARRIVAL_FILES)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    if form.button == USE:
        offer = take_from_register(session, form, str(form.values.get("tax_code", "")), _place_of)
        return _register_page(request, session, here, form, offer)
    files, identity = form.kept.get("file", []), form.kept.get("identity", [])
    made = None
    if form.ok:
        made = form.attempt(
            session,
            lambda data: register_arrival(session, actor, here, data, files, identity),
        )
    if made is None:
        return _register_page(request, session, here, form)
    late = " È pervenuta fuori termine." if made.late else ""
    twice = " Un ente risulta anche in un'altra domanda: guardate qui sotto."
    more = twice if list_twice(session, made) else ""
    return redirect(
        office_address(here, f"{DOMANDE}/{made.public_id}"),
        f"La domanda è registrata con il numero {made.register_number}.{late}{more}",
    )


def _place_of(field: str) -> str:
    """The control for what the register says, by the body's field; here are only a few."""
    known = {"tax_code": "tax_code", "name": "body_name"}
    return known.get(field, field if field in ArrivalForm.model_fields else "")


def _register_page(
    request: Request,
    session: Session,
    here: Here,
    form: Bound[ArrivalForm],
    offer: Offer | None = None,
) -> Response:
    tavoli = list_tavoli(session, here.procedure.pk)
    avviso = get_avviso(session, here.procedure.pk)
    return page(
        request,
        "domande/office_register.html",
        around=office_around(
            here, request.url.path, ("Domande", DOMANDE), ("Registrate un arrivo", None)
        ),
        status=422 if form.errors or form.general else 200,
        form=form,
        offer=offer,
        ask_register=ASK,
        sections=SECTION_OPTIONS,
        tavoli=tavoli,
        closes_at=avviso.closes_at if avviso and avviso.published_at else None,
        channels=[item for item in CHANNELS if item[0] != Channel.ONLINE.value],
        runts=[(state.value, sentence(state.label)) for state in RuntsState],
        preferences=[(str(n), f"{n}ª scelta") for n in range(1, len(tavoli) + 1)],
        people=SEAT_PEOPLE,
    )
