"""The published contributions of a procedure, and the page of each one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.render import keep_page, page
from app.fronts.site.permissions import READ
from app.steps.contributions.details import detail_words
from app.steps.contributions.queries import (
    get_public,
    list_public,
    list_public_bodies,
    list_public_files,
)
from app.steps.contributions.views import KINDS, Asked, asked, pager_of, places_of
from app.steps.esiti.views import path_of
from app.steps.procedures.navigation import public_address, public_around
from app.steps.procedures.queries import get_public as get_procedure

router = APIRouter(prefix="/{authority}/{procedure}/contributi")


@router.get("", dependencies=[permit(READ)])
def contributions_page(
    request: Request,
    authority: str,
    procedure: str,
    asked: Annotated[Asked, Depends(asked)],
    session: ReadSession,
) -> Response:
    here = get_procedure(session, authority, procedure)
    listing = list_public(session, here.procedure.pk, asked.filters, asked.page)
    address = public_address(here, "/contributi")
    keep_page(request)
    return page(
        request,
        "site/contributions.html",
        around=public_around(here, request.url.path, ("Contributi", None)),
        here=here,
        address=address,
        listing=listing,
        pager_view=pager_of(listing, asked, address),
        form=asked.form,
        filtered=any(asked.params.values()),
        kinds=KINDS,
        bodies=list_public_bodies(session, here.procedure.pk),
        places=places_of(session, here.procedure.pk),
    )


@router.get("/{contribution}", dependencies=[permit(READ)])
def contribution_page(
    request: Request, authority: str, procedure: str, contribution: str, session: ReadSession
) -> Response:
    here = get_procedure(session, authority, procedure)
    found = get_public(session, here.procedure.pk, contribution)
    keep_page(request)
    return page(
        request,
        "site/contribution.html",
        around=public_around(
            here, request.url.path, ("Contributi", "/contributi"), (f"N. {found.number}", None)
        ),
        here=here,
        address=public_address(here, f"/contributi/{found.public_id}"),
        contribution=found,
        details=detail_words(found.kind, found.details),
        files=list_public_files(session, found.id),
        path=path_of(session, here, found),
    )


@router.get("/{contribution}/file/{file}", dependencies=[permit(READ)])
def public_file(
    authority: str,
    procedure: str,
    contribution: str,
    file: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_procedure(session, authority, procedure)
    found = get_public(session, here.procedure.pk, contribution)
    for stored in list_public_files(session, found.id):
        if stored.public_id == file:
            return file_response(services.blobs, stored)
    raise NotFoundError
