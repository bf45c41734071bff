"""The settings of an authority: who it is, its rules and terms, its mails, its logo."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from app.core.files.blobs import BlobStore
from app.core.files.errors import FileRefused, StorageError
from app.core.web.deps import ActorDep, ReadSession, WriteSession, permit
from app.core.web.forms import Bound, bind, empty, parse, read_form
from app.core.web.render import page, redirect
from app.core.web.services import services_of
from app.core.web.uploads import keep_bytes
from app.people.authorities.actions import save_settings, set_logo
from app.people.authorities.forms import (
    IdentityForm,
    MailForm,
    PressForm,
    RemediesForm,
    RetentionForm,
    RulesForm,
    SettingsForm,
)
from app.people.authorities.models import Authority
from app.people.authorities.navigation import settings_address, settings_around
from app.people.authorities.permissions import SETTINGS
from app.people.authorities.picture import KIND, LOGO_BYTES, draw_logo
from app.people.authorities.queries import get_own_authority, list_organs, list_standing_roles
from app.people.authorities.views import (
    identity_values,
    retention_lines,
    rules_values,
    summary_of,
)

router = APIRouter(prefix="/ufficio/{authority}/impostazioni")
Press = Annotated[Bound[PressForm], bind(PressForm)]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """One form of settings: its address, title, model, template and what it shows at first."""

    address: str
    title: str
    model: type[SettingsForm]
    values: Callable[[Authority], dict[str, Any]]

    @property
    def template(self) -> str:
        return f"authorities/{self.model.__name__.removesuffix('Form').lower()}.html"


def _same(*names: str) -> Callable[[Authority], dict[str, Any]]:
    return lambda authority: {name: getattr(authority, name) for name in names}


PAGES = (
    SettingsPage("/identita", "Identità e contatti", IdentityForm, identity_values),
    SettingsPage("/regole", "Regole e termini", RulesForm, rules_values),
    SettingsPage("/rimedi", "Rimedi", RemediesForm, _same("appeal_court", "appeal_days", "appeal")),
    SettingsPage("/posta", "Posta", MailForm, _same("mail_name", "mail_reply_to")),
    SettingsPage(
        "/conservazione",
        "Conservazione",
        RetentionForm,
        lambda authority: {"months": [line.months for line in retention_lines(authority)]},
    ),
)


@router.get("", dependencies=[permit(SETTINGS)])
def summary_page(
    request: Request, authority: str, session: ReadSession, actor: ActorDep
) -> Response:
    found = get_own_authority(session, actor, authority)
    organs = len(list_organs(session, found.pk))
    people = len({staff.account_id for staff, _ in list_standing_roles(session, found.pk)})
    return page(
        request,
        "authorities/summary.html",
        around=settings_around(found, ""),
        authority=found,
        base=settings_address(found),
        parts=summary_of(found, organs, people),
    )


def _declare(kept: SettingsPage) -> None:
    """The two routes of one page of settings."""

    def show(request: Request, authority: str, session: ReadSession, actor: ActorDep) -> Response:
        found = get_own_authority(session, actor, authority)
        form = empty(kept.model, edition=found.edition, **kept.values(found))
        return _form_page(request, found, kept, form)

    def save(
        request: Request,
        authority: str,
        session: WriteSession,
        actor: ActorDep,
        form: Bound[SettingsForm] = bind(kept.model),  # noqa: B008 a dependency
    ) -> Response:
        found = get_own_authority(session, actor, authority, lock=True)
        form.attempt(session, partial(save_settings, session, actor, found))
        if not form.ok:
            return _form_page(request, found, kept, form)
        return redirect(settings_address(found, kept.address), "Le impostazioni sono salvate.")

    name = kept.address.strip("/")
    guard = [permit(SETTINGS)]
    router.add_api_route(
        kept.address, show, methods=["GET"], dependencies=guard, name=f"show_{name}"
    )
    router.add_api_route(
        kept.address, save, methods=["POST"], dependencies=guard, name=f"save_{name}"
    )


for each in PAGES:
    _declare(each)


def _form_page(
    request: Request, authority: Authority, kept: SettingsPage, form: Bound[Any]
) -> Response:
    form.values.setdefault("edition", authority.edition)
    return page(
        request,
        kept.template,
        around=settings_around(authority, kept.address, (kept.title, None)),
        status=form.status,
        title=kept.title,
        form=form,
        authority=authority,
        lines=retention_lines(authority),
    )


async def _read_logo(request: Request) -> Bound[PressForm]:
    """The picture, checked, drawn anew and kept before any transaction."""
    request.state.max_body = LOGO_BYTES + 50_000
    bound = parse(PressForm, await read_form(request, request.state.max_body))
    uploads = bound.files.get("logo", [])
    if not uploads:
        bound.errors["logo"] = "Scegliete il file del logo."
    for upload in uploads[:1]:
        await run_in_threadpool(_keep_logo, bound, services_of(request).blobs, upload)
    for upload in (each for many in bound.files.values() for each in many):
        await upload.close()
    return bound


def _keep_logo(bound: Bound[PressForm], blobs: BlobStore, upload: UploadFile) -> None:
    try:
        body = upload.file.read(LOGO_BYTES + 1)
        drawn = draw_logo(body)
        bound.kept["logo"] = [keep_bytes(blobs, drawn, "logo.png", frozenset({KIND.name}))]
    except (FileRefused, StorageError) as refused:
        bound.errors["logo"] = refused.sentence


@router.get("/logo", dependencies=[permit(SETTINGS)])
def logo_page(request: Request, authority: str, session: ReadSession, actor: ActorDep) -> Response:
    return _logo_page(request, session, actor, authority, empty(PressForm))


@router.post("/logo", dependencies=[permit(SETTINGS)])
def save_logo(
    request: Request,
    authority: str,
    form: Annotated[Bound[PressForm], Depends(_read_logo)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    if not form.ok:
        return _logo_page(request, session, actor, authority, form)
    found = get_own_authority(session, actor, authority, lock=True)
    set_logo(session, actor, found, form.kept["logo"][0])
    return redirect(settings_address(found, "/logo"), "Il logo è in testa a ogni vostra pagina.")


@router.post("/logo/togli", dependencies=[permit(SETTINGS)])
def drop_logo(authority: str, form: Press, session: WriteSession, actor: ActorDep) -> Response:
    found = get_own_authority(session, actor, authority, lock=True)
    set_logo(session, actor, found, None)
    return redirect(settings_address(found, "/logo"), "Il logo è tolto.")


def _logo_page(
    request: Request, session: Session, actor: Any, slug: str, form: Bound[PressForm]
) -> Response:
    found = get_own_authority(session, actor, slug)
    return page(
        request,
        "authorities/logo.html",
        around=settings_around(found, "/logo", ("Logo", None)),
        status=form.status,
        form=form,
        authority=found,
        base=settings_address(found, "/logo"),
    )
