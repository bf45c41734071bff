"""Approving a verbale, which seals it, and publishing it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.documents.document import Document
from app.core.documents.typst import render_pdf
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.core.web.services import Services
from app.core.web.uploads import KeptFile, keep_bytes
from app.steps.calendar.queries import get_session
from app.steps.laboratories.actions import approve_verbale, publish_verbale
from app.steps.laboratories.enums import VerbaleState
from app.steps.laboratories.forms import PressForm
from app.steps.laboratories.permissions import APPROVE
from app.steps.laboratories.queries import find_verbale
from app.steps.laboratories.verbale_pages import (
    ONE,
    document_of,
    stored_verbale,
    verbale_address,
    verbale_page,
)
from app.steps.procedures.queries import get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}")


async def approved_pdf(
    authority: str, procedure: str, held: str, services: ServicesDep, actor: ActorDep
) -> KeptFile | None:
    """The PDF of an approved verbale, made and kept before the transaction that publishes it.

    What is approved changes no more: it cannot differ from what is published a moment later.
    """
    async with services.gate.reading():
        document = await run_in_threadpool(_read, services, actor, authority, procedure, held)
    if document is None:
        return None
    return await run_in_threadpool(_make, services, document)


def _read(
    services: Services, actor: Actor, authority: str, procedure: str, held: str
) -> Document | None:
    with services.store.reading() as session:
        here = get_for_office(session, actor, authority, procedure)
        verbale = find_verbale(session, get_session(session, here.procedure.pk, held).pk)
        if verbale is None or verbale.state is not VerbaleState.APPROVED:
            return None
        return document_of(session, here, verbale, demo=services.demo)


def _make(services: Services, document: Document) -> KeptFile:
    return keep_bytes(services.blobs, render_pdf(document), "verbale.pdf", frozenset({"pdf"}))


@router.post(f"{ONE}/approva", dependencies=[permit(APPROVE)])
def approve(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    verbale = stored_verbale(session, here, held)
    form.attempt(session, lambda _: approve_verbale(session, actor, here, verbale))
    if not form.ok:
        return verbale_page(request, session, here, verbale, other=form)
    return redirect(verbale_address(here, held), "Il verbale è approvato e sigillato.")


@router.post(f"{ONE}/pubblica", dependencies=[permit(APPROVE)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    held: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    file: Annotated[KeptFile | None, Depends(approved_pdf)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    verbale = stored_verbale(session, here, held)
    form.attempt(session, lambda _: publish_verbale(session, actor, here, verbale, file))
    if not form.ok:
        return verbale_page(request, session, here, verbale, other=form)
    return redirect(verbale_address(here, held), "Il verbale è pubblicato.")
