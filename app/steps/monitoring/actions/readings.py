"""The committee's reading: invited by a link, drafted by its guest alone, given under a seal."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now, wall_now
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.core.security.throttle import take_turn
from app.core.security.tokens import new_token, token_hash
from app.law.sources import LR40_1_E_TER
from app.steps.monitoring.emails import invite_reader, tell_given
from app.steps.monitoring.enums import InvitationState
from app.steps.monitoring.events import (
    ReadingAnswered,
    ReadingGiven,
    ReadingInvited,
    ReadingRevoked,
)
from app.steps.monitoring.forms import InviteForm, ReadingForm, ReplyForm
from app.steps.monitoring.models import (
    GivenReading,
    ReadingInvitation,
    ReadingReply,
    YearlyAccount,
)
from app.steps.monitoring.queries.accounts import get_account, get_version, list_readable
from app.steps.monitoring.queries.readings import (
    Guest,
    get_invitation,
    get_reading,
    list_invitations,
    state_of,
)
from app.steps.monitoring.seal import answers_of, missing_of, seal_of
from app.steps.procedures.queries import Here

MAILS_A_DAY = 20
SAVES_AN_HOUR = 120


def invite_committee(
    session: Session, actor: Actor, here: Here, year: int, form: InviteForm
) -> ReadingInvitation:
    """Send a link for one reading of a published account, good for the days that are asked.

    Raises RuleError before the account is published, InvalidFormError for what is missing or
    for somebody who holds an open link already, TooManyError past a few a day.
    """
    account = _ready_account(session, here, year, form)
    key = f"mail:reading:{here.authority.pk}"
    take_turn(session, key, limit=MAILS_A_DAY, window=timedelta(days=1))
    token = new_token()
    invitation = ReadingInvitation(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        account_id=account.pk,
        token_hash=token_hash(token),
        invited_by_id=actor.account_id,
        invited_at=legal_now(),
        expires_at=wall_now() + timedelta(days=form.days),
        **form.model_dump(exclude={"days"}),
    )
    session.add(invitation)
    session.flush()
    until = invitation.expires_at.isoformat()
    emit(session, ReadingInvited(**here.about(actor, invitation), year=year, expires_at=until))
    invite_reader(session, here, invitation, year, token)
    return invitation


def _ready_account(session: Session, here: Here, year: int, form: InviteForm) -> YearlyAccount:
    account = get_account(session, here.procedure.pk, year)
    if not list_readable(session, here.procedure.pk, year):
        raise RuleError(
            "Prima pubblicate il rendiconto: il comitato legge quello che leggono tutti."
        )
    errors = {
        name: "Campo obbligatorio."
        for name in ("committee", "guest_name")
        if not getattr(form, name)
    }
    for held in list_invitations(session, account.pk):
        if held.guest_email == form.guest_email and state_of(held) is InvitationState.OPEN:
            errors["guest_email"] = (
                "Ha già un collegamento aperto: revocatelo, se ne serve un altro."
            )
    if errors:
        raise InvalidFormError(errors, source=LR40_1_E_TER)
    return account


def revoke_invitation(
    session: Session, actor: Actor, here: Here, year: int, public_id: str
) -> None:
    """End a link at once, and forget what was saved under it. Twice is once.

    Raises RuleError where the reading was given: that stays.
    """
    account = get_account(session, here.procedure.pk, year)
    invitation = get_invitation(session, account.pk, public_id)
    if invitation.given_at is not None:
        raise RuleError("La lettura è già consegnata: resta com'è.")
    if invitation.revoked_at is not None:
        return
    invitation.revoked_at, invitation.answers = wall_now(), {}
    session.add(invitation)
    emit(session, ReadingRevoked(**here.about(actor, invitation)))


def _refuse_shut(guest: Guest) -> None:
    if guest.state is not InvitationState.OPEN:
        raise ConflictError(f"Non si può più scrivere: {guest.state.label}.")


def save_reading(session: Session, guest: Guest, form: ReadingForm) -> None:
    """Keep the draft, whole or not; only its guest ever sees it.

    Raises ConflictError where the link is over, or another window saved in between.
    """
    _refuse_shut(guest)
    invitation = guest.invitation
    key = f"reading:save:{invitation.public_id}"
    take_turn(session, key, limit=SAVES_AN_HOUR, window=timedelta(hours=1))
    _same_draft(guest, form.edition)
    invitation.answers = form.model_dump(mode="json", exclude={"edition"})
    invitation.saved_at = wall_now()
    invitation.edition += 1
    session.add(invitation)


def _same_draft(guest: Guest, edition: int) -> None:
    if guest.invitation.edition != edition:
        raise ConflictError(
            "La bozza è stata salvata da un'altra finestra.",
            remedy="Copiate quello che avete scritto e ricaricate la pagina.",
        )


def give_reading(session: Session, guest: Guest, edition: int) -> GivenReading:
    """Give the draft with this edition as it stands: sealed, public beside the account.

    Raises InvalidFormError while an answer is missing, ConflictError where the link is over, it
    was given already, or another window saved in between.
    """
    _refuse_shut(guest)
    _same_draft(guest, edition)
    invitation, here = guest.invitation, guest.here
    if missing := missing_of(invitation.answers):
        raise InvalidFormError({}, tuple(missing.values()))
    version = get_version(session, here.procedure.pk, guest.account.year).version
    now, answers = legal_now().replace(microsecond=0), answers_of(invitation.answers)
    reading = GivenReading(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        invitation_id=invitation.pk,
        account_id=guest.account.pk,
        version_id=version.pk,
        committee=invitation.committee,
        answers=answers,
        given_at=now,
        seal=seal_of(
            account=guest.account.public_id,
            content=version.content,
            committee=invitation.committee,
            answers=answers,
            given_at=now,
        ),
    )
    session.add(reading)
    invitation.given_at, invitation.answers = wall_now(), {}
    invitation.edition += 1
    session.add(invitation)
    session.flush()
    year = guest.account.year
    emit(session, ReadingGiven(**here.openly_about("", reading), year=year, seal=reading.seal))
    tell_given(session, here, invitation, reading, year)
    return reading


def reply_to_reading(
    session: Session, actor: Actor, here: Here, year: int, public_id: str, form: ReplyForm
) -> ReadingReply:
    """Add what the office answers, dated, beside the reading, which stays as it was given."""
    if not form.text:
        raise InvalidFormError({"text": "Scrivete la risposta."})
    account = get_account(session, here.procedure.pk, year, lock=True)
    row = get_reading(session, account.pk, public_id)
    reply = ReadingReply(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        reading_id=row.reading.pk,
        sequence=len(row.replies) + 1,
        text=form.text,
        replied_by_id=actor.account_id,
        replied_at=legal_now(),
    )
    session.add(reply)
    session.flush()
    emit(session, ReadingAnswered(**here.openly_about(actor, reply), sequence=reply.sequence))
    return reply
