"""What anyone gives to have a receipt checked; nothing of it is kept."""

import hashlib
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from pydantic import StringConstraints
from starlette.concurrency import run_in_threadpool

from app.core.text import Line
from app.core.web.forms import Bound, FormModel, parse, read_form
from app.steps.receipts.receipt import MAX_JSON, Claim, ReceiptError, read_receipt

MAX_CHECKED = 6_000_000  # bytes of a receipt that comes back, and of its form
_NUMBER = re.compile(r"(\d{1,7})\s*/\s*(\d{4})")
_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


class CheckForm(FormModel):
    """One of the three: a file, a receipt in JSON pasted, or number and code."""

    numero: Line = ""
    codice: Line = ""
    testo: Annotated[str, StringConstraints(max_length=MAX_JSON)] = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be looked up; with none of them the answer is known already: it is not ours."""

    claim: Claim | None = None
    print_sha256: str = ""
    number: tuple[int, int] | None = None
    code: str = ""


async def read_check(request: Request) -> tuple[Bound[CheckForm], Asked]:
    """The form, and what it asks to look up; what cannot be a receipt asks for nothing."""
    request.state.max_body = MAX_CHECKED
    bound = parse(CheckForm, await read_form(request, MAX_CHECKED))
    bound.values.pop("testo", None)  # never shown again
    uploads = [one for sent in bound.files.values() for one in sent]
    body = await run_in_threadpool(uploads[0].file.read, MAX_CHECKED) if uploads else b""
    for upload in uploads:
        await upload.close()
    if bound.data is None:
        return bound, Asked()
    return bound, await run_in_threadpool(_asked, bound, bound.data, body)


def _asked(bound: Bound[CheckForm], data: CheckForm, body: bytes) -> Asked:
    if body.startswith(b"%PDF-"):
        return Asked(print_sha256=hashlib.sha256(body).hexdigest())
    if body or data.testo:
        try:
            return Asked(claim=read_receipt(body or data.testo.encode(errors="replace")))
        except ReceiptError:
            return Asked()
    return _typed(bound, data)


def _typed(bound: Bound[CheckForm], data: CheckForm) -> Asked:
    number = _NUMBER.fullmatch(data.numero.strip())
    code = data.codice.strip().upper()
    code = f"{code[:5]}-{code[5:]}" if "-" not in code else code
    if not data.numero and not data.codice:
        bound.general.append(
            "Scegliete il file della ricevuta, incollate il testo, oppure scrivete numero e codice."
        )
    else:
        if number is None:
            bound.errors["numero"] = "Il numero ha questa forma: 12/2025."
        if not _CODE.fullmatch(code):
            bound.errors["codice"] = "Il codice ha dieci lettere e cifre, come ABCDE-12345."
    if number is None or bound.errors:
        return Asked()
    return Asked(number=(int(number[1]), int(number[2])), code=code)


CheckDep = Annotated[tuple[Bound[CheckForm], Asked], Depends(read_check)]
