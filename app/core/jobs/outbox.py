"""Messages: written with their cause, sent once it is committed, kept as the register."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, delete, select, update

from app.core.clock import wall_now
from app.core.events import INSTALLATION
from app.core.jobs.models import Job, Message, MessageState, Way

SEND = "mail.send"
FORGOTTEN = "(indirizzo cancellato)"
_NOT_LEFT = (MessageState.QUEUED, MessageState.SENDING)
SEND_PEC = "pec.send"  # the certified account has its own queue and its own retries


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What a room asks to be sent. `attachments` are texts: name, media_type, text.

    `unsubscribe` is the whole address of one-click leaving, for mails that one may leave.
    """

    kind: str
    recipient: str
    subject: str
    body: str
    recipient_ref: str = ""
    chain: str = INSTALLATION
    sender_name: str = ""
    reply_to: str = ""
    unsubscribe: str = ""
    way: Way = Way.MAIL
    resends_id: int | None = None
    attachments: list[dict[str, str]] = field(default_factory=list)


def post(session: Session, letter: Letter) -> Message:
    """Put `letter` into the outbox; it leaves only if this transaction commits.

    Its key is there after the next flush.
    """
    message = Message(
        **{name: getattr(letter, name) for name in Letter.__dataclass_fields__},
        message_ref=new_message_ref(),
    )
    kind = SEND_PEC if letter.way is Way.PEC else SEND
    ref = message.public_id
    session.add(message)
    session.add(Job(kind=kind, payload={"message": ref}, key=f"mail:{ref}"))
    return message


def new_message_ref() -> str:
    """A Message-ID that no other message has."""
    return f"<{secrets.token_hex(16)}@coprogramma>"


def take_for_sending(session: Session, public_id: str) -> Message | None:
    """The message, marked as being sent; None when it has left already or will not."""
    message = session.exec(
        select(Message).where(Message.public_id == public_id).with_for_update()
    ).first()
    if message is None or message.state not in {MessageState.QUEUED, MessageState.SENDING}:
        return None
    message.state = MessageState.SENDING
    message.attempts += 1
    session.add(message)
    return message


def record_result(session: Session, message_id: int, state: MessageState, error: str = "") -> None:
    """Write what became of a sending; `error` is the server's word, without the mail's text."""
    message = session.get_one(Message, message_id)
    message.state, message.error = state, error[:500]
    if state is MessageState.SENT:
        message.sent_at = wall_now()
    session.add(message)


def keep_queued(session: Session) -> None:
    """Leave what is queued in the register, unsent, as an installation without mail server does."""
    session.exec(delete(Job).where(col(Job.kind).in_((SEND, SEND_PEC))))
    queued = col(Message.state) == MessageState.QUEUED
    session.exec(update(Message).where(queued).values(state=MessageState.KEPT))


def forget_recipient(session: Session, recipient_ref: str) -> None:
    """Erase an address from the register; what has not left yet never leaves."""
    mine = col(Message.recipient_ref) == recipient_ref
    session.exec(delete(Message).where(mine, col(Message.state).in_(_NOT_LEFT)))
    session.exec(update(Message).where(mine).values(recipient=FORGOTTEN, unsubscribe=""))


def list_messages(session: Session, **equals: Any) -> list[Message]:
    """Messages whose columns equal what is given, newest first, at most 200."""
    query = select(Message).order_by(col(Message.id).desc()).limit(200)
    for name, value in equals.items():
        query = query.where(getattr(Message, name) == value)
    return list(session.exec(query).all())
