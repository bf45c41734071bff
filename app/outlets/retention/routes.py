"""The removal of what is due: the office reads the list, keeps things back, confirms."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.paging import read_number, window
from app.core.web.render import Around, page, redirect
from app.outlets.retention import views
from app.outlets.retention.actions import confirm_list, hold_item, release_item, set_alone
from app.outlets.retention.enums import ItemState
from app.outlets.retention.forms import AloneForm, ConfirmForm, HoldForm
from app.outlets.retention.models import RetentionList
from app.outlets.retention.permissions import REMOVE
from app.outlets.retention.queries import (
    count_items,
    get_item,
    get_list,
    get_setting,
    list_items,
    list_lists,
)
from app.people.authorities.models import Authority
from app.people.authorities.navigation import settings_address, settings_around
from app.people.authorities.queries import get_own_authority

router = APIRouter(prefix="/ufficio/{authority}/impostazioni/rimozioni")
PAGE = "/rimozioni"
A_PAGE = 50
CRUMB = ("Dati scaduti", PAGE)


def _around(authority: Authority, *titles: tuple[str, str | None]) -> Around:
    return settings_around(authority, PAGE, *titles)


@router.get("", dependencies=[permit(REMOVE)])
def lists_page(request: Request, authority: str, session: ReadSession, actor: ActorDep) -> Response:
    found = get_own_authority(session, actor, authority)
    form = empty(AloneForm, days=get_setting(session, found.pk))
    return _lists_page(request, session, found, form)


@router.post("", dependencies=[permit(REMOVE)])
def alone(
    request: Request,
    authority: str,
    form: Annotated[Bound[AloneForm], bind(AloneForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority)
    form.attempt(session, partial(set_alone, session, found))
    if not form.ok:
        return _lists_page(request, session, found, form)
    return redirect(settings_address(found, PAGE), "La regola è salvata.")


def _lists_page(
    request: Request, session: Session, authority: Authority, form: Bound[AloneForm]
) -> Response:
    lists = list_lists(session, authority.pk)
    return page(
        request,
        "retention/lists.html",
        around=_around(authority, ("Dati scaduti", None)),
        status=form.status,
        address=settings_address(authority, PAGE),
        terms=settings_address(authority, "/conservazione"),
        lists=[(one, _counted(session, one)) for one in lists],
        kept_here=views.not_removed_here(),
        form=form,
    )


def _counted(session: Session, listed: RetentionList) -> dict[ItemState, int]:
    counts: dict[ItemState, int] = {}
    for (_, state), number in count_items(session, listed.pk).items():
        counts[state] = counts.get(state, 0) + number
    return counts


@router.get("/{due}", dependencies=[permit(REMOVE)])
def list_page(
    request: Request,
    authority: str,
    due: str,
    session: ReadSession,
    actor: ActorDep,
    pagina: str = "1",
) -> Response:
    found = get_own_authority(session, actor, authority)
    listed = get_list(session, found.pk, due)
    return _list_page(request, session, found, listed, read_number(pagina))


@router.post("/{due}", dependencies=[permit(REMOVE)])
def confirm(
    request: Request,
    authority: str,
    due: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority)
    listed = get_list(session, found.pk, due, lock=True)
    form.attempt(session, lambda _: confirm_list(session, actor, listed))
    if not form.ok:
        return _list_page(request, session, found, listed, refused=form)
    told = "La rimozione è cominciata: qui vedete che cosa è stato rimosso."
    return redirect(settings_address(found, f"{PAGE}/{listed.public_id}"), told)


@router.post("/{due}/{thing}", dependencies=[permit(REMOVE)])
def hold(
    request: Request,
    authority: str,
    due: str,
    thing: str,
    form: Annotated[Bound[HoldForm], bind(HoldForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority)
    listed = get_list(session, found.pk, due, lock=True)
    item = get_item(session, listed.pk, thing)
    form.attempt(session, partial(hold_item, session, actor, listed, item))
    if not form.ok:
        return _list_page(request, session, found, listed, refused=form)
    return redirect(settings_address(found, f"{PAGE}/{listed.public_id}"), "È trattenuto.")


@router.post("/{due}/{thing}/libera", dependencies=[permit(REMOVE)])
def release(
    request: Request,
    authority: str,
    due: str,
    thing: str,
    form: Annotated[Bound[ConfirmForm], bind(ConfirmForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    found = get_own_authority(session, actor, authority)
    listed = get_list(session, found.pk, due, lock=True)
    item = get_item(session, listed.pk, thing)
    form.attempt(session, lambda _: release_item(session, actor, listed, item))
    if not form.ok:
        return _list_page(request, session, found, listed, refused=form)
    told = "Non è più trattenuto: sparisce quando l'elenco viene confermato."
    return redirect(settings_address(found, f"{PAGE}/{listed.public_id}"), told)


def _list_page(
    request: Request,
    session: Session,
    authority: Authority,
    listed: RetentionList,
    number: int = 1,
    *,
    refused: Bound[ConfirmForm] | Bound[HoldForm] | None = None,
) -> Response:
    address = settings_address(authority, f"{PAGE}/{listed.public_id}")
    items, total = list_items(session, listed.pk, number=number, size=A_PAGE)
    return page(
        request,
        "retention/list.html",
        around=_around(authority, CRUMB, (f"{listed.month:%m/%Y}", None)),
        status=refused.status if refused else 200,
        address=address,
        listed=listed,
        lines=views.class_lines(authority, count_items(session, listed.pk)),
        shown=window(items, number, total, address, {}, A_PAGE),
        label_of=views.label_of,
        refused=refused or empty(ConfirmForm),
    )
