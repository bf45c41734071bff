"""The office's pages of the yearly account: written, previewed, published, corrected."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from app.core.clock import from_rome, legal_today
from app.core.documents.html import render_html
from app.core.security.actor import Actor
from app.core.web.deps import ActorDep, ReadSession, ServicesDep, WriteSession, permit
from app.core.web.forms import Bound, bind, empty
from app.core.web.render import page, redirect
from app.law.phases import Phase
from app.law.sources import LR40_1_E_TER
from app.steps.monitoring.actions.accounts import (
    begin_account,
    compose,
    publish_account,
    reopen_account,
    write_account,
)
from app.steps.monitoring.forms import (
    AccountForm,
    InviteForm,
    NewAccountForm,
    PressForm,
    PublishForm,
    ReplyForm,
)
from app.steps.monitoring.made import MadeAccountDep
from app.steps.monitoring.models import YearlyAccount
from app.steps.monitoring.navigation import ACCOUNTS, PUBLIC
from app.steps.monitoring.permissions import INVITE, KEEP, PUBLISH
from app.steps.monitoring.queries.accounts import (
    get_account,
    list_accounts,
    list_readable,
    list_versions,
)
from app.steps.monitoring.queries.readings import list_invitations, list_readings, state_of
from app.steps.procedures.navigation import office_address, office_around, public_address
from app.steps.procedures.queries import Here, get_for_office

router = APIRouter(prefix="/ufficio/{authority}/{procedure}" + ACCOUNTS)
_TITLE = "Rendiconti annuali"


@router.get("", dependencies=[permit(KEEP)])
def accounts_page(
    request: Request, authority: str, procedure: str, session: ReadSession, actor: ActorDep
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    begun = {account.year for account in list_accounts(session, here.procedure.pk)}
    year = legal_today().year
    form = empty(NewAccountForm, year="" if year in begun else year)
    return _accounts_page(request, session, here, form)


def _accounts_page(
    request: Request, session: Session, here: Here, form: Bound[NewAccountForm]
) -> Response:
    versions = list_versions(session, here.procedure.pk)
    return page(
        request,
        "monitoring/accounts.html",
        around=office_around(here, office_address(here, ACCOUNTS), (_TITLE, None)),
        status=form.status,
        form=form,
        base=office_address(here, ACCOUNTS),
        accounts=[
            (account, next((row for row in versions if row.year == account.year), None))
            for account in list_accounts(session, here.procedure.pk)
        ],
    )


@router.post("", dependencies=[permit(KEEP)])
def new_account(
    request: Request,
    authority: str,
    procedure: str,
    form: Annotated[Bound[NewAccountForm], bind(NewAccountForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    made = form.attempt(session, partial(begin_account, session, actor, here))
    if made is None:
        return _accounts_page(request, session, here, form)
    return redirect(office_address(here, f"{ACCOUNTS}/{made.year}"))


@router.get("/{year}", dependencies=[permit(KEEP)])
def account_page(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    session: ReadSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    return show_account(request, session, here, actor, year)


def show_account(
    request: Request,
    session: Session,
    here: Here,
    actor: Actor,
    year: int,
    *,
    form: Bound[AccountForm] | None = None,
    publish: Bound[PublishForm] | None = None,
    press: Bound[PressForm] | None = None,
    invite: Bound[InviteForm] | None = None,
    reply: Bound[ReplyForm] | None = None,
) -> Response:
    """The desk of a year's account; the form that was refused comes back with its errors."""
    account = get_account(session, here.procedure.pk, year)
    named = ("data_to", "done", "not_done", "next_steps", "edition")
    sent = next((one for one in (form, publish, press, invite, reply) if one is not None), None)
    return page(
        request,
        "monitoring/account.html",
        around=office_around(
            here,
            office_address(here, f"{ACCOUNTS}/{year}"),
            (_TITLE, ACCOUNTS),
            (f"Rendiconto {year}", None),
        ),
        status=sent.status if sent else 200,
        sent=sent,
        account=account,
        form=form or empty(AccountForm, **{name: getattr(account, name) for name in named}),
        publish=publish or empty(PublishForm),
        invite=invite or empty(InviteForm, days=30),
        reply=reply or empty(ReplyForm),
        **_around_account(session, here, actor, account),
    )


def _around_account(
    session: Session, here: Here, actor: Actor, account: YearlyAccount
) -> dict[str, Any]:
    """What was published of it, who reads it, and what this actor may do."""
    return {
        "base": office_address(here, f"{ACCOUNTS}/{account.year}"),
        "office": office_address(here),
        "public": public_address(here, f"{PUBLIC}/{account.year}"),
        "versions": list_versions(session, here.procedure.pk, account.year),
        "invitations": [(one, state_of(one)) for one in list_invitations(session, account.pk)],
        "readings": list_readings(session, account.pk),
        "leads": PUBLISH.held_by(actor, here.authority.slug),
        "invites": INVITE.held_by(actor, here.authority.slug),
        "concluded": here.procedure.phase is Phase.CONCLUDED,
        "committee_source": LR40_1_E_TER,
    }


@router.post("/{year}", dependencies=[permit(KEEP)])
def save_account(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    form: Annotated[Bound[AccountForm], bind(AccountForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, partial(write_account, session, actor, here, year))
    if not form.ok:
        return show_account(request, session, here, actor, year, form=form)
    return redirect(office_address(here, f"{ACCOUNTS}/{year}"), "Salvato. È ancora una bozza.")


@router.get("/{year}/anteprima", dependencies=[permit(KEEP)])
def preview(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    session: ReadSession,
    actor: ActorDep,
    services: ServicesDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure)
    account = get_account(session, here.procedure.pk, year)
    dated = from_rome(legal_today())
    document = compose(session, here, account, dated, "", demo=services.demo, draft=True)
    titles = ((_TITLE, ACCOUNTS), (f"Rendiconto {year}", f"{ACCOUNTS}/{year}"), ("Anteprima", None))
    return page(
        request,
        "monitoring/preview.html",
        around=office_around(here, office_address(here, f"{ACCOUNTS}/{year}"), *titles),
        account=account,
        document=render_html(document),
    )


@router.post("/{year}/pubblica", dependencies=[permit(PUBLISH)])
def publish(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    form: Annotated[Bound[PublishForm], bind(PublishForm)],
    made: MadeAccountDep,
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    version = form.attempt(
        session, lambda data: publish_account(session, actor, here, year, data, made)
    )
    if version is None:
        return show_account(request, session, here, actor, year, publish=form)
    words = f"Il rendiconto {year} è pubblicato, versione {version.number}."
    return redirect(office_address(here, f"{ACCOUNTS}/{year}"), words)


@router.post("/{year}/riapri", dependencies=[permit(PUBLISH)])
def reopen(
    request: Request,
    authority: str,
    procedure: str,
    year: int,
    form: Annotated[Bound[PressForm], bind(PressForm)],
    session: WriteSession,
    actor: ActorDep,
) -> Response:
    here = get_for_office(session, actor, authority, procedure, lock=True)
    form.attempt(session, lambda _: reopen_account(session, actor, here, year))
    if not form.ok:
        return show_account(request, session, here, actor, year, press=form)
    words = "Il rendiconto è di nuovo in bozza."
    if list_readable(session, here.procedure.pk, year):
        words = "Il rendiconto è di nuovo in bozza; quello pubblicato resta leggibile."
    return redirect(office_address(here, f"{ACCOUNTS}/{year}"), words)
