"""Inviting a colleague by mail, and accepting."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from app.core.clock import legal_today, wall_now
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.events import emit
from app.core.i18n import date_words
from app.core.security.actor import Actor
from app.core.security.throttle import take_turn
from app.core.security.tokens import new_token, token_hash
from app.core.web.uploads import KeptFile, store_file
from app.people.accounts.models import Account
from app.people.ets import emails
from app.people.ets.actions.checks import mandate_errors
from app.people.ets.actions.memberships import replace_representatives
from app.people.ets.actions.passing_on import check_start, passing_errors, was_never_of
from app.people.ets.enums import MembershipKind
from app.people.ets.events import ColleagueInvited, InvitationAccepted, InvitationWithdrawn
from app.people.ets.forms import InviteForm
from app.people.ets.models import Ets, Invitation, Membership
from app.people.ets.queries import find_invitation, list_people

GOOD_FOR = timedelta(days=14)
MAILS_A_DAY = 20
EXPIRED = "Questo invito è scaduto, è stato ritirato o è già stato usato."


def invite_colleague(
    session: Session, actor: Actor, body: Ets, form: InviteForm, mandate: KeptFile | None
) -> Invitation:
    """Invite by mail to act for a body of the actor's own.

    Raises InvalidFormError for dates that do not hold, for more than the inviter may pass on, and
    for somebody who acts already; TooManyError past a few mails a day.
    """
    errors = mandate_errors(form.since, form.until, since_field="since", until_field="until")
    replaces = form.replaces and form.acting is MembershipKind.LEGAL_REPRESENTATIVE
    days = (form.since, form.until)
    errors |= passing_errors(session, actor.account_id, body, form.acting, days)
    errors |= check_start(form.since, replaces=replaces)
    if any(person.email == form.email for person in list_people(session, body.pk)):
        errors["email"] = "Questa persona agisce già per l'ente."
    if errors:
        raise InvalidFormError(errors)
    key = f"mail:invitation:{actor.account_id}"
    take_turn(session, key, limit=MAILS_A_DAY, window=timedelta(days=1))
    offer = Offer(form.acting, form.since, form.until, mandate, replaces)
    return send_invitation(session, actor, body, form.email, offer)


@dataclass(frozen=True, slots=True)
class Offer:
    """What an invitation gives: the capacity, its first and last day (in Rome), the mandate.

    See `Invitation.replaces`.
    """

    kind: MembershipKind
    since: date
    until: date | None = None
    file: KeptFile | None = None
    replaces: bool = False


def send_invitation(
    session: Session, actor: Actor, body: Ets, email: str, offer: Offer
) -> Invitation:
    """Write the invitation and its mail; who may invite is the caller's business.

    The office calls it for a body that it registered itself and that has nobody yet.
    """
    token = new_token()
    file = store_file(session, offer.file, owner_ref=body.public_id) if offer.file else None
    invitation = Invitation(
        ets_id=body.pk,
        email=email,
        token_hash=token_hash(token),
        kind=offer.kind,
        since=offer.since,
        until=offer.until,
        mandate_file_id=file.pk if file else None,
        invited_by_id=actor.account_id,
        ends_at=wall_now() + GOOD_FOR,
        replaces=offer.replaces,
    )
    session.add(invitation)
    session.flush()
    emit(
        session,
        ColleagueInvited(
            actor_ref=actor.ref,
            subject=body.public_id,
            ets_id=body.pk,
            invitation=invitation.public_id,
            capacity=offer.kind.value,
            since=offer.since.isoformat(),
            until=offer.until.isoformat() if offer.until else "",
        ),
    )
    emails.invitation(session, invitation, body, actor.name, token)
    return invitation


def accept_invitation(session: Session, actor: Actor, token: str) -> Ets:
    """Take up the mandate that the invitation gives, with its dates; gives the body.

    Who takes somebody's place does so from today at the earliest. Raises NotFoundError for a dead
    link, RuleError when the mandate has expired in the meantime, when the inviter could not give
    it any more, or when the person acts for the body already.
    """
    found = find_invitation(session, token, lock=True)
    if found is None:
        raise NotFoundError(EXPIRED, remedy="Chiedete un nuovo invito a chi ve l'ha mandato.")
    invitation, body = found
    _check_inviter(session, actor, body, invitation)
    _check_use(session, actor, invitation)
    since = max(invitation.since, legal_today()) if invitation.replaces else invitation.since
    membership = Membership(
        account_id=actor.account_id,
        ets_id=body.pk,
        kind=invitation.kind,
        since=since,
        until=invitation.until,
        mandate_file_id=invitation.mandate_file_id,
    )
    invitation.accepted_at = wall_now()
    session.add_all((membership, invitation))
    session.flush()
    emit(
        session,
        InvitationAccepted(
            actor_ref=actor.ref,
            subject=body.public_id,
            ets_id=body.pk,
            invitation=invitation.public_id,
            membership=membership.public_id,
        ),
    )
    if invitation.replaces:
        replace_representatives(session, actor, body, membership)
    inviter = session.get_one(Account, invitation.invited_by_id)
    emails.accepted(session, inviter, body, actor.name)
    return body


def _check_inviter(session: Session, actor: Actor, body: Ets, invitation: Invitation) -> None:
    inviter = invitation.invited_by_id
    if inviter == actor.account_id:
        raise RuleError(
            "Questo invito l'avete mandato voi.", remedy="Lo accetta la persona che avete invitato."
        )
    days = (invitation.since, invitation.until)
    errors = passing_errors(session, inviter, body, invitation.kind, days)
    if errors and not was_never_of(session, inviter, body):
        raise RuleError(
            "Chi vi ha invitato oggi non può più dare questo incarico per l'ente.",
            remedy="Chiedete un nuovo invito a chi lo rappresenta.",
        )


def _check_use(session: Session, actor: Actor, invitation: Invitation) -> None:
    if invitation.until is not None and invitation.until < legal_today():
        raise RuleError(
            f"La delega valeva fino a {date_words(invitation.until)}.",
            remedy="Chiedete un nuovo invito con una delega che vale ancora.",
        )
    same = session.exec(
        select(Membership).where(
            Membership.ets_id == invitation.ets_id,
            Membership.account_id == actor.account_id,
            Membership.kind == invitation.kind,
            col(Membership.ended_at).is_(None),
        )
    ).all()
    if any(_covers(standing, invitation) for standing in same):
        raise RuleError("Agite già per questo ente: non c'è nulla da accettare.")


def _covers(standing: Membership, invitation: Invitation) -> bool:
    starts = standing.since <= invitation.since
    ends = standing.until is None or (
        invitation.until is not None and standing.until >= invitation.until
    )
    return starts and ends


def withdraw_invitation(session: Session, actor: Actor, body: Ets, invitation: Invitation) -> None:
    """Make an open invitation worthless."""
    invitation.withdrawn_at = wall_now()
    session.add(invitation)
    emit(
        session,
        InvitationWithdrawn(
            actor_ref=actor.ref,
            subject=body.public_id,
            ets_id=body.pk,
            invitation=invitation.public_id,
        ),
    )
