"""What is read, made and kept before a transaction opens: a table of figures, an account."""

import io
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.core.clock import from_rome, legal_today
from app.core.documents.html import render_html
from app.core.documents.typst import render_pdf
from app.core.files.errors import FileRefused
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ServicesDep
from app.core.web.forms import Bound, parse, read_form
from app.core.web.services import Services
from app.core.web.uploads import keep_bytes, keep_uploads
from app.steps.monitoring.actions.accounts import MadeAccount, compose, content_digest
from app.steps.monitoring.actions.tables import Rows
from app.steps.monitoring.forms import PublishForm, TableForm
from app.steps.monitoring.queries.accounts import get_account
from app.steps.monitoring.reading import read_rows
from app.steps.procedures.queries import get_for_office

MAX_TABLE = 3_000_000
KINDS = frozenset({"csv", "xlsx"})


async def bind_table(request: Request) -> tuple[Bound[TableForm], Rows]:
    """The form with the table that came: checked as a file, kept, and read."""
    request.state.max_body = MAX_TABLE
    bound = parse(TableForm, await read_form(request, MAX_TABLE))
    uploads = bound.files.get("file", [])[:1]
    body = b"".join([await upload.read() for upload in uploads])
    for upload in uploads:
        await upload.seek(0)
    await keep_uploads(request, bound, {"file": KINDS})
    if not bound.kept.get("file") and not bound.errors:
        bound.errors["file"] = "Scegliete il file della tabella."
    if bound.errors:
        return bound, []
    try:
        name = bound.kept["file"][0].name
        return bound, await run_in_threadpool(read_rows, io.BytesIO(body), name)
    except FileRefused as refused:
        bound.errors["file"] = refused.sentence
        return bound, []


TableDep = Annotated[tuple[Bound[TableForm], Rows], Depends(bind_table)]


def make_account(
    services: Services, actor: Actor, address: tuple[str, str, int], why: str
) -> MadeAccount:
    """Build, render and keep. Takes a second: never inside a write transaction.

    `address` is authority, procedure and year; `why` the reason of a correction.
    """
    authority, procedure, year = address
    with services.store.reading() as session:
        here = get_for_office(session, actor, authority, procedure)
        account = get_account(session, here.procedure.pk, year)
        dated = from_rome(legal_today())
        document = compose(session, here, account, dated, why, demo=services.demo)
    name = f"rendiconto-{year}-{procedure}.pdf"
    pdf = keep_bytes(services.blobs, render_pdf(document), name, frozenset({"pdf"}))
    html = str(render_html(document))
    return MadeAccount(document.date, content_digest(document), html, pdf, services.demo)


async def made_account(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    services: ServicesDep,
    actor: ActorDep,
) -> MadeAccount:
    """The account as its words and the data stand, with the reason that the form gives."""
    form = parse(PublishForm, await read_form(request, 256 * 1024))
    why = form.data.correction if form.data else ""
    async with services.gate.reading():
        place = (authority, procedure, year)
        return await run_in_threadpool(make_account, services, actor, place, why)


MadeAccountDep = Annotated[MadeAccount, Depends(made_account)]
