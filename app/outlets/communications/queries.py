"""Reads of the register of communications of one procedure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from app.core.clock import from_rome
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.jobs.models import Message, MessageState, Way
from app.outlets.communications.enums import FAILURES, ReceiptKind, outcome_of
from app.outlets.communications.models import PecReceipt
from app.people.accounts.models import Account
from app.people.ets.models import Ets, Membership
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here

PROBLEMS = "problemi"
PAGE = 50
_AT = func.coalesce(col(Message.sent_at), col(Message.created_at))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the list; days are those of Rome. `body` is a body's public id."""

    words: str = ""
    state: str = ""
    way: str = ""
    body: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A message in the list, with what its certified receipts come to."""

    message: Message
    receipts: tuple[PecReceipt, ...] = field(default=())

    @property
    def outcome(self) -> ReceiptKind | None:
        return outcome_of({receipt.kind for receipt in self.receipts})

    @property
    def failed(self) -> bool:
        return self.message.state is MessageState.FAILED or self.outcome in FAILURES


def _conditions(here: Here, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [col(Message.chain) == here.procedure.public_id]
    if wanted.words:
        words = wanted.words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        like = f"%{words.lower()}%"
        found.append(
            or_(
                func.lower(col(Message.recipient)).like(like, escape="\\"),
                func.lower(col(Message.subject)).like(like, escape="\\"),
            )
        )
    if wanted.state == PROBLEMS:
        refused = select(PecReceipt.message_id).where(col(PecReceipt.kind).in_(FAILURES))
        found.append(or_(col(Message.state) == MessageState.FAILED, col(Message.id).in_(refused)))
    elif wanted.state:
        found.append(col(Message.state) == MessageState(wanted.state))
    if wanted.way:
        found.append(col(Message.way) == Way(wanted.way))
    if wanted.body:
        found.append(_to_body(wanted.body))
    if wanted.first:
        found.append(from_rome(wanted.first) <= _AT)
    if wanted.last:
        found.append(from_rome(wanted.last + timedelta(days=1)) > _AT)
    return found


def _to_body(ref: str) -> ColumnElement[bool]:
    """Sent to the body, or to somebody who acts or acted for it."""
    people = (
        select(Account.public_id)
        .join(Membership, col(Membership.account_id) == col(Account.id))
        .join(Ets, col(Membership.ets_id) == col(Ets.id))
        .where(Ets.public_id == ref)
    )
    return or_(col(Message.recipient_ref) == ref, col(Message.recipient_ref).in_(people))


def list_lines(session: Session, here: Here, wanted: Wanted, number: int) -> tuple[list[Line], int]:
    """Page `number` (from 1) of what was sent, newest first, and how many there are."""
    where = _conditions(here, wanted)
    total = session.exec(select(func.count()).select_from(Message).where(*where)).one()
    query = select(Message).where(*where).order_by(_AT.desc(), col(Message.id).desc())
    rows = session.exec(query.offset((number - 1) * PAGE).limit(PAGE)).all()
    return with_receipts(session, rows), total


def iter_lines(session: Session, here: Here, wanted: Wanted) -> Iterator[Line]:
    """Everything that was sent, oldest first, in constant memory."""
    query = select(Message).where(*_conditions(here, wanted)).order_by(_AT, col(Message.id))
    for rows in session.exec(query.execution_options(yield_per=500)).partitions():
        yield from with_receipts(session, rows)


def with_receipts(session: Session, messages: Sequence[Message]) -> list[Line]:
    """The messages with their receipts by instant; one query."""
    keys = {message.id for message in messages if message.way is Way.PEC}
    query = select(PecReceipt).where(col(PecReceipt.message_id).in_(keys))
    by_message: dict[int | None, list[PecReceipt]] = {}
    for receipt in session.exec(query.order_by(PecReceipt.issued_at, PecReceipt.id)).all():  # type: ignore[arg-type]
        by_message.setdefault(receipt.message_id, []).append(receipt)
    return [Line(message, tuple(by_message.get(message.id, ()))) for message in messages]


def get_line(session: Session, here: Here, public_id: str, *, lock: bool = False) -> Line:
    """One message of this procedure, with its receipts. Raises NotFoundError."""
    query = select(Message).where(
        Message.chain == here.procedure.public_id, Message.public_id == public_id
    )
    message = session.exec(query.with_for_update() if lock else query).first()
    if message is None:
        raise NotFoundError
    return with_receipts(session, [message])[0]


def find_resent(session: Session, message: Message) -> tuple[Message | None, Message | None]:
    """The message that this one repeats, and the last one that repeats it."""
    before = session.get(Message, message.resends_id) if message.resends_id else None
    after = session.exec(
        select(Message).where(Message.resends_id == message.id).order_by(col(Message.id).desc())
    ).first()
    return before, after


def get_file(session: Session, file_id: int | None) -> StoredFile | None:
    return session.get(StoredFile, file_id) if file_id is not None else None


def list_bodies_written_to(session: Session, here: Here) -> list[tuple[str, str]]:
    """Public id and name of the bodies that something was sent to, by name."""
    refs = select(Message.recipient_ref).where(Message.chain == here.procedure.public_id)
    query = select(Ets.public_id, Ets.name).where(col(Ets.public_id).in_(refs))
    return [(ref, name) for ref, name in session.exec(query.order_by(Ets.name_key)).all()]


def find_by_reference(
    session: Session, authority_id: int, message_ref: str
) -> tuple[Message, Procedure] | None:
    """The message with this Message-ID, where it belongs to a procedure of the authority."""
    row = session.exec(
        select(Message, Procedure)
        .join(Procedure, col(Procedure.public_id) == col(Message.chain))
        .where(Procedure.authority_id == authority_id, Message.message_ref == message_ref)
    ).first()
    return (row[0], row[1]) if row else None


def count_untied(session: Session, here: Here) -> int:
    """How many receipts wait for somebody to say which message they speak of."""
    query = select(func.count()).select_from(PecReceipt)
    return session.exec(
        query.where(
            PecReceipt.procedure_id == here.procedure.pk, col(PecReceipt.message_id).is_(None)
        )
    ).one()


def list_untied(session: Session, here: Here) -> list[PecReceipt]:
    """The receipts handed in here that no message is known for, newest first."""
    query = select(PecReceipt).where(
        PecReceipt.procedure_id == here.procedure.pk, col(PecReceipt.message_id).is_(None)
    )
    return list(session.exec(query.order_by(col(PecReceipt.id).desc())).all())


def get_receipt(session: Session, here: Here, public_id: str) -> PecReceipt:
    """One receipt of this procedure. Raises NotFoundError."""
    found = session.exec(
        select(PecReceipt).where(
            PecReceipt.procedure_id == here.procedure.pk, PecReceipt.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def list_certified(session: Session, here: Here) -> list[Message]:
    """The certified messages of the procedure, newest first: a receipt may speak of one."""
    query = select(Message).where(Message.chain == here.procedure.public_id, Message.way == Way.PEC)
    return list(session.exec(query.order_by(col(Message.id).desc()).limit(500)).all())
