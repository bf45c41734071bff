"""What is read of a plan's file before any session of the route opens: headers, then lines."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.forms import Bound, parse, read_form
from app.core.web.services import Services
from app.core.web.uploads import keep_uploads
from app.steps.plans.columns import Headers
from app.steps.plans.forms import ImportForm
from app.steps.plans.lines import Line
from app.steps.plans.queries import get_import
from app.steps.plans.reading import open_plan
from app.steps.procedures.queries import get_for_office

MAX_FILE = 5_000_000
KINDS = frozenset({"csv", "xlsx"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file of the plan: its headers, and its lines where its columns are known.

    `wrong` says why it cannot be read, where it cannot.
    """

    headers: Headers | None = None
    lines: list[Line] | None = None
    wrong: str = ""


async def bind_plan_file(
    request: Request, services: ServicesDep, actor: ActorDep
) -> tuple[Bound[ImportForm], Headers | None]:
    """The form with the file that came, kept, and what its headers say."""
    request.state.max_body = MAX_FILE
    bound = parse(ImportForm, await read_form(request, MAX_FILE))
    await keep_uploads(request, bound, {"file": KINDS})
    if not bound.kept.get("file") and not bound.errors:
        bound.errors["file"] = "Scegliete il file del piano."
    if bound.errors:
        return bound, None
    loaded = await run_in_threadpool(_load, services.blobs, bound.kept["file"][0].key, None)
    if loaded.wrong:
        bound.errors["file"] = loaded.wrong
    return bound, loaded.headers


async def read_plan_file(request: Request, services: ServicesDep, actor: ActorDep) -> Loaded:
    """The file of the address, read with the columns chosen; nothing of one that was applied."""
    async with services.gate.reading():
        key, columns = await run_in_threadpool(_find, services, actor, request)
    return await run_in_threadpool(_load, services.blobs, key, columns) if key else Loaded()


def _find(services: Services, actor: Actor, request: Request) -> tuple[str, dict[str, int]]:
    place = request.path_params
    with services.store.reading() as session:
        here = get_for_office(session, actor, place["authority"], place["procedure"])
        made, file = get_import(session, here.procedure.pk, place["plan_import"])
        return ("", {}) if made.applied_at is not None else (file.key, dict(made.columns))


def _load(blobs: BlobStore, key: str, columns: dict[str, int] | None) -> Loaded:
    headers: Headers | None = None
    try:
        with blobs.open(key) as source:
            file = open_plan(source)
            headers = file.headers
            known = headers.columns if columns is None else columns
            lacking = Headers(headers.row, headers.names, known).lacking
            return Loaded(headers, None if lacking else file.lines(known))
    except FileRefused as refused:
        return Loaded(headers, None, refused.sentence)


PlanFileDep = Annotated[tuple[Bound[ImportForm], Headers | None], Depends(bind_plan_file)]
LoadedDep = Annotated[Loaded, Depends(read_plan_file)]
