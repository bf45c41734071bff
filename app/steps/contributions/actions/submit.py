"""Sending, withdrawing, and correcting what was sent back."""

from datetime import datetime

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.text import sort_key
from app.law.sources import DM72_6
from app.steps.calendar.models import Meeting
from app.steps.contributions.actions.original import move, original_digest, search_key
from app.steps.contributions.actions.window import check_collecting
from app.steps.contributions.emails import tell_body
from app.steps.contributions.enums import UNMODERATED, ContributionState, Moment
from app.steps.contributions.events import ContributionSubmitted, ContributionWithdrawn
from app.steps.contributions.forms import PressForm
from app.steps.contributions.models import Contribution, ContributionFile
from app.steps.contributions.queries import (
    Whole,
    find_correction,
    find_same_original,
    get_own,
    list_files,
    next_number,
)
from app.steps.laboratories.queries import sits_at
from app.steps.procedures.queries import Here, get_by_id


def submit_contribution(
    session: Session, actor: Actor, public_id: str, _form: PressForm
) -> Contribution:
    """Send a draft to the office: from now on its words never change. Sent twice is sent once.

    Raises InvalidFormError for what is missing or already sent, RuleError out of the window
    or without a seat.
    """
    here, whole = _hold(session, actor, public_id)
    contribution = whole.contribution
    if contribution.state is ContributionState.SUBMITTED:
        return contribution
    check_collecting(here.procedure)
    if not sits_at(session, contribution.ets_id, contribution.tavolo_id):
        raise RuleError(f"{whole.ets.name} non siede più al tavolo «{whole.tavolo.name}».")
    contribution.author_id = actor.account_id
    file_original(session, whole)
    contribution.moment = moment_of(whole.meeting, legal_now())
    move(session, actor, whole, ContributionState.SUBMITTED)
    _replace(session, actor, here, contribution)
    emit(
        session,
        ContributionSubmitted(
            **here.about(actor, contribution),
            number=contribution.number or 0,
            sha256=contribution.original_sha256,
            files=tuple(file.sha256 for _, file in list_files(session, contribution.pk)),
        ),
    )
    tell_body(session, here, whole, "received")
    return contribution


def _hold(session: Session, actor: Actor, public_id: str) -> tuple[Here, Whole]:
    """The procedure and then the contribution, both locked. Raises NotFoundError."""
    seen = get_own(session, actor, public_id)
    here = get_by_id(session, seen.contribution.procedure_id, lock=True)
    return here, get_own(session, actor, public_id, lock=True)


def file_original(session: Session, whole: Whole) -> None:
    """Seal the words and give them a number; the procedure is locked. Raises InvalidFormError."""
    contribution = whole.contribution
    errors = {}
    if not sort_key(contribution.title):
        errors["title"] = "Scrivete un titolo."
    if not sort_key(contribution.text):
        errors["text"] = "Scrivete il testo del contributo."
    if errors:
        raise InvalidFormError(errors)
    digest = original_digest(session, contribution)
    same = find_same_original(session, contribution, digest)
    if same is not None:
        raise InvalidFormError({"text": f"Questo contributo è già stato inviato: è il n. {same}."})
    contribution.original_sha256 = digest
    contribution.number = next_number(session, contribution.procedure_id)
    contribution.submitted_at = legal_now()
    contribution.filed_key = search_key(contribution.title, contribution.text)


def moment_of(meeting: Meeting | None, now: datetime) -> Moment | None:
    """Before, during or after the laboratory at `now` (aware); None where none is named."""
    if meeting is None:
        return None
    if now < meeting.starts_at:
        return Moment.BEFORE
    return Moment.DURING if now <= meeting.ends_at else Moment.AFTER


def _replace(session: Session, actor: Actor, here: Here, new: Contribution) -> None:
    """What `new` corrects leaves the queue, unless the office has decided on it meanwhile."""
    if new.replaces_id is None:
        return
    old = session.get_one(Contribution, new.replaces_id, with_for_update=True)
    if old.state is ContributionState.SENT_BACK:
        whole = get_own(session, actor, old.public_id)
        _withdraw(session, actor, here, whole, f"Corretto con il contributo n. {new.number}.")


def withdraw_contribution(session: Session, actor: Actor, public_id: str, _form: PressForm) -> None:
    """Take back what the office has not published yet. Raises RuleError afterwards."""
    here, whole = _hold(session, actor, public_id)
    if whole.contribution.state not in UNMODERATED:
        raise RuleError(
            "L'ufficio ha già deciso su questo contributo, che è agli atti: non si ritira più.",
            remedy=f"Scrivete all'ufficio: {here.authority.email or here.authority.name}.",
            source=DM72_6,
        )
    _withdraw(session, actor, here, whole, "Ritirato dall'ente.")


def _withdraw(session: Session, actor: Actor, here: Here, whole: Whole, reason: str) -> None:
    move(session, actor, whole, ContributionState.WITHDRAWN, reason)
    emit(
        session,
        ContributionWithdrawn(
            **here.about(actor, whole.contribution),
            number=whole.contribution.number or 0,
        ),
    )


def begin_correction(
    session: Session, actor: Actor, public_id: str, _form: PressForm
) -> Contribution:
    """A draft that starts from what was sent back; the original stays as it was filed.

    Begun twice it is the same draft. Raises RuleError when nothing was sent back.
    """
    old = get_own(session, actor, public_id, lock=True).contribution
    found = find_correction(session, old.pk)
    if found is not None:
        return found
    if old.state is not ContributionState.SENT_BACK:
        raise RuleError("Non c'è nulla da correggere: l'ufficio non lo ha rimandato.")
    copied = ("procedure_id", "authority_id", "ets_id", "tavolo_id", "meeting_id", "kind")
    words = ("title", "text", "details")
    draft = Contribution(
        **{name: getattr(old, name) for name in (*copied, *words)},
        author_id=actor.account_id,
        replaces_id=old.pk,
    )
    session.add(draft)
    session.flush()
    for link, file in list_files(session, old.pk):
        session.add(
            ContributionFile(contribution_id=draft.pk, file_id=file.pk, position=link.position)
        )
    session.flush()
    return draft
