"""What is read and kept before a transaction opens: a table of figures."""

import io
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from app.core.files.errors import FileRefused
from app.core.web.forms import Bound, parse, read_form
from app.core.web.uploads import keep_uploads
from app.steps.monitoring.actions.tables import Rows
from app.steps.monitoring.forms import TableForm
from app.steps.monitoring.reading import read_rows

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
