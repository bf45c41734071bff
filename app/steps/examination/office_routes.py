"""The office's pages of the domande: the list, one domanda, its files."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import ForbiddenError
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_number, read_ref, read_words
from app.core.web.render import page
from app.law.completion import Lack
from app.steps.checks.navigation import REGISTER
from app.steps.checks.queries import list_checks
from app.steps.checks.views import check_view
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.area import get_file
from app.steps.domande.queries.received import get_received
from app.steps.domande.queries.signature import list_signature_checks
from app.steps.domande.views import CHANNELS
from app.steps.examination import views
from app.steps.examination.actions.examine import record_identity_reading
from app.steps.examination.forms import CloseCompletionForm, CompletionForm, DecisionForm
from app.steps.examination.permissions import EXAMINE
from app.steps.examination.queries.office import DomandaFilter, list_domande
from app.steps.examination.queries.one import read_domanda
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")


@router.get("", dependencies=[permit(EXAMINE)])
def list_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    stato: str = "",
    tavolo: str = "",
    canale: str = "",
    testo: str = "",
    ordine: str = "",
    pagina: str = "",
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    wanted = DomandaFilter(
        state=stato,
        tavolo=read_ref(tavolo),
        channel=canale,
        text=read_words(testo),
        by_name=ordine == "nome",
        page=read_number(pagina),
    )
    found = list_domande(session, here.procedure.pk, wanted)
    address = office_address(here, DOMANDE)
    return page(
        request,
        "examination/list.html",
        around=office_around(here, request.url.path, ("Domande", None)),
        here=here,
        address=address,
        wanted=wanted,
        found=found,
        pages=views.pages_of(address, wanted, found),
        counts=views.counts_of(address, found),
        tones=views.TONES,
        states=views.STATES,
        channels=CHANNELS,
        orders=views.ORDERS,
        tavoli=[(one.public_id, one.name) for one in list_tavoli(session, here.procedure.pk)],
    )


@router.get("/{domanda}", dependencies=[permit(EXAMINE)])
def domanda_page(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_received(session, here.procedure.pk, domanda)
    return show_domanda(request, session, here, found)


def show_domanda(
    request: Request, session: Session, here: Here, domanda: Domanda, **refused: Bound[Any]
) -> Response:
    """The page of one domanda; `refused` is the form that came back with errors, by its name."""
    one = read_domanda(session, here, domanda)
    forms: dict[str, Bound[Any]] = {
        "completion": empty(CompletionForm),
        "closing": empty(CloseCompletionForm),
        "decision": empty(DecisionForm),
        **refused,
    }
    tavoli = list_tavoli(session, here.procedure.pk)
    return page(
        request,
        "examination/domanda.html",
        around=office_around(
            here,
            f"{office_address(here)}{DOMANDE}",
            ("Domande", DOMANDE),
            (f"Domanda n. {domanda.register_number}", None),
        ),
        status=422 if refused else 200,
        refused=next(iter(refused.values()), None),
        here=here,
        one=one,
        domanda=domanda,
        address=office_address(here, f"{DOMANDE}/{domanda.public_id}"),
        parts=views.answers_of(one, tavoli),
        checks=[check_view(check) for check in list_checks(session, domanda.pk)],
        register=office_address(here, REGISTER),
        history=views.history_of(one),
        tone=views.TONES[domanda.examination],
        open=views.may_be_decided(domanda),
        outcomes=views.outcomes_for(domanda),
        lacks=[(lack.value, lack.label.capitalize()) for lack in Lack],
        identity=FileRole.IDENTITY,
        signature_checks=list_signature_checks(session, domanda),
        **{f"{name}_form": form for name, form in forms.items()},
    )


@router.get("/{domanda}/file/{file}", dependencies=[permit(EXAMINE)])
def domanda_file(
    authority: str,
    procedure: str,
    domanda: str,
    file: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_received(session, here.procedure.pk, domanda)
    held, stored = get_file(session, found.pk, file)
    if held.role is FileRole.IDENTITY:
        raise ForbiddenError(
            "Un documento d'identità si scarica solo dalla pagina della domanda.",
            remedy="Usate il pulsante accanto al file: chi lo scarica resta scritto.",
        )
    return file_response(services.blobs, stored)


@router.post("/{domanda}/file/{file}", dependencies=[permit(EXAMINE)])
def identity_file(
    authority: str,
    procedure: str,
    domanda: str,
    file: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda)
    held, stored = get_file(session, found.pk, file)
    if held.role is FileRole.IDENTITY:
        record_identity_reading(session, actor, here, found, held)
    return file_response(services.blobs, stored)
