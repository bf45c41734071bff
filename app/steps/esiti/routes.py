"""The public pages of the esiti: the figures first, then tavolo by tavolo, then each one."""

import io
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.paging import address as address_of
from app.core.web.render import keep_page, page
from app.steps.esiti.enums import Counted
from app.steps.esiti.navigation import ESITI
from app.steps.esiti.permissions import READ
from app.steps.esiti.queries import list_bodies, list_tally
from app.steps.esiti.views.filters import EsitoFilters, esito_filters, places
from app.steps.esiti.views.public import public_esiti, public_nodes
from app.steps.procedures.navigation import public_address, public_around
from app.steps.procedures.queries import Here, get_public
from app.steps.synthesis.queries import is_public

router = APIRouter(prefix="/{authority}/{procedure}" + ESITI)
TITLE = "Cosa è successo alle proposte"
_MEDIA = {"svg": "image/svg+xml", "png": "image/png"}


@router.get("", dependencies=[permit(READ)])
def esiti_page(
    request: Request,
    authority: str,
    procedure: str,
    filters: Annotated[EsitoFilters, Depends(esito_filters)],
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    around = public_around(here, request.url.path, (TITLE, None))
    keep_page(request)
    if not is_public(session, here.procedure.pk):
        return page(request, "esiti/waiting.html", around=around)
    path = request.url.path
    esiti = public_esiti(session, here, filters, path)
    return page(
        request,
        "esiti/public.html",
        around=around,
        here=here,
        address=path,
        shared=services.base_url + address_of(path, filters.params, esiti.listing.number),
        form=filters.form,
        filtered=any(filters.params.values()),
        esiti=esiti,
        **places(session, here),
    )


@router.get("/nodi", dependencies=[permit(READ)])
def nodes_page(request: Request, authority: str, procedure: str, session: ReadSession) -> Response:
    here = get_public(session, authority, procedure)
    keep_page(request)
    crumbs = ((TITLE, ESITI), ("Bisogni, obiettivi e interventi", None))
    around = public_around(here, public_address(here, ESITI), *crumbs)
    if not is_public(session, here.procedure.pk):
        return page(request, "esiti/waiting.html", around=around)
    groups = public_nodes(session, here)
    return page(request, "esiti/public_nodes.html", around=around, here=here, groups=groups)


@router.get("/manifesto", dependencies=[permit(READ)])
def poster(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = _published(session, authority, procedure)
    keep_page(request)
    key = here.procedure.pk
    whole = services.base_url + public_address(here, ESITI)
    totals = [row.total for row in list_tally(session, key) if row.counted is Counted.CURRENT]
    return page(
        request,
        "esiti/poster.html",
        around=public_around(
            here, public_address(here, ESITI), (TITLE, ESITI), ("Il manifesto", None)
        ),
        here=here,
        address=public_address(here, ESITI),
        shared=whole,
        total=sum(totals),
        bodies=len(list_bodies(session, key)),
        qr=Markup(_drawn(whole).svg_inline(scale=8, border=2, omitsize=True)),  # noqa: S704  made here
    )


@router.get("/qr.{kind}", dependencies=[permit(READ)])
def qr(
    request: Request,
    authority: str,
    procedure: str,
    kind: str,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = _published(session, authority, procedure)
    if kind not in _MEDIA:
        raise NotFoundError
    out = io.BytesIO()
    drawn = _drawn(services.base_url + public_address(here, ESITI))
    drawn.save(out, kind=kind, scale=16, border=4)
    name = f"esiti-{here.procedure.slug}.{kind}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(out.getvalue(), media_type=_MEDIA[kind], headers=headers)


def _published(session: ReadSession, authority: str, procedure: str) -> Here:
    """The procedure whose esiti are published. Raises NotFoundError."""
    here = get_public(session, authority, procedure)
    if not is_public(session, here.procedure.pk):
        raise NotFoundError
    return here


def _drawn(address: str) -> segno.QRCode:
    return segno.make(address, error="q", micro=False)
