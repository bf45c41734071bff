"""The public pages of an avviso."""

from datetime import timedelta

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.render import keep_page, page
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.navigation import FurtherTerm, terms_of
from app.steps.avvisi.permissions import READ
from app.steps.avvisi.queries import get_avviso, get_version
from app.steps.avvisi.version_views import compare, lines_of
from app.steps.avvisi.views import AvvisoPage, page_in_force, page_of_version
from app.steps.procedures.navigation import public_address, public_around
from app.steps.procedures.queries import Here, get_public

router = APIRouter(prefix="/{authority}/{procedure}/avviso")
_SECOND = timedelta(seconds=1)


@router.get("", dependencies=[permit(READ)])
def avviso_page(request: Request, authority: str, procedure: str, session: ReadSession) -> Response:
    here = get_public(session, authority, procedure)
    avviso = _published(session, here)
    terms = terms_of(session, here)
    _keep(request, avviso, terms)
    return page(
        request,
        "avvisi/unpublished.html" if avviso is None else "avvisi/public.html",
        around=public_around(here, request.url.path, ("Avviso", None)),
        here=here,
        avviso=avviso,
        terms=terms,
        preview=False,
    )


@router.get("/in-breve", dependencies=[permit(READ)])
def avviso_in_brief(
    request: Request, authority: str, procedure: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    avviso = _published(session, here)
    if avviso is None:
        raise NotFoundError("L'avviso non è ancora pubblicato.")
    terms = terms_of(session, here)
    _keep(request, avviso, terms)
    return page(
        request,
        "avvisi/brief.html",
        around=public_around(here, request.url.path, ("Avviso", "/avviso"), ("In breve", None)),
        here=here,
        avviso=avviso,
        terms=terms,
        address=services.base_url + public_address(here, "/avviso"),
    )


@router.get("/atto", dependencies=[permit(READ)])
def avviso_act(
    authority: str, procedure: str, session: ReadSession, services: ServicesDep
) -> Response:
    avviso = _published(session, get_public(session, authority, procedure))
    return file_response(services.blobs, avviso.file if avviso else None)


@router.get("/versioni", dependencies=[permit(READ)])
def versions_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    avviso = _found(session, here)
    keep_page(request)
    return page(
        request,
        "avvisi/versions.html",
        around=public_around(here, request.url.path, ("Avviso", "/avviso"), ("Versioni", None)),
        here=here,
        lines=lines_of(session, avviso),
        base=public_address(here, "/avviso"),
    )


@router.get("/versioni/confronto", dependencies=[permit(READ)])
def comparison_page(
    request: Request,
    authority: str,
    procedure: str,
    session: ReadSession,
    da: str = "",
    a: str = "",
) -> Response:
    """From version `da` to version `a`; by default the last change."""
    here = get_public(session, authority, procedure)
    avviso = _found(session, here)
    after = get_version(session, avviso, _number(a) if a else None)
    before = get_version(session, avviso, _number(da) if da else max(after.number - 1, 1))
    keep_page(request)
    crumbs = (("Avviso", "/avviso"), ("Versioni", "/avviso/versioni"), ("Confronto", None))
    return page(
        request,
        "avvisi/comparison.html",
        around=public_around(here, request.url.path, *crumbs),
        here=here,
        before=before,
        after=after,
        found=compare(before, after),
        lines=lines_of(session, avviso),
        base=public_address(here, "/avviso"),
    )


@router.get("/versioni/{number}", dependencies=[permit(READ)])
def version_page(
    request: Request, authority: str, procedure: str, number: str, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    avviso = page_of_version(session, here, _found(session, here), _number(number))
    terms = terms_of(session, here) if avviso.number == avviso.latest else []
    _keep(request, avviso, terms)
    crumbs = (("Avviso", "/avviso"), ("Versioni", "/avviso/versioni"), (f"Versione {number}", None))
    return page(
        request,
        "avvisi/public.html",
        around=public_around(here, request.url.path, *crumbs),
        here=here,
        avviso=avviso,
        terms=terms,
        preview=False,
    )


@router.get("/versioni/{number}/atto", dependencies=[permit(READ)])
def version_act(
    authority: str, procedure: str, number: str, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    found = page_of_version(session, here, _found(session, here), _number(number))
    return file_response(services.blobs, found.file)


def _number(said: str) -> int:
    """A version's number in an address. Raises NotFoundError for what is none."""
    if not (said.isascii() and said.isdigit() and len(said) < 6):
        raise NotFoundError
    return int(said)


def _found(session: Session, here: Here) -> Avviso:
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is None or avviso.published_at is None:
        raise NotFoundError("L'avviso non è ancora pubblicato.")
    return avviso


def _published(session: Session, here: Here) -> AvvisoPage | None:
    avviso = get_avviso(session, here.procedure.pk)
    if avviso is None or avviso.published_at is None:
        return None
    return page_in_force(session, here, avviso)


def _keep(request: Request, avviso: AvvisoPage | None, terms: list[FurtherTerm]) -> None:
    """The page's words change once the last second of a term that it shows is over."""
    ends = [term.until for term in terms if not term.closed] if avviso else []
    if avviso and avviso.is_open and avviso.closes_at:
        ends.append(avviso.closes_at)
    keep_page(request, until=min(ends) + _SECOND if ends else None)
