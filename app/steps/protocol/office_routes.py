"""The office's page of the protocol: packs that go, numbers that come back."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.core.clock import legal_today
from app.core.files.errors import FileRefused
from app.core.files.models import StoredFile
from app.core.files.names import display_name
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty, parse, read_form
from app.core.web.render import page, redirect
from app.law.sources import DPR445_53
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address, office_around
from app.steps.procedures.queries import Here, get_for_office
from app.steps.protocol.actions import (
    ask_pack,
    discard_return,
    record_one,
    record_return,
    show_return,
    take_pack,
)
from app.steps.protocol.actions.record import rows_of
from app.steps.protocol.enums import PackState, ReturnState
from app.steps.protocol.forms import OneNumberForm, PackForm, ReturnForm
from app.steps.protocol.models import ProtocolPack, ProtocolReturn
from app.steps.protocol.navigation import PROTOCOL_PAGE
from app.steps.protocol.permissions import PROTOCOL
from app.steps.protocol.queries import (
    check_returned,
    count_received,
    get_here,
    list_packs,
    list_received,
    list_returns,
)
from app.steps.protocol.reading import ReturnedRow, read_rows

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + PROTOCOL_PAGE)
TITLE = "Protocollo delle domande"
MAX_CSV = 2_000_000  # bytes
Brought = tuple[Bound[ReturnForm], str, list[ReturnedRow]]


async def bind_returned(request: Request) -> Brought:
    """The form with the hash and the rows of its CSV, read before any transaction opens."""
    request.state.max_body = MAX_CSV
    bound = parse(ReturnForm, await read_form(request, MAX_CSV))
    uploads = bound.files.get("file", [])
    if not uploads:
        bound.errors["file"] = "Scegliete il CSV con i numeri di protocollo."
        return bound, "", []
    read = await run_in_threadpool(_read, bound, uploads[0])
    for sent in uploads:
        await sent.close()
    return bound, *read


def _read(bound: Bound[ReturnForm], upload: UploadFile) -> tuple[str, list[ReturnedRow]]:
    digest = hashlib.sha256(upload.file.read(MAX_CSV)).hexdigest()
    bound.values["name"] = display_name(upload.filename or "") or "protocolli.csv"
    try:
        return digest, read_rows(upload.file)
    except FileRefused as refused:
        bound.errors["file"] = refused.sentence
        return digest, []


@router.get("", dependencies=[permit(PROTOCOL)])
def protocol_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _protocol_page(request, session, here)


@router.post("/pacchetti", dependencies=[permit(PROTOCOL)])
def ask(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[PackForm], bind(PackForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(
        session,
        lambda data: ask_pack(session, actor, here, only_missing=not data.everything),
    )
    if not form.ok:
        return _protocol_page(request, session, here, pack=form)
    return redirect(
        office_address(here, PROTOCOL_PAGE),
        "Il pacchetto è in preparazione: ricaricate la pagina tra poco.",
    )


@router.post("/pacchetti/{pack}", dependencies=[permit(PROTOCOL)])
def take(
    authority: str,
    procedure: str,
    pack: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_here(session, ProtocolPack, here.procedure.pk, pack)
    return file_response(services.blobs, take_pack(session, actor, here, found))


@router.post("/ritorni", dependencies=[permit(PROTOCOL)])
def bring(
    request: Request,
    authority: str,
    procedure: str,
    brought: Annotated[Brought, Depends(bind_returned)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form, digest, rows = brought
    name = str(form.values.get("name", ""))
    made = form.attempt(session, lambda _: show_return(session, actor, here, name, digest, rows))
    if made is None:
        return _protocol_page(request, session, here, returned=form)
    return redirect(_return_address(here, made))


@router.get("/ritorni/{returned}", dependencies=[permit(PROTOCOL)])
def return_page(
    request: Request,
    authority: str,
    procedure: str,
    returned: str,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    found = get_here(session, ProtocolReturn, here.procedure.pk, returned)
    return _return_page(request, session, here, found, empty(PressForm))


@router.post("/ritorni/{returned}", dependencies=[permit(PROTOCOL)])
def record(
    request: Request,
    authority: str,
    procedure: str,
    returned: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_here(session, ProtocolReturn, here.procedure.pk, returned, lock=True)
    written = form.attempt(session, lambda _: record_return(session, actor, here, found))
    if written is None:
        return _return_page(request, session, here, found, form)
    return redirect(
        office_address(here, PROTOCOL_PAGE), f"Numeri di protocollo registrati: {written}."
    )


@router.post("/ritorni/{returned}/scarta", dependencies=[permit(PROTOCOL)])
def discard(
    authority: str,
    procedure: str,
    returned: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    discard_return(
        session, get_here(session, ProtocolReturn, here.procedure.pk, returned, lock=True)
    )
    return redirect(office_address(here, PROTOCOL_PAGE), "I numeri del file sono stati scartati.")


@router.post("/numero", dependencies=[permit(PROTOCOL)])
def one_number(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[OneNumberForm], bind(OneNumberForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda data: record_one(session, actor, here, data))
    if not form.ok:
        return _protocol_page(request, session, here, number=form)
    return redirect(office_address(here, PROTOCOL_PAGE), "Il numero di protocollo è registrato.")


def _return_address(here: Here, returned: ProtocolReturn) -> str:
    return office_address(here, f"{PROTOCOL_PAGE}/ritorni/{returned.public_id}")


def _protocol_page(
    request: Request,
    session: Session,
    here: Here,
    *,
    pack: Bound[PackForm] | None = None,
    returned: Bound[ReturnForm] | None = None,
    number: Bound[OneNumberForm] | None = None,
) -> Response:
    refused = pack or returned or number
    packs = list_packs(session, here.procedure.pk)
    files = {one.pk: session.get(StoredFile, one.file_id) for one in packs if one.file_id}
    waiting = list_received(session, here.procedure.pk, only_missing=True)
    return page(
        request,
        "protocol/protocol.html",
        around=office_around(here, request.url.path, (TITLE, None)),
        status=refused.status if refused else 200,
        title=TITLE,
        refused=refused,
        address=office_address(here, PROTOCOL_PAGE),
        counts=count_received(session, here.procedure.pk),
        packs=[(one, files.get(one.pk)) for one in packs],
        returns=list_returns(session, here.procedure.pk),
        waiting=[
            (one.register_number, f"{one.register_number}, {one.body_name}") for one in waiting
        ],
        pack_form=pack or empty(PackForm),
        return_form=returned or empty(ReturnForm),
        number_form=number or empty(OneNumberForm, day=legal_today()),
        ready=PackState.READY,
        rule=DPR445_53,
    )


def _return_page(
    request: Request,
    session: Session,
    here: Here,
    returned: ProtocolReturn,
    form: Bound[PressForm],
) -> Response:
    domande = list_received(session, here.procedure.pk, only_missing=False)
    checked = check_returned(session, domande, rows_of(returned))
    names = {(one.number, one.year): one.body_name for one in domande}
    crumbs = ((TITLE, PROTOCOL_PAGE), (returned.name, None))
    return page(
        request,
        "protocol/returned.html",
        around=office_around(here, office_address(here, PROTOCOL_PAGE), *crumbs),
        status=form.status,
        form=form,
        returned=returned,
        address=_return_address(here, returned),
        rows=[(row, names.get(row.key, "") if row.key else "") for row in checked],
        wrong=sum(bool(row.problem) for row in checked),
        fresh=sum(not row.problem and not row.known for row in checked),
        shown=returned.state is ReturnState.SHOWN,
    )
