"""Reads of invitations, of readings as they were given, and of what was answered to them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.core.clock import wall_now
from app.core.errors import NotFoundError
from app.core.security.tokens import token_hash
from app.people.accounts.models import Account
from app.steps.monitoring.enums import InvitationState
from app.steps.monitoring.models import (
    GivenReading,
    ReadingInvitation,
    ReadingReply,
    YearlyAccount,
    YearlyAccountVersion,
)
from app.steps.procedures.queries import Here, get_by_id


def state_of(invitation: ReadingInvitation) -> InvitationState:
    """Where an invitation stands now, by the wall clock."""
    if invitation.given_at is not None:
        return InvitationState.GIVEN
    if invitation.revoked_at is not None:
        return InvitationState.REVOKED
    if invitation.expires_at <= wall_now():
        return InvitationState.EXPIRED
    return InvitationState.OPEN


@dataclass(frozen=True, slots=True)
class Guest:
    """An invitation with the account that it is for, where it stands."""

    here: Here
    invitation: ReadingInvitation
    account: YearlyAccount

    @property
    def state(self) -> InvitationState:
        return state_of(self.invitation)


def find_by_token(session: Session, token: str) -> Guest | None:
    """The invitation that this link is for, open or not."""
    return _find(session, ReadingInvitation.token_hash == token_hash(token))


def find_guest(session: Session, public_id: str, *, lock: bool = False) -> Guest | None:
    """The invitation with this public id, whoever asks: the caller checks that they may."""
    return _find(session, ReadingInvitation.public_id == public_id, lock=lock)


def _find(session: Session, condition: object, *, lock: bool = False) -> Guest | None:
    query = (
        select(ReadingInvitation, YearlyAccount)
        .join(YearlyAccount, col(ReadingInvitation.account_id) == col(YearlyAccount.id))
        .where(condition)  # type: ignore[arg-type]
    )
    if lock:
        query = query.with_for_update(of=ReadingInvitation)
        query = query.execution_options(populate_existing=True)
    row = session.exec(query).first()
    if row is None:
        return None
    return Guest(get_by_id(session, row[0].procedure_id), row[0], row[1])


def list_invitations(session: Session, account_id: int) -> list[ReadingInvitation]:
    """Who was invited to read an account, in their order; for its office."""
    query = select(ReadingInvitation).where(ReadingInvitation.account_id == account_id)
    return list(session.exec(query.order_by(col(ReadingInvitation.id))).all())


def get_invitation(session: Session, account_id: int, public_id: str) -> ReadingInvitation:
    """One of an account's invitations, locked. Raises NotFoundError."""
    found = session.exec(
        select(ReadingInvitation)
        .where(ReadingInvitation.account_id == account_id, ReadingInvitation.public_id == public_id)
        .with_for_update()
    ).first()
    if found is None:
        raise NotFoundError
    return found


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """What the office answered, when, and who did."""

    sequence: int
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading as it was given, of which version, with the answers to it."""

    reading: GivenReading
    version: int
    content: str
    replies: tuple[ReplyRow, ...]


def list_readings(session: Session, account_id: int) -> list[ReadingRow]:
    """The readings of an account in the order they were given; two queries."""
    rows = session.exec(
        select(GivenReading, YearlyAccountVersion.number, YearlyAccountVersion.content)
        .join(YearlyAccountVersion, col(GivenReading.version_id) == col(YearlyAccountVersion.id))
        .where(GivenReading.account_id == account_id)
        .order_by(col(GivenReading.id))
    ).all()
    answered = session.exec(
        select(ReadingReply, Account)
        .join(Account, col(ReadingReply.replied_by_id) == col(Account.id))
        .where(col(ReadingReply.reading_id).in_([reading.pk for reading, *_ in rows]))
        .order_by(col(ReadingReply.reading_id), col(ReadingReply.sequence))
    ).all()
    replies: dict[int, list[ReplyRow]] = {}
    for reply, account in answered:
        made = ReplyRow(reply.sequence, reply.text, reply.replied_at, account.name)
        replies.setdefault(reply.reading_id, []).append(made)
    return [
        ReadingRow(reading, number, content, tuple(replies.get(reading.pk, ())))
        for reading, number, content in rows
    ]


def get_reading(session: Session, account_id: int, public_id: str) -> ReadingRow:
    """One reading of an account. Raises NotFoundError."""
    for row in list_readings(session, account_id):
        if row.reading.public_id == public_id:
            return row
    raise NotFoundError
