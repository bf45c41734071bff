"""The picture of needs and offer as tables: the office's draft of it, and its exports."""

import tempfile
from collections.abc import Iterable
from typing import Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import Response, StreamingResponse

from app.core.errors import NotFoundError
from app.core.files.csv_out import MARK, csv_row, safe_cell
from app.core.files.sheet_out import MEDIA_TYPE, xlsx_stream
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, permit
from app.core.web.download import read_in_pieces
from app.core.web.render import keep_page, page
from app.steps.procedures.navigation import office_around, public_around
from app.steps.procedures.queries import Here, get_for_office, get_public
from app.steps.synthesis.details import COVERAGE, PRIORITY
from app.steps.synthesis.draft_views import since_draft
from app.steps.synthesis.navigation import (
    DESK,
    DRAFT_PICTURE,
    PICTURE,
    PUBLIC_PRIORITIES,
    answers_of_nodes,
)
from app.steps.synthesis.permissions import READ, SYNTHESISE
from app.steps.synthesis.picture_views import (
    NONE,
    PictureFilters,
    picture_filters,
    picture_of,
    table_of,
)
from app.steps.synthesis.queries import is_public, list_drafts, list_observations
from app.steps.synthesis.views import desk_address

router = APIRouter()
office_router = APIRouter()
Asked = Annotated[PictureFilters, Depends(picture_filters)]
OFFICE = "/ufficio/{authority}/{procedure}" + DRAFT_PICTURE
PUBLIC = "/{authority}/{procedure}" + PICTURE
_CHOICES: dict[str, Any] = {
    "coverages": [*COVERAGE, (NONE, "non indicata")],
    "priority_choices": [*PRIORITY, (NONE, "non indicata")],
}


@office_router.get(OFFICE, dependencies=[permit(SYNTHESISE)])
def draft_picture_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: Asked,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return page(
        request,
        "synthesis/draft_picture.html",
        around=office_around(here, request.url.path, ("Sintesi", DESK), ("Quadro", None)),
        shown=picture_of(session, here, asked, request.url.path, public=False),
        path=request.url.path,
        desk=desk_address(here),
        asked=asked,
        **_CHOICES,
    )


@office_router.get(OFFICE + ".csv", dependencies=[permit(SYNTHESISE)])
def draft_csv(
    authority: str,
    procedure: str,
    asked: Asked,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _csv(session, here, asked, services.base_url, public=False)


@office_router.get(OFFICE + ".xlsx", dependencies=[permit(SYNTHESISE)])
def draft_xlsx(
    authority: str,
    procedure: str,
    asked: Asked,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return _xlsx(session, here, asked, services.base_url, public=False)


@router.get(PUBLIC, dependencies=[permit(READ)])
def picture_page(
    request: Request, authority: str, procedure: str, asked: Asked, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    published = is_public(session, here.procedure.pk)
    keep_page(request)
    path = request.url.path
    shown = picture_of(session, here, asked, path, public=True) if published else None
    refs = [node.public_id for node in shown.rows.rows] if shown else []
    return page(
        request,
        "synthesis/picture.html",
        around=public_around(here, path, ("Quadro dei bisogni e dell'offerta", None)),
        published=published,
        here=here,
        shown=shown,
        answers=answers_of_nodes(session, here.procedure.pk, refs),
        drafts=list_drafts(session, here.procedure.pk) if published else [],
        path=path,
        priorities=f"/{here.scope}{PUBLIC_PRIORITIES}",
        asked=asked,
        **_CHOICES,
    )


@router.get(PUBLIC + "/bozze/{number}", dependencies=[permit(READ)])
def since_page(
    request: Request, authority: str, procedure: str, number: str, session: ReadSession
) -> Response:
    """What changed since a draft that was sent: public once the synthesis is."""
    here = _published(session, authority, procedure)
    drafts = list_drafts(session, here.procedure.pk)
    draft = next((each for each in drafts if str(each.number) == number), None)
    if draft is None:
        raise NotFoundError
    keep_page(request)
    title = f"Dalla bozza n. {draft.number}"
    observations = list_observations(session, here.procedure.pk)
    return page(
        request,
        "synthesis/public_since.html",
        around=public_around(
            here, request.url.path, ("Quadro dei bisogni", PICTURE), (title, None)
        ),
        draft=draft,
        received=len([each for each in observations if each.draft_number == draft.number]),
        since=since_draft(session, here, draft, whole=False),
    )


@router.get(PUBLIC + ".csv", dependencies=[permit(READ)])
def picture_csv(
    authority: str, procedure: str, asked: Asked, session: ReadSession, services: ServicesDep
) -> Response:
    here = _published(session, authority, procedure)
    return _csv(session, here, asked, services.base_url, public=True)


@router.get(PUBLIC + ".xlsx", dependencies=[permit(READ)])
def picture_xlsx(
    authority: str, procedure: str, asked: Asked, session: ReadSession, services: ServicesDep
) -> Response:
    here = _published(session, authority, procedure)
    return _xlsx(session, here, asked, services.base_url, public=True)


def _published(session: Session, authority: str, procedure: str) -> Here:
    here = get_public(session, authority, procedure)
    if not is_public(session, here.procedure.pk):
        raise NotFoundError
    return here


def _csv(
    session: Session, here: Here, asked: PictureFilters, base_url: str, *, public: bool
) -> Response:
    rows = table_of(session, here, asked, base_url, public=public)
    pieces = (MARK + csv_row(row) if not n else csv_row(row) for n, row in enumerate(rows))
    return _whole(pieces, "text/csv; charset=utf-8", f"quadro-{here.procedure.slug}.csv")


def _xlsx(
    session: Session, here: Here, asked: PictureFilters, base_url: str, *, public: bool
) -> Response:
    rows = table_of(session, here, asked, base_url, public=public)
    cells = (tuple(map(safe_cell, row)) for row in rows)
    name = f"quadro-{here.procedure.slug}.xlsx"
    return _whole(xlsx_stream([("Quadro", cells)]), MEDIA_TYPE, name)


def _whole(pieces: Iterable[bytes], media_type: str, name: str) -> Response:
    """Written whole before the answer begins: it is complete, or it is an error."""
    out = cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1 << 20))  # noqa: SIM115  read_in_pieces closes it
    out.writelines(pieces)
    out.seek(0)
    return StreamingResponse(
        read_in_pieces(out),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
