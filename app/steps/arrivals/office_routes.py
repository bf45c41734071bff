"""The office types the whole domanda of a body that did not do it online."""

from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.text import sentence
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, empty
from app.core.web.render import page, redirect
from app.people.ets.enums import RuntsState
from app.people.runts.views import ASK, USE, Offer, take_from_register
from app.steps.arrivals.actions import register_typed
from app.steps.arrivals.forms import TypedForm, answers_in, bind_typed
from app.steps.arrivals.navigation import TABLE, TYPE
from app.steps.arrivals.permissions import ASSIST
from app.steps.arrivals.views import place_of, typed_parts
from app.steps.avvisi.definition import FormDefinition
from app.steps.avvisi.queries import get_avviso, get_version
from app.steps.domande.enums import Channel
from app.steps.domande.forms import MAX_MEMBERS
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.members import FORM_PART
from app.steps.domande.queries.twice import list_twice
from app.steps.domande.views import CHANNELS, SEAT_PEOPLE
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + TYPE)


@router.get("", dependencies=[permit(ASSIST)])
def type_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _type_page(request, session, here, empty(TypedForm))


@router.post("", dependencies=[permit(ASSIST)])
def type_domanda(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[TypedForm], bind_typed()],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    answers = answers_in(form.values)
    if form.button == USE:
        code = str(answers.get("body", {}).get("tax_code", ""))
        offer = take_from_register(session, form, code, place_of)
        return _type_page(request, session, here, form, offer)
    files, identity = form.kept.get("file", []), form.kept.get("identity", [])
    made = form.attempt(
        session,
        lambda data: register_typed(session, actor, here, data, answers, files, identity),
    )
    if made is None:
        return _type_page(request, session, here, form)
    late = " È pervenuta fuori termine." if made.late else ""
    twice = " Un ente risulta anche in un'altra domanda: guardate qui sotto."
    more = twice if list_twice(session, made) else ""
    return redirect(
        office_address(here, f"{DOMANDE}/{made.public_id}"),
        f"La domanda è registrata con il numero {made.register_number}.{late}{more}",
    )


def _type_page(
    request: Request,
    session: Session,
    here: Here,
    form: Bound[TypedForm],
    offer: Offer | None = None,
) -> Response:
    avviso = get_avviso(session, here.procedure.pk)
    out = avviso is not None and avviso.published_at is not None
    version = get_version(session, avviso) if avviso is not None and out else None
    tavoli = list_tavoli(session, here.procedure.pk)
    parts = typed_parts(FormDefinition.model_validate(version.definition)) if version else []
    return page(
        request,
        "arrivals/type.html",
        around=office_around(
            here, request.url.path, ("Domande", DOMANDE), ("Compilazione per un ente", None)
        ),
        status=form.status,
        form=form,
        parts=parts,
        closes_at=avviso.closes_at if avviso and out else None,
        together=MAX_MEMBERS if any(part.code == FORM_PART for part in parts) else 0,
        runts=[(state.value, sentence(state.label)) for state in RuntsState],
        tavoli=tavoli,
        preferences=[(str(n), f"{n}ª scelta") for n in range(1, len(tavoli) + 1)],
        people=SEAT_PEOPLE,
        channels=[item for item in CHANNELS if item[0] != Channel.ONLINE.value],
        offer=offer,
        ask_register=ASK,
        table=office_address(here, TABLE),
    )
