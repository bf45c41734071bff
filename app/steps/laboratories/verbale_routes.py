"""The office's pages of the verbali: draft, window for corrections, approval, publication."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import page, redirect
from app.steps.laboratories.actions import (
    answer_correction,
    save_verbale,
    share_verbale,
)
from app.steps.laboratories.forms import (
    CorrectionAnswerForm,
    ShareForm,
    VerbaleForm,
)
from app.steps.laboratories.permissions import CONDUCT
from app.steps.laboratories.queries import get_correction, list_procedure_sessions, list_verbali
from app.steps.laboratories.verbale_pages import (
    LIST,
    ONE,
    begun_verbale,
    stored_verbale,
    verbale_address,
    verbale_page,
)
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}")
BIG = 2_000_000  # bytes: many long texts in one form


@router.get("/verbali", dependencies=[permit(CONDUCT)])
def list_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    rows = list_verbali(session, here.procedure.pk)
    sessions = {held.pk: held for held in list_procedure_sessions(session, here.procedure.pk)}
    return page(
        request,
        "laboratories/verbali.html",
        around=office_around(here, request.url.path, (LIST[0], None)),
        base=office_address(here, "/laboratori"),
        rows=[(row, sessions[row.session_id].public_id) for row in rows],
    )


@router.get(ONE, dependencies=[permit(CONDUCT)])
def show(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return verbale_page(request, session, here, begun_verbale(session, here, held))


@router.post(ONE, dependencies=[permit(CONDUCT)])
def save(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    form: Annotated[Bound[VerbaleForm], bind(VerbaleForm, max_bytes=BIG)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    verbale = begun_verbale(session, here, held)
    form.attempt(session, partial(save_verbale, session, actor, here, verbale))
    if not form.ok:
        return verbale_page(request, session, here, verbale, form=form)
    return redirect(verbale_address(here, held), "La bozza è salvata.")


@router.post(f"{ONE}/condividi", dependencies=[permit(CONDUCT)])
def share(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    form: Annotated[Bound[ShareForm], bind(ShareForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    verbale = stored_verbale(session, here, held)
    form.attempt(session, partial(share_verbale, session, actor, here, verbale))
    if not form.ok:
        return verbale_page(request, session, here, verbale, share=form)
    words = "La bozza è visibile ai partecipanti, che sono stati avvisati per e-mail."
    return redirect(verbale_address(here, held), words)


@router.post(f"{ONE}/correzioni/{{correction}}", dependencies=[permit(CONDUCT)])
def answer(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    correction: str,
    form: Annotated[Bound[CorrectionAnswerForm], bind(CorrectionAnswerForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    verbale = stored_verbale(session, here, held)
    row = get_correction(session, verbale.pk, correction)
    form.attempt(session, partial(answer_correction, session, actor, here, verbale, row))
    if not form.ok:
        return verbale_page(request, session, here, verbale, other=form)
    return redirect(verbale_address(here, held), "La risposta è registrata.")
