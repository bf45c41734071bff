"""The yearly account: written by the office, published by the RdP as a version that stays."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from app.core.clock import legal_now, legal_today
from app.core.documents.document import Document, canonical_json
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile, store_file
from app.law.monitoring import check_account
from app.law.phases import Phase
from app.law.reserved import TAKEN_BACK
from app.law.sources import LR65_10_F
from app.steps.monitoring.actions.indicators import refuse_closed
from app.steps.monitoring.document import AccountText, build_document
from app.steps.monitoring.emails import tell_bodies, tell_withdrawn
from app.steps.monitoring.enums import AccountState
from app.steps.monitoring.events import (
    AccountBegun,
    AccountPublished,
    AccountReopened,
    AccountWithdrawn,
    AccountWritten,
)
from app.steps.monitoring.forms import AccountForm, NewAccountForm, PublishForm
from app.steps.monitoring.models import AccountWithdrawal, YearlyAccount, YearlyAccountVersion
from app.steps.monitoring.queries.accounts import (
    find_account,
    get_account,
    list_readable,
    list_versions,
    started_on,
)
from app.steps.monitoring.queries.progress import read_progress
from app.steps.procedures.queries import Here

WITHDRAWN: Final = "ritirata dal sito."
"""In place of the reason of a version that was withdrawn: it may repeat the same words."""


@dataclass(frozen=True, slots=True)
class MadeAccount:
    """An account made at `dated`, with the digest of what it says."""

    dated: datetime
    content: str
    html: str
    pdf: KeptFile
    demo: bool


def content_digest(document: Document) -> str:
    """SHA-256 of the neutral document: the same for every format made from it."""
    return hashlib.sha256(canonical_json(document)).hexdigest()


def _refuse(session: Session, here: Here, year: int, data_to: date, field: str) -> None:
    started = started_on(session, here.procedure.pk) or legal_today()
    if (problem := check_account(year, data_to, started, legal_today())) is not None:
        raise InvalidFormError({field: problem})


def begin_account(
    session: Session, actor: Actor, here: Here, form: NewAccountForm
) -> YearlyAccount:
    """Begin the account of a year; one that was begun is given as it stands.

    Raises InvalidFormError for a year before the procedure or still to come.
    """
    refuse_closed(here)
    standing = find_account(session, here.procedure.pk, form.year)
    if standing is not None:
        return standing
    last = min(legal_today(), date(min(form.year, 9998), 12, 31))
    _refuse(session, here, form.year, last, "year")
    account = YearlyAccount(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        year=form.year,
        data_to=last,
        edited_by_id=actor.account_id,
        edited_at=legal_now(),
    )
    session.add(account)
    session.flush()
    emit(session, AccountBegun(**here.about(actor, account), year=account.year))
    return account


def write_account(session: Session, actor: Actor, here: Here, year: int, form: AccountForm) -> None:
    """Keep the office's words and the day of the data.

    Raises RuleError once it is published, ConflictError when a colleague wrote in between.
    """
    refuse_closed(here)
    account = get_account(session, here.procedure.pk, year, lock=True)
    _refuse_published(account)
    if form.edition != account.edition:
        raise ConflictError(
            "Nel frattempo un'altra persona ha scritto nel rendiconto.",
            remedy="Copiate quello che avete scritto e ricaricate la pagina.",
        )
    _refuse(session, here, year, form.data_to, "data_to")
    for name, value in form.model_dump(exclude={"edition"}).items():
        setattr(account, name, value)
    account.edition += 1
    account.edited_by_id, account.edited_at = actor.account_id, legal_now()
    session.add(account)
    emit(session, AccountWritten(**here.about(actor, account), year=year))


def _refuse_published(account: YearlyAccount) -> None:
    if account.state is AccountState.PUBLISHED:
        raise RuleError(
            "Il rendiconto è pubblicato: il testo non cambia più.",
            remedy="Per correggerlo, il responsabile lo riapre: nascerà una nuova versione.",
            source=LR65_10_F,
        )


def account_text(session: Session, here: Here, account: YearlyAccount, why: str) -> AccountText:
    """What the account says in words; `why` is the reason of the version that is being made."""
    versions = list_versions(session, here.procedure.pk, account.year)
    reasons = [
        WITHDRAWN if row.withdrawal else row.version.correction
        for row in reversed(versions)
        if row.version.number > 1
    ]
    return AccountText(
        year=account.year,
        data_to=account.data_to,
        authority=here.authority.name,
        procedure=here.procedure.title,
        done=account.done,
        not_done=account.not_done,
        next_steps=account.next_steps,
        corrections=tuple([*reasons, why] if versions and why else reasons),
        withdrawn=any(row.withdrawal for row in versions),
    )


def compose(
    session: Session,
    here: Here,
    account: YearlyAccount,
    dated: datetime,
    why: str,
    *,
    demo: bool,
    draft: bool = False,
) -> Document:
    """The account as the data and the words stand in this transaction."""
    text = account_text(session, here, account, why)
    progress = read_progress(session, here.scope, here.procedure.pk, account.data_to)
    return build_document(text, progress, dated, demo=demo, draft=draft)


def publish_account(
    session: Session, actor: Actor, here: Here, year: int, form: PublishForm, made: MadeAccount
) -> YearlyAccountVersion:
    """Publish what was made as the next version, and tell each body of its own proposals once.

    Raises RuleError before the procedure is concluded or while the words are missing,
    InvalidFormError for a correction without its reason, ConflictError when somebody changed
    what it says in the meantime.
    """
    account = get_account(session, here.procedure.pk, year, lock=True)
    _refuse_published(account)
    before = list_versions(session, here.procedure.pk, year)
    _check_ready(here, account, form, again=bool(before))
    now = compose(session, here, account, made.dated, form.correction, demo=made.demo)
    if content_digest(now) != made.content:
        raise ConflictError(
            "Mentre il rendiconto veniva preparato qualcuno l'ha modificato.",
            remedy="Rileggete l'anteprima e pubblicate di nuovo.",
        )
    version = _keep(session, actor, here, account, made, form.correction, len(before) + 1)
    if not before:
        progress = read_progress(session, here.scope, here.procedure.pk, account.data_to)
        tell_bodies(session, here, year, progress)
    return version


def _check_ready(here: Here, account: YearlyAccount, form: PublishForm, *, again: bool) -> None:
    if here.procedure.phase is not Phase.CONCLUDED:
        raise RuleError("Il rendiconto si pubblica dopo la conclusione del procedimento.")
    if not account.done.strip() or not account.not_done.strip():
        raise RuleError(
            "Mancano le parole dell'ufficio: che cosa è stato fatto, che cosa no e perché.",
            remedy="Scrivetele, poi pubblicate.",
        )
    if again and not form.correction:
        raise InvalidFormError(
            {"correction": "C'è già una versione pubblicata: dite che cosa correggete e perché."}
        )


def _keep(
    session: Session,
    actor: Actor,
    here: Here,
    account: YearlyAccount,
    made: MadeAccount,
    why: str,
    number: int,
) -> YearlyAccountVersion:
    file = store_file(session, made.pdf, owner_ref=here.procedure.public_id)
    version = YearlyAccountVersion(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        account_id=account.pk,
        number=number,
        dated=made.dated,
        data_to=account.data_to,
        content=made.content,
        html=made.html,
        correction=why if number > 1 else "",
        file_id=file.pk,
        published_by_id=actor.account_id,
        published_at=legal_now(),
    )
    account.state = AccountState.PUBLISHED
    session.add_all((version, account))
    session.flush()
    emit(
        session,
        AccountPublished(
            **here.openly_about(actor, version),
            year=account.year,
            number=number,
            content=version.content,
            sha256=file.sha256,
        ),
    )
    return version


def reopen_account(session: Session, actor: Actor, here: Here, year: int) -> None:
    """Let a published account be written again; what was published stays, and stays readable.

    Raises RuleError for a draft, or where the procedure is over for good.
    """
    refuse_closed(here)
    account = get_account(session, here.procedure.pk, year, lock=True)
    if account.state is AccountState.DRAFT:
        raise RuleError("Il rendiconto è già in bozza.")
    account.state = AccountState.DRAFT
    account.edition += 1
    session.add(account)
    emit(session, AccountReopened(**here.about(actor, account), year=year))


def withdraw_accounts(session: Session, actor_ref: str, here: Here) -> None:
    """Take every account that is read off the site, and tell the office once which years.

    `actor_ref` is the pseudonym of who decided on what they repeat. What was published stays on
    file; a corrected version is the next one that anyone reads.
    """
    rows = list_readable(session, here.procedure.pk)
    for row in rows:
        session.add(
            AccountWithdrawal(
                procedure_id=here.procedure.pk,
                authority_id=here.authority.pk,
                version_id=row.version.pk,
                why=TAKEN_BACK,
                withdrawn_at=legal_now(),
            )
        )
        about = here.openly_about(actor_ref, row.version)
        emit(session, AccountWithdrawn(**about, year=row.year, number=row.version.number))
    session.flush()
    if rows:
        tell_withdrawn(session, here, sorted({row.year for row in rows}))
