"""The office has a signature checked again: the certificates it trusts may have changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from app.core.documents.signatures import Expected, FileReport, check_file
from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind
from app.core.web.render import redirect
from app.core.web.services import Services
from app.steps.domande.actions import recheck_signature
from app.steps.domande.navigation import DOMANDE
from app.steps.domande.queries.received import get_received
from app.steps.domande.queries.signature import generated_of, signed_of
from app.steps.examination.office_routes import refuse_closed
from app.steps.examination.permissions import EXAMINE
from app.steps.examination.queries.board import examiner_of
from app.steps.procedures.forms import PressForm
from app.steps.procedures.navigation import office_address
from app.steps.procedures.queries import get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}/domande")


@dataclass(frozen=True, slots=True)
class _Filed:
    """A signed file by its key, what it should be, and by when it was here."""

    key: str
    here_by: datetime
    expected: Expected | None


def _read(services: Services, actor: Actor, authority: str, procedure: str, domanda: str) -> _Filed:
    with services.store.reading() as session:
        here = get_for_office(session, actor, authority, procedure)
        found = get_received(session, here.procedure.pk, domanda)
        signed = signed_of(session, found.pk)
        if signed is None or found.filed_at is None:
            raise NotFoundError("Di questa domanda non c'è un file firmato da controllare.")
        return _Filed(signed.key, found.filed_at, generated_of(session, found.pk))


def _examine(services: Services, filed: _Filed) -> FileReport:
    with services.blobs.open(filed.key) as source:
        body = source.read()
    return check_file(body, filed.here_by, expected=filed.expected, anchors=services.anchors())


async def examined(
    request: Request,
    services: ServicesDep,
    actor: ActorDep,
    form: Annotated[Bound[PressForm], bind(PressForm)],
) -> FileReport:
    """The signed file of the domanda in the address, examined before the transaction opens."""
    where = request.path_params
    names = (where["authority"], where["procedure"], where["domanda"])
    async with services.gate.reading():
        filed = await run_in_threadpool(_read, services, actor, *names)
    return await run_in_threadpool(_examine, services, filed)


@router.post("/{domanda}/firma", dependencies=[permit(EXAMINE)])
def check_again(
    authority: str,
    procedure: str,
    domanda: str,
    report: Annotated[FileReport, Depends(examined)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    found = get_received(session, here.procedure.pk, domanda, lock=True)
    refuse_closed(examiner_of(session, actor, here), found)
    recheck_signature(session, actor, here, found, report)
    address = office_address(here, f"{DOMANDE}/{found.public_id}")
    return redirect(f"{address}#firma", "La firma è stata controllata di nuovo.")
