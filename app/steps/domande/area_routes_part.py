"""The parts of a draft, one page each, and its attachments."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.core.clock import legal_now
from app.core.errors import NotFoundError
from app.core.files.kinds import DOCUMENTS
from app.core.i18n import time_words
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.download import file_response
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import redirect
from app.core.web.uploads import bind_with_files
from app.law.sources import DPR445_75_76
from app.people.runts.views import ASK, USE, Offer
from app.steps.avvisi.definition import DECLARATIONS, PARTS, Field, fields_of
from app.steps.domande.actions import attach_files, remove_file, save_part
from app.steps.domande.area_desk import Desk, draft_page, open_desk
from app.steps.domande.forms_area import (
    ADD_SEAT,
    MAX_SEATS,
    RAISE_SEAT,
    TAKE_SEAT,
    AttachForm,
    PartForm,
    PressForm,
    bind_part,
    shown_seats,
)
from app.steps.domande.offered import REGISTERED_PARTS, offer_in_part, offer_known
from app.steps.domande.permissions import APPLY
from app.steps.domande.queries.area import get_file, get_own
from app.steps.domande.queries.completeness import SEATS, TAVOLI
from app.steps.domande.views import BASE, address_of, next_address, part_address

router = APIRouter(prefix=BASE)
_SEAT_BUTTONS = frozenset({ADD_SEAT, TAKE_SEAT, RAISE_SEAT})


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one legend; `folded` where a repeated one says nothing yet."""

    title: str
    fields: tuple[Field, ...]
    folded: bool


@router.get("/{domanda}/parte/{part}", dependencies=[permit(APPLY)])
def part_page(
    request: Request,
    domanda: str,
    part: str,
    session: ReadSession,
    actor: ActorDep,
    righe: int = 1,
) -> Response:
    desk = open_desk(session, actor, domanda)
    if not desk.is_draft:
        return redirect(address_of(domanda, "/ricevuta"))
    form = Bound(PartForm, values=dict(desk.answers.get(part, {})))
    offer = offer_known(session, desk.answers) if part == "runts" else None
    return _part_page(request, desk, part, form, rows=righe, offer=offer)


@router.post("/{domanda}/parte/{part}", dependencies=[permit(APPLY)])
def keep_part(
    request: Request,
    domanda: str,
    part: str,
    form: Annotated[Bound[PartForm], bind_part()],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    if form.button == USE and part in REGISTERED_PARTS:
        desk = open_desk(session, actor, domanda)
        offer = offer_in_part(session, desk.setting.definition, part, form, desk.answers)
        return _part_page(request, desk, part, form, offer=offer)
    files = {name: kept[0] for name, kept in form.kept.items() if kept}
    found = form.attempt(
        session, lambda _: save_part(session, actor, domanda, part, form.values, files)
    )
    if found is not None and request.headers.get("x-autosave"):
        saved = time_words(legal_now().replace(second=0))
        return Response(status_code=204, headers={"X-Saved-At": saved})
    form.errors |= found or {}
    desk = open_desk(session, actor, domanda)
    if form.errors or form.general:
        return _part_page(request, desk, part, form)
    if form.button.partition("-")[0] in _SEAT_BUTTONS:
        rows = len(form.values[SEATS]) + (form.button == ADD_SEAT)
        return redirect(f"{part_address(domanda, part)}?righe={rows}", "La bozza è salvata.")
    return redirect(next_address(domanda, desk.views, part), "La bozza è salvata.")


def _part_page(
    request: Request,
    desk: Desk,
    part: str,
    form: Bound[PartForm],
    rows: int = 1,
    offer: Offer | None = None,
) -> Response:
    view = next((view for view in desk.views if view.code == part), None)
    if view is None:
        raise NotFoundError
    if part == TAVOLI:
        return _tavoli_page(request, desk, view.title, form, rows)
    return draft_page(
        request,
        desk,
        "domande/area_part.html",
        view.title,
        status=form.status,
        form=form,
        offer=offer,
        ask_register=ASK,
        part=PARTS[part],
        groups=_groups(fields_of(desk.setting.definition, part), form),
        files={file.public_id: file for file in desk.files},
        saved=desk.answers.get(part, {}),
        declarations=DECLARATIONS,
        consequences=DPR445_75_76,
    )


def _tavoli_page(
    request: Request, desk: Desk, title: str, form: Bound[PartForm], rows: int
) -> Response:
    seats = form.values.get(SEATS, [])
    rows = min(max(rows, len(seats), 1), MAX_SEATS)
    form.values = shown_seats(seats, rows)
    return draft_page(
        request,
        desk,
        "domande/area_tavoli.html",
        title,
        status=form.status,
        form=form,
        part=PARTS[TAVOLI],
        rows=rows,
        groups=_groups(fields_of(desk.setting.definition, TAVOLI), form),
        options=[(tavolo.public_id, tavolo.name) for tavolo in desk.tavoli],
        can_add=_can_add(desk, rows),
    )


def _can_add(desk: Desk, rows: int) -> bool:
    most = desk.setting.definition.max_tavoli or len(desk.tavoli)
    return rows < min(most, len(desk.tavoli), MAX_SEATS)


def _groups(fields: tuple[Field, ...], form: Bound[PartForm]) -> list[Group]:
    titles = list(dict.fromkeys(field.group for field in fields))
    groups = []
    for number, title in enumerate(titles):
        mine = tuple(field for field in fields if field.group == title)
        told = any(form.values.get(field.name) or field.name in form.errors for field in mine)
        required = any(field.required for field in mine)
        groups.append(Group(title, mine, folded=number > 2 and not told and not required))
    return groups


@router.get("/{domanda}/allegati", dependencies=[permit(APPLY)])
def attachments_page(
    request: Request, domanda: str, session: ReadSession, actor: ActorDep
) -> Response:
    desk = open_desk(session, actor, domanda)
    if not desk.is_draft:
        return redirect(address_of(domanda, "/ricevuta"))
    return _attachments_page(request, desk, empty(AttachForm))


@router.post("/{domanda}/allegati", dependencies=[permit(APPLY)])
def attach(
    request: Request,
    domanda: str,
    form: Annotated[Bound[AttachForm], bind_with_files(AttachForm, {"files": DOCUMENTS})],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    kept = form.kept.get("files", [])
    if not form.errors:
        form.attempt(session, lambda data: attach_files(session, actor, domanda, kept, data.label))
    if not form.ok:
        return _attachments_page(request, open_desk(session, actor, domanda), form)
    words = "Il file è allegato." if len(kept) == 1 else f"{len(kept)} file allegati."
    return redirect(address_of(domanda, "/allegati"), words)


def _attachments_page(request: Request, desk: Desk, form: Bound[AttachForm]) -> Response:
    return draft_page(
        request, desk, "domande/area_attachments.html", "Allegati", status=form.status, form=form
    )


@router.post("/{domanda}/allegati/{file}/togli", dependencies=[permit(APPLY)])
def detach(
    domanda: str,
    file: str,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    remove_file(session, actor, domanda, file)
    return redirect(address_of(domanda, "/allegati"), "Il file è stato tolto.")


@router.get("/{domanda}/file/{file}", dependencies=[permit(APPLY)])
def own_file(
    domanda: str, file: str, session: ReadSession, actor: ActorDep, services: ServicesDep
) -> Response:
    own = get_own(session, actor, domanda)
    return file_response(services.blobs, get_file(session, own.pk, file)[1])
