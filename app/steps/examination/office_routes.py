"""The office's pages of the domande: the list, one domanda, its files."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import ForbiddenError
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_number, read_ref, read_words
from app.core.web.render import page, redirect
from app.law.decisions import Refusal
from app.law.examination import Work
from app.law.sources import L241_6BIS
from app.steps.checks.navigation import REGISTER
from app.steps.checks.queries import list_checks, list_member_checks
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
from app.steps.examination.actions.standing import decision_on
from app.steps.examination.enums import DECIDED
from app.steps.examination.forms import (
    CloseCompletionForm,
    CompletionForm,
    DecisionForm,
    HindranceForm,
    ObservationsForm,
    ReceivedForm,
    ReturnForm,
)
from app.steps.examination.permissions import SIT
from app.steps.examination.queries.board import (
    Examiner,
    get_for_examiner,
    list_assigned,
)
from app.steps.examination.queries.checks import find_essential, is_other_subject
from app.steps.examination.queries.conclusion import term_of
from app.steps.examination.queries.conflicts import conflicts_with
from app.steps.examination.queries.office import DomandaFilter, list_domande
from app.steps.examination.queries.one import OneDomanda, read_domanda
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import Here, list_tavoli

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")
FIRST = "Prima dichiarate se avete conflitti di interesse: poi si aprono le domande."


def refuse_closed(examiner: Examiner, domanda: Domanda) -> None:
    """Raises ForbiddenError to who has not declared yet, abstains, or acts for a body of it."""
    if not examiner.sees(domanda):
        raise ForbiddenError(
            "Si aprono dopo la dichiarazione sui conflitti, e non per chi si astiene.",
            source=L241_6BIS,
        )


def wanted_of(
    stato: str = "",
    tavolo: str = "",
    canale: str = "",
    testo: str = "",
    assegnata: str = "",
    termine: str = "",
    ordine: str = "",
    pagina: str = "",
) -> DomandaFilter:
    """The filter that the address asks for."""
    return DomandaFilter(
        state=stato,
        tavolo=read_ref(tavolo),
        channel=canale,
        assigned=read_ref(assegnata),
        term=bool(termine),
        text=read_words(testo),
        by_name=ordine == "nome",
        page=read_number(pagina),
    )


@router.get("", dependencies=[permit(SIT)])
def list_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    wanted: Annotated[DomandaFilter, Depends(wanted_of)],
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure)
    found = list_domande(session, here.procedure.pk, wanted)
    address = office_address(here, DOMANDE)
    return page(
        request,
        "examination/list.html",
        around=views.examination_around(here, examiner, request.url.path, ("Domande", None)),
        examiner=examiner,
        members=views.member_options(session, here, examiner),
        undecided=views.UNDECIDED,
        here=here,
        address=address,
        stopped=_refusal(session, here, Work.INSIDE),
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


@router.get("/{domanda}", dependencies=[permit(SIT)])
def domanda_page(
    request: Request,
    authority: str,
    procedure: str,
    domanda: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure)
    found = get_received(session, here.procedure.pk, domanda)
    if not examiner.declared:
        return redirect(office_address(here, f"{DOMANDE}/conflitti"), FIRST)
    return show_domanda(request, session, here, examiner, found)


def _empty_forms(one: OneDomanda) -> dict[str, Bound[Any]]:
    received = one.notice.received_on if one.notice else ""
    return {
        "completion": empty(CompletionForm),
        "closing": empty(CloseCompletionForm),
        "decision": empty(DecisionForm),
        "hindrance": empty(HindranceForm),
        "receipt": empty(ReceivedForm, received_on=received),
        "observed": empty(ObservationsForm),
        "returned": empty(ReturnForm),
    }


def _refusal(session: Session, here: Here, work: Work) -> Refusal | None:
    """Why the avviso, as it stands, does not let this be done."""
    return next(iter(decision_on(session, here, work).refusals), None)


def _paper(session: Session, here: Here, one: OneDomanda) -> dict[str, Any]:
    """What the page reads beside the domanda itself."""
    return {
        "parts": views.answers_of(one, list_tavoli(session, here.procedure.pk)),
        "checks": [check_view(check) for check in list_checks(session, one.domanda.pk)],
        "member_checks": [
            (member, check_view(check))
            for member, check in list_member_checks(session, one.domanda.pk)
        ],
        "register": office_address(here, REGISTER),
        "history": views.history_of(one),
        "term": term_of(one.setting, one.domanda, one.completions, one.notice),
        "stopped": _refusal(session, here, Work.INSIDE),
        "other": is_other_subject(session, one.domanda),
        "essential": find_essential(session, one.domanda.pk),
        "objecting": _refusal(session, here, Work.OBJECT),
    }


def show_domanda(
    request: Request,
    session: Session,
    here: Here,
    examiner: Examiner,
    domanda: Domanda,
    **refused: Bound[Any],
) -> Response:
    """The page of one domanda; `refused` is the form that came back with errors, by its name.

    Who abstains, or has not declared yet, gets the body's name, the number, and why no more.
    """
    if not examiner.sees(domanda):
        return _closed_page(request, session, here, examiner, domanda, **refused)
    one = read_domanda(session, here, domanda)
    said = _paper(session, here, one)
    forms: dict[str, Any] = {**_empty_forms(one), **refused}
    said |= {f"{name}_form": form for name, form in forms.items()}
    return page(
        request,
        "examination/domanda.html",
        **_frame(here, examiner, domanda, refused),
        one=one,
        address=office_address(here, f"{DOMANDE}/{domanda.public_id}"),
        open=not said["stopped"] and views.may_be_examined(domanda, examiner),
        examiner=examiner,
        mine=request.state.actor.account_id,
        assigned=list_assigned(session, here.procedure.pk).get(domanda.pk),
        members=views.member_options(session, here, examiner),
        outcomes=views.outcomes_for(domanda),
        lacks=views.LACKS,
        signature_checks=list_signature_checks(session, domanda),
        **said,
    )


def _frame(
    here: Here, examiner: Examiner, domanda: Domanda, refused: dict[str, Bound[Any]]
) -> dict[str, Any]:
    """What stands around a domanda, whoever looks at it."""
    return {
        "around": views.examination_around(
            here,
            examiner,
            f"{office_address(here)}{DOMANDE}",
            ("Domande", DOMANDE),
            (f"Domanda n. {domanda.register_number}", None),
        ),
        "status": 422 if refused else 200,
        "refused": next(iter(refused.values()), None),
        "here": here,
        "domanda": domanda,
        "tone": views.TONES[domanda.examination],
    }


def _closed_page(
    request: Request,
    session: Session,
    here: Here,
    examiner: Examiner,
    domanda: Domanda,
    **refused: Bound[Any],
) -> Response:
    return page(
        request,
        "examination/abstains.html",
        **_frame(here, examiner, domanda, refused),
        why=examiner.why_not(domanda),
        conflicts=conflicts_with(session, request.state.actor.account_id, domanda),
        published=domanda.examination in DECIDED,
        list_address=office_address(here, DOMANDE),
        rule=L241_6BIS,
    )


@router.get("/{domanda}/file/{file}", dependencies=[permit(SIT)])
def domanda_file(
    authority: str,
    procedure: str,
    domanda: str,
    file: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here, examiner = get_for_examiner(session, actor, authority, procedure)
    found = get_received(session, here.procedure.pk, domanda)
    refuse_closed(examiner, found)
    held, stored = get_file(session, found.pk, file)
    if held.role is FileRole.IDENTITY:
        raise ForbiddenError(
            "Un documento d'identità si scarica solo dalla pagina della domanda.",
            remedy="Usate il pulsante accanto al file: chi lo scarica resta scritto.",
        )
    return file_response(services.blobs, stored)


@router.post("/{domanda}/file/{file}", dependencies=[permit(SIT)])
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
    here, examiner = get_for_examiner(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda)
    refuse_closed(examiner, found)
    held, stored = get_file(session, found.pk, file)
    if held.role is FileRole.IDENTITY:
        record_identity_reading(session, actor, here, found, held)
    return file_response(services.blobs, stored)
