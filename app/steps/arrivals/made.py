"""What is read and kept before any transaction opens: the table, and a file for each line."""

import io
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.forms import Bound, parse, read_form
from app.core.web.services import Services
from app.core.web.uploads import keep_bytes, keep_uploads
from app.steps.arrivals.actions import Prepared
from app.steps.arrivals.forms import TableForm
from app.steps.arrivals.queries import get_batch, tavoli_by_name
from app.steps.arrivals.reading import Line, read_table
from app.steps.arrivals.views import write_line
from app.steps.procedures.queries import get_for_office

MAX_TABLE = 3_000_000
_CSV = frozenset({"csv"})


async def bind_table(
    request: Request, services: ServicesDep, actor: ActorDep
) -> tuple[Bound[TableForm], list[Line]]:
    """The form with the table that came, kept and read."""
    request.state.max_body = MAX_TABLE
    bound = parse(TableForm, await read_form(request, MAX_TABLE))
    body = b"".join([await upload.read() for upload in bound.files.get("file", [])[:1]])
    for upload in bound.files.get("file", []):
        await upload.seek(0)
    await keep_uploads(request, bound, {"file": _CSV})
    if not bound.kept.get("file") and not bound.errors:
        bound.errors["file"] = "Scegliete il file della tabella."
    if bound.errors:
        return bound, []
    async with services.gate.reading():
        tavoli = await run_in_threadpool(_tavoli, services, actor, request)
    try:
        return bound, await run_in_threadpool(read_table, io.BytesIO(body), tavoli)
    except FileRefused as refused:
        bound.errors["file"] = refused.sentence
        return bound, []


def _tavoli(services: Services, actor: Actor, request: Request) -> dict[str, str]:
    place = request.path_params
    with services.store.reading() as session:
        here = get_for_office(session, actor, place["authority"], place["procedure"])
        return tavoli_by_name(session, here.procedure.pk)


def lines_of(blobs: BlobStore, file: StoredFile, tavoli: dict[str, str]) -> list[Line]:
    """The lines of a table that was loaded. Raises TableRefused."""
    with blobs.open(file.key) as source:
        return read_table(io.BytesIO(source.read()), tavoli)


async def prepare_lines(request: Request, services: ServicesDep, actor: ActorDep) -> list[Prepared]:
    """Each line of the table in the address with a file of its own; none once it is registered."""
    async with services.gate.reading():
        found = await run_in_threadpool(_read_batch, services, actor, request)
    return [] if found is None else await run_in_threadpool(_keep_lines, services.blobs, *found)


def _read_batch(
    services: Services, actor: Actor, request: Request
) -> tuple[StoredFile, dict[str, str]] | None:
    place = request.path_params
    with services.store.reading() as session:
        here = get_for_office(session, actor, place["authority"], place["procedure"])
        batch, file = get_batch(session, here.procedure.pk, place["batch"])
        if batch.registered_at is not None:
            return None
        return file, tavoli_by_name(session, here.procedure.pk)


def _keep_lines(blobs: BlobStore, file: StoredFile, tavoli: dict[str, str]) -> list[Prepared]:
    return [
        Prepared(line, keep_bytes(blobs, write_line(line), f"riga-{line.number}.csv", _CSV))
        for line in lines_of(blobs, file, tavoli)
    ]


TableDep = Annotated[tuple[Bound[TableForm], list[Line]], Depends(bind_table)]
PreparedDep = Annotated[list[Prepared], Depends(prepare_lines)]
