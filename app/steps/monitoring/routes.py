"""What anyone reads of the year after: where things stand, each year's account, its readings."""

from datetime import timedelta

from fastapi import APIRouter, Request
from markupsafe import Markup
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import from_rome, legal_today
from app.core.errors import NotFoundError
from app.core.web.deps import ReadSession, ServicesDep, permit
from app.core.web.download import file_response
from app.core.web.paging import read_number, window
from app.core.web.render import keep_page, page
from app.core.web.services import Services
from app.law.phases import Phase
from app.law.sources import LR40_1_E_TER
from app.steps.monitoring.navigation import PUBLIC
from app.steps.monitoring.permissions import READ
from app.steps.monitoring.public_views import progress_view, reading_views
from app.steps.monitoring.queries.accounts import VersionRow, get_version, list_versions
from app.steps.monitoring.queries.drawn import count_drawn_of, list_drawn_of
from app.steps.monitoring.queries.progress import contributed, read_progress
from app.steps.monitoring.queries.readings import list_readings
from app.steps.plans.navigation import PLAN
from app.steps.plans.queries import get_item
from app.steps.procedures.navigation import public_address, public_around
from app.steps.procedures.queries import Here, get_public

router = APIRouter(prefix="/{authority}/{procedure}" + PUBLIC)
AFTER = frozenset({Phase.CONCLUDED, Phase.ARCHIVED})
_TITLE = "A che punto siamo"
FIRST = 10
"""Contributions named beside each item; the page of the item has them all."""
EACH = 30


@router.get("", dependencies=[permit(READ)])
def progress_page(
    request: Request, authority: str, procedure: str, session: ReadSession
) -> Response:
    """Nothing before the conclusion: what is measured then is the plan's own beginning."""
    here = get_public(session, authority, procedure)
    around = public_around(here, public_address(here, PUBLIC), (_TITLE, None))
    if here.procedure.phase not in AFTER:
        keep_page(request)
        return page(request, "monitoring/waiting.html", around=around)
    today = legal_today()
    progress = read_progress(session, here.scope, here.procedure.pk, today, most=FIRST)
    due = progress.next_due()
    keep_page(request, from_rome(due + timedelta(days=1)) if due else None)
    return page(
        request,
        "monitoring/progress.html",
        around=around,
        today=today,
        base=public_address(here, PUBLIC),
        plan=public_address(here, PLAN),
        view=progress_view(progress),
        years=newest_versions(session, here),
    )


@router.get("/voci/{item}", dependencies=[permit(READ)])
def item_page(
    request: Request,
    authority: str,
    procedure: str,
    item: str,
    session: ReadSession,
    pagina: str = "1",
) -> Response:
    """All the contributions that an item of the plan came from, some at a time."""
    here = get_public(session, authority, procedure)
    key = here.procedure.pk
    found = get_item(session, key, item)
    total = count_drawn_of(session, key, found.pk)
    if here.procedure.phase not in AFTER or not total:
        raise NotFoundError
    keep_page(request)
    number = min(read_number(pagina), -(-total // EACH)) or 1
    rows = list_drawn_of(session, key, found.pk, after=(number - 1) * EACH, most=EACH)
    views = [contributed(row, here.scope) for row in rows]
    title = f"{found.level.label.capitalize()} {found.code}"
    return page(
        request,
        "monitoring/item.html",
        around=public_around(here, public_address(here, PUBLIC), (_TITLE, PUBLIC), (title, None)),
        heading=f"{title}: {found.title}",
        base=public_address(here, PUBLIC),
        listing=window(views, number, total, request.url.path, {}, EACH),
    )


def newest_versions(session: Session, here: Here) -> list[VersionRow]:
    """The newest version of each year's account, withdrawn or not, newest year first."""
    newest: dict[int, VersionRow] = {}
    for row in list_versions(session, here.procedure.pk):
        newest.setdefault(row.year, row)
    return list(newest.values())


@router.get("/{year}.pdf", dependencies=[permit(READ)])
def account_pdf(
    authority: str, procedure: str, year: int, session: ReadSession, services: ServicesDep
) -> Response:
    here = get_public(session, authority, procedure)
    return _pdf(services, get_version(session, here.procedure.pk, year))


@router.get("/{year}", dependencies=[permit(READ)])
def account_page(
    request: Request, authority: str, procedure: str, year: int, session: ReadSession
) -> Response:
    here = get_public(session, authority, procedure)
    return _account_page(request, session, here, get_version(session, here.procedure.pk, year))


@router.get("/{year}/versioni/{number}.pdf", dependencies=[permit(READ)])
def version_pdf(
    authority: str,
    procedure: str,
    year: int,
    number: int,
    session: ReadSession,
    services: ServicesDep,
) -> Response:
    here = get_public(session, authority, procedure)
    return _pdf(services, get_version(session, here.procedure.pk, year, number))


def _pdf(services: Services, row: VersionRow) -> Response:
    """Raises NotFoundError for a version that was withdrawn."""
    if row.withdrawal is not None:
        raise NotFoundError("Questa versione del rendiconto è stata ritirata.")
    return file_response(services.blobs, row.file)


@router.get("/{year}/versioni/{number}", dependencies=[permit(READ)])
def version_page(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    number: int,
    session: ReadSession,
) -> Response:
    here = get_public(session, authority, procedure)
    found = get_version(session, here.procedure.pk, year, number)
    return _account_page(request, session, here, found)


def _account_page(request: Request, session: Session, here: Here, found: VersionRow) -> Response:
    keep_page(request)
    base = public_address(here, f"{PUBLIC}/{found.year}")
    versions = list_versions(session, here.procedure.pk, found.year)
    newest = versions[0].version.number == found.version.number
    titles = [(_TITLE, PUBLIC), (f"Rendiconto {found.year}", None)]
    return page(
        request,
        "monitoring/public_account.html",
        around=public_around(here, public_address(here, PUBLIC), *titles),
        here=here,
        base=base,
        found=found,
        newest=newest,
        versions=versions,
        # Made by our own writer from the neutral document, which escapes by construction.
        account="" if found.withdrawal else Markup(found.version.html),  # noqa: S704
        readings=reading_views(session, list_readings(session, found.version.account_id)),
        committee_source=LR40_1_E_TER,
    )
