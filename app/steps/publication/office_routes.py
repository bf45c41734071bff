"""The office's checklist of what must be published."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.core.web.uploads import bind_with_files
from app.law.phases import Phase
from app.law.publication import PUBLICATION_SLOTS, SlotState
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.publication.actions import (
    mark_due_again,
    mark_not_due,
    publish_document,
    withdraw_document,
)
from app.steps.publication.entry_pages import entry_page
from app.steps.publication.forms import DueAgainForm, NotDueForm, UploadForm, WithdrawForm
from app.steps.publication.permissions import PUBLISH
from app.steps.publication.queries import get_entry, list_entries, list_not_due, list_records
from app.steps.publication.views import slot_views

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/pubblicazione")
DOCUMENTS = {"file": frozenset({"pdf", "p7m", "odt", "docx", "ods", "xlsx", "csv"})}


@router.get("", dependencies=[permit(PUBLISH)])
def checklist(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _page(request, session, here)


@router.post("", dependencies=[permit(PUBLISH)])
def upload(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[UploadForm], bind_with_files(UploadForm, DOCUMENTS)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    file = next(iter(form.kept.get("file", [])), None)
    if not form.errors:
        form.attempt(session, lambda data: publish_document(session, actor, here, data, file))
    if not form.ok:
        return _page(request, session, here, upload=form)
    return redirect(office_address(here, "/pubblicazione"), "Il documento è pubblicato.")


@router.post("/non-prevista", dependencies=[permit(PUBLISH)])
def not_due(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[NotDueForm], bind(NotDueForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(mark_not_due, session, actor, here))
    if not form.ok:
        return _page(request, session, here, not_due=form)
    return redirect(
        office_address(here, "/pubblicazione"), "La casella è segnata come non prevista."
    )


@router.post("/prevista", dependencies=[permit(PUBLISH)])
def due_again(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[DueAgainForm], bind(DueAgainForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(mark_due_again, session, actor, here))
    if not form.ok:
        return _page(request, session, here, due=form)
    return redirect(office_address(here, "/pubblicazione"), "La casella è di nuovo prevista.")


@router.get("/{entry}", dependencies=[permit(PUBLISH)])
def show_entry(
    request: Request,
    authority: str,
    procedure: str,
    entry: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return entry_page(request, session, here, entry)


@router.post("/{entry}", dependencies=[permit(PUBLISH)])
def withdraw(
    request: Request,
    authority: str,
    procedure: str,
    entry: str,
    form: Annotated[Bound[WithdrawForm], bind(WithdrawForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_entry(session, here.procedure.pk, entry)[0]
    form.attempt(session, partial(withdraw_document, session, actor, here, found))
    if not form.ok:
        return entry_page(request, session, here, entry, withdraw=form)
    return redirect(office_address(here, "/pubblicazione"), "Il documento non è più scaricabile.")


def _page(
    request: Request,
    session: Session,
    here: Here,
    *,
    upload: Bound[UploadForm] | None = None,
    not_due: Bound[NotDueForm] | None = None,
    due: Bound[DueAgainForm] | None = None,
) -> Response:
    key = here.procedure.pk
    slots = slot_views(
        list_entries(session, key), list_not_due(session, key), list_records(session, key)
    )
    refused = upload or not_due or due
    revoked = here.procedure.phase is Phase.REVOKED
    return page(
        request,
        "publication/office.html",
        around=office_around(here, request.url.path, ("Pubblicazione", None)),
        status=refused.status if refused else 200,
        refused=refused,
        here=here,
        slots=slots,
        missing=sum(view.state is SlotState.EMPTY for view in slots),
        unrecorded=sum(bool(entry.missing) for view in slots for entry in view.entries),
        started=here.procedure.phase is not Phase.DRAFT,
        form=upload or empty(UploadForm),
        not_due=not_due or empty(NotDueForm),
        choices=[(slot.code, f"{slot.number}. {slot.title}") for slot in PUBLICATION_SLOTS],
        may_lack=[
            (slot.code, f"{slot.number}. {slot.title}")
            for slot in PUBLICATION_SLOTS
            if slot.may_be_not_due or revoked
        ],
    )
