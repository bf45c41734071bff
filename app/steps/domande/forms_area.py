"""What a body types in its domanda. The fields of each part are the catalogue's."""

import re
from typing import Any

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from app.core.errors import NotFoundError
from app.core.files.errors import FileRefused, StorageError
from app.core.text import Line
from app.core.web.forms import BUTTON, Bound, FormModel, read_form
from app.core.web.services import services_of
from app.core.web.uploads import MAX_FORM, keep_upload
from app.steps.avvisi.definition import (
    DECLARATIONS,
    LAST_OWN_NUMBER,
    MAX_DELEGATES,
    PARTS,
    FieldKind,
    seat_fields,
)
from app.steps.domande.enums import SignatureWay
from app.steps.domande.queries.completeness import SEATS, TAVOLI, TAVOLO

SCAN_KINDS = frozenset({"pdf", "jpg", "png"})
SIGNED_KINDS = SCAN_KINDS | {"p7m"}
PART_FILE_KINDS = SIGNED_KINDS
MAX_SEATS = 40
ADD_SEAT, TAKE_SEAT, RAISE_SEAT = "aggiungi", "togli", "su"
_OWN_NUMBERS = range(1, LAST_OWN_NUMBER + 1)
_SEAT = re.compile(r"([a-z_]+)_([1-9][0-9]?)")
_SEAT_NAMES = frozenset({TAVOLO, *(field.name for field in seat_fields(MAX_DELEGATES))})


class PressForm(FormModel):
    """Nothing to type: the press of the button is the act."""


class StartForm(FormModel):
    ente: Line


class PartForm(FormModel):
    """Stands for the answers of a part, which are checked against the avviso's form."""


class AttachForm(FormModel):
    label: Line = ""


class SignForm(FormModel):
    """`edizione` is the draft's edition that the page showed."""

    edizione: int
    way: SignatureWay
    place: Line = ""
    date: Line = ""


class EditionForm(FormModel):
    edizione: int


def bind_part() -> Any:
    """The dependency that gives the answers of the part in the address, as typed.

    Lists stay lists; seats are gathered in order under SEATS. Kept files stand in
    `bound.kept[field]`, at most one for each field.
    """

    async def read(request: Request) -> Bound[PartForm]:
        code = request.path_params["part"]
        if code not in PARTS:
            raise NotFoundError
        request.state.max_body = MAX_FORM
        raw = await read_form(request, MAX_FORM)
        bound = Bound(PartForm, data=PartForm())
        names = _names_of(code)
        for name in raw:
            if name == BUTTON:
                bound.button = str(raw[name])
            elif name not in names and not (code == TAVOLI and _seat_name(name)):
                bound.general.append(f"Campo non previsto: {name[:40]}.")
        if code == TAVOLI:
            bound.values = _seat_values(raw, bound.button)
        else:
            await run_in_threadpool(_take, request, bound, raw, names)
        await raw.close()
        return bound

    return Depends(read)


def _names_of(code: str) -> dict[str, FieldKind]:
    names = {field.name: field.kind for field in PARTS[code].fields}
    if code == "declarations":
        names |= dict.fromkeys(DECLARATIONS, FieldKind.TICK)
        names |= {f"{name}_detail": FieldKind.LONG for name in DECLARATIONS}
        names |= {f"own_{number}": FieldKind.TICK for number in _OWN_NUMBERS}
    if code == "documents":
        names |= {f"document_{number}": FieldKind.FILE for number in _OWN_NUMBERS}
    files = [name for name, kind in names.items() if kind is FieldKind.FILE]
    return names | {f"togli_{name}": FieldKind.TICK for name in files}


def _take(
    request: Request, bound: Bound[PartForm], raw: FormData, names: dict[str, FieldKind]
) -> None:
    blobs = services_of(request).blobs
    for name, kind in names.items():
        sent = raw.getlist(name)
        if kind is FieldKind.FILE:
            uploads = [one for one in sent if isinstance(one, UploadFile) and one.filename]
            try:
                bound.kept[name] = [keep_upload(blobs, one, PART_FILE_KINDS) for one in uploads[:1]]
            except (FileRefused, StorageError) as refused:
                bound.errors[name] = refused.sentence
        elif kind is FieldKind.CHOICES:
            bound.values[name] = [str(one) for one in sent]
        else:
            bound.values[name] = str(sent[0]) if sent else ""


def _seat_name(name: str) -> re.Match[str] | None:
    match = _SEAT.fullmatch(name)
    return match if match and match[1] in _SEAT_NAMES else None


def _seat_values(raw: FormData, button: str) -> dict[str, Any]:
    """The seats in their order; one that says nothing, or was taken away, is left out.

    The buttons `togli-N` and `su-N` take the N-th seat away or move it up by one.
    """
    seats: dict[int, dict[str, str]] = {}
    for name in raw:
        match = _seat_name(name)
        if match and int(match[2]) <= MAX_SEATS:
            seats.setdefault(int(match[2]), {})[match[1]] = str(raw[name])
    verb, _, number = button.partition("-")
    chosen = int(number) if number.isdigit() else 0
    if verb == TAKE_SEAT:
        seats.pop(chosen, None)
    order = sorted(seats)
    if verb == RAISE_SEAT and chosen in order[1:]:
        at = order.index(chosen)
        order[at - 1], order[at] = order[at], order[at - 1]
    return {SEATS: [seats[one] for one in order if any(seats[one].values())]}


def shown_seats(seats: list[dict[str, str]], rows: int) -> dict[str, str]:
    """The values of the tavoli's page: `<field>_<number>`, for at least `rows` seats."""
    values = {
        f"{name}_{number}": str(text)
        for number, seat in enumerate(seats, start=1)
        for name, text in seat.items()
    }
    for number in range(1, max(rows, len(seats)) + 1):
        for name in _SEAT_NAMES:
            values.setdefault(f"{name}_{number}", "")
    return values
