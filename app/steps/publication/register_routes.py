"""The office's notes of its own registers, and the attestation of publication."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.documents.typst import render_pdf
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import made_response
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import get_for_office
from app.steps.publication.actions import record_register, remove_record
from app.steps.publication.document import attestation
from app.steps.publication.entry_pages import entry_page
from app.steps.publication.forms import RegisterForm, RemoveForm
from app.steps.publication.permissions import PUBLISH
from app.steps.publication.queries import get_entry, get_record, list_proofs, list_records
from app.steps.publication.views import entry_view, slot_named, spans_of

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/pubblicazione/{entry}")


@router.post("/registri", dependencies=[permit(PUBLISH)])
def record(
    request: Request,
    authority: str,
    procedure: str,
    entry: str,
    form: Annotated[Bound[RegisterForm], bind(RegisterForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_entry(session, here.procedure.pk, entry)[0]
    form.attempt(session, partial(record_register, session, actor, here, found))
    if not form.ok:
        return entry_page(request, session, here, entry, register=form)
    return redirect(office_address(here, f"/pubblicazione/{entry}"), "L'annotazione è salvata.")


@router.post("/registri/{record}/togli", dependencies=[permit(PUBLISH)])
def remove(
    authority: str,
    procedure: str,
    entry: str,
    record: str,
    form: Annotated[Bound[RemoveForm], bind(RemoveForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_entry(session, here.procedure.pk, entry)[0]
    remove_record(session, actor, here, found, get_record(session, found.pk, record))
    return redirect(office_address(here, f"/pubblicazione/{entry}"), "L'annotazione è tolta.")


@router.get("/attestazione.pdf", dependencies=[permit(PUBLISH)])
def attestation_pdf(
    authority: str,
    procedure: str,
    entry: str,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found, file = get_entry(session, here.procedure.pk, entry)
    records = list_records(session, here.procedure.pk).get(found.pk, [])
    document = attestation(
        here,
        slot_named(found.slot).title,
        entry_view(found, file, records),
        spans_of(list_proofs(session, found.pk)),
        records,
        legal_now(),
        demo=services.demo,
    )
    return made_response(render_pdf(document), "application/pdf", f"attestazione-{entry}.pdf")
