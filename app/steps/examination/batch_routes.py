"""Several domande decided together, each with its reason."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_ref
from app.core.web.render import page, redirect
from app.steps.domande.models import Domanda
from app.steps.domande.navigation import DOMANDE
from app.steps.examination import views
from app.steps.examination.actions.batch import AT_ONCE, BatchLine, decide_batch
from app.steps.examination.forms import BatchForm
from app.steps.examination.permissions import EXAMINE
from app.steps.examination.queries.office import list_chosen
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")


@router.get("/insieme", dependencies=[permit(EXAMINE)])
def batch_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    actor: ActorDep,
    domanda: Annotated[list[str] | None, Query()] = None,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    wanted = [read_ref(one) for one in (domanda or [])[:AT_ONCE]]
    chosen = list_chosen(session, here.procedure.pk, wanted)
    return _page(request, here, chosen, empty(BatchForm), ())


def _page(
    request: Request,
    here: Here,
    chosen: list[Domanda],
    form: Bound[BatchForm],
    done: tuple[BatchLine, ...],
    refused: dict[str, str] | None = None,
) -> Response:
    typed = dict(zip(form.values.get("domanda", []), form.values.get("each", []), strict=False))
    return page(
        request,
        "examination/batch.html",
        around=office_around(
            here, request.url.path, ("Domande", DOMANDE), ("Decidete insieme", None)
        ),
        status=422 if refused else form.status,
        form=form,
        here=here,
        address=office_address(here, DOMANDE),
        chosen=chosen,
        typed=typed,
        done=done,
        refused=refused or {},
        outcomes=views.OUTCOMES,
        at_once=AT_ONCE,
    )


@router.post("/insieme", dependencies=[permit(EXAMINE)])
def decide_together(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[BatchForm], bind(BatchForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    lines = form.attempt(session, lambda data: decide_batch(session, actor, here, data))
    if lines is None:
        return _page(request, here, _typed(session, here, form), form, ())
    done = tuple(line for line in lines if not line.refused)
    if len(done) == len(lines):
        words = "1 domanda decisa" if len(done) == 1 else f"{len(done)} domande decise"
        return redirect(office_address(here, DOMANDE), f"{words}.")
    refused = {line.domanda.public_id: line.refused for line in lines if line.refused}
    left = [line.domanda for line in lines if line.refused]
    return _page(request, here, left, form, done, refused)


def _typed(session: Session, here: Here, form: Bound[BatchForm]) -> list[Domanda]:
    wanted = [read_ref(one) for one in form.values.get("domanda", [])[:AT_ONCE]]
    return list_chosen(session, here.procedure.pk, wanted)
