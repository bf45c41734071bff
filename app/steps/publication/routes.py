"""The public page of acts and documents, and their files."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.render import keep_page, page
from app.law.sources import DLGS33_8
from app.steps.procedures.navigation import public_around
from app.steps.procedures.queries import get_act, get_public, list_acts
from app.steps.publication.contents import digest_now
from app.steps.publication.permissions import READ
from app.steps.publication.queries import (
    get_entry,
    list_entries,
    list_not_due,
    list_proofs,
    list_records,
    was_withdrawn,
)
from app.steps.publication.views import entry_view, record_words, slot_named, slot_views, spans_of

router = APIRouter(prefix="/{authority}/{procedure}/documenti")
WITHDRAWN = "Questo documento è stato ritirato dalla pubblicazione."


@router.get("", dependencies=[permit(READ)])
def documents(request: Request, authority: str, procedure: str, session: ReadSession) -> Response:
    here = get_public(session, authority, procedure)
    key = here.procedure.pk
    entries = list_entries(session, key)
    slots = slot_views(entries, list_not_due(session, key), list_records(session, key))
    headings = [
        (f"{view.slot.number}. {view.slot.title}", f"c-{view.slot.number}") for view in slots
    ]
    keep_page(request)
    return page(
        request,
        "publication/documents.html",
        around=public_around(here, request.url.path, ("Atti e documenti", None)),
        here=here,
        slots=slots,
        record_words=record_words,
        index=[*headings, ("Tutti gli atti", "atti")],
        acts=list_acts(session, key),
        withdrawn={entry.file_id for entry, _ in entries if entry.withdrawn_on is not None},
    )


@router.get("/atti/{act}/file", dependencies=[permit(READ)])
def act_file(
    authority: str, procedure: str, act: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    file = get_act(session, here.procedure.pk, act)[1]
    if file is not None and was_withdrawn(session, here.procedure.pk, file.pk):
        raise NotFoundError(WITHDRAWN)
    return file_response(services.blobs, file)


@router.get("/{entry}/file", dependencies=[permit(READ)])
def entry_file(
    authority: str, procedure: str, entry: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    found, file = get_entry(session, here.procedure.pk, entry)
    if found.withdrawn_on is not None:
        raise NotFoundError(WITHDRAWN)
    return file_response(services.blobs, file)


@router.get("/{entry}/prova", dependencies=[permit(READ)])
def proof_page(
    request: Request,
    authority: str,
    procedure: str,
    entry: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    """What was published from when to when, and whether it is still the same: read anew."""
    here = get_public(session, authority, procedure)
    found, file = get_entry(session, here.procedure.pk, entry)
    records = list_records(session, here.procedure.pk).get(found.pk, [])
    spans = spans_of(list_proofs(session, found.pk))
    return page(
        request,
        "publication/proof.html",
        around=public_around(
            here, request.url.path, ("Atti e documenti", "/documenti"), ("Prova", None)
        ),
        here=here,
        entry=entry_view(found, file, records),
        slot=slot_named(found.slot),
        spans=spans,
        same=bool(spans) and spans[-1].sha == digest_now(session, here, found, services.blobs),
        records=[(record, record_words(record)) for record in records],
        five_years=DLGS33_8,
    )
