"""Receipts of certified mail are handed in, several at once, and tied to their message."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, select

from app.core.clock import wall_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.jobs.models import Message
from app.core.security.actor import Actor
from app.core.store.base import new_public_id
from app.core.store.upsert import insert_or_ignore
from app.core.web.uploads import KeptFile, store_file
from app.outlets.communications.events import ReceiptHandedIn, ReceiptTied
from app.outlets.communications.models import PecReceipt
from app.outlets.communications.queries import find_by_reference
from app.outlets.communications.receipts import Receipt
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here


class Told(StrEnum):
    """What became of one file."""

    TIED = "tied"
    UNTIED = "untied"
    KNOWN = "known"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file as it was read before the transaction: its receipt, or why it is none."""

    name: str
    kept: KeptFile | None = None
    receipt: Receipt | None = None
    problem: str = ""


def hand_in_receipts(
    session: Session, actor: Actor, here: Here, files: Sequence[HandedIn]
) -> list[tuple[HandedIn, Told]]:
    """Keep each receipt once and tie it to the message it names, in any procedure of the
    authority; what is no receipt is told and left out.
    """
    return [(file, _hand_in(session, actor, here, file)) for file in files]


def _hand_in(session: Session, actor: Actor, here: Here, file: HandedIn) -> Told:
    if file.receipt is None or file.kept is None:
        return Told.UNREADABLE
    found = find_by_reference(session, here.authority.pk, file.receipt.refers_to)
    there = Here(here.authority, found[1]) if found else here
    if _is_known(session, here, file.receipt):
        return Told.KNOWN
    stored = store_file(session, file.kept, owner_ref=there.procedure.public_id)
    row = _insert(session, actor, there, file.receipt, found, stored.pk)
    if row is None:
        session.delete(stored)
        return Told.KNOWN
    emit(
        session,
        ReceiptHandedIn(
            **there.about(actor, row),
            receipt=row.kind.value,
            tied=found is not None,
            sha256=stored.sha256,
        ),
    )
    return Told.TIED if found else Told.UNTIED


def _insert(
    session: Session,
    actor: Actor,
    there: Here,
    receipt: Receipt,
    found: tuple[Message, Procedure] | None,
    file_id: int,
) -> PecReceipt | None:
    """The row; None where the same receipt came in at the same time."""
    public_id = new_public_id()
    insert_or_ignore(
        session,
        PecReceipt,
        public_id=public_id,
        created_at=wall_now(),
        procedure_id=there.procedure.pk,
        authority_id=there.authority.pk,
        message_id=found[0].pk if found else None,
        kind=receipt.kind,
        refers_to=receipt.refers_to,
        recipient=receipt.recipient,
        issued_at=receipt.issued_at,
        error=receipt.error,
        fingerprint=receipt.fingerprint,
        file_id=file_id,
        handed_in_by_id=actor.account_id,
        tied_by_hand=False,
    )
    return session.exec(select(PecReceipt).where(PecReceipt.public_id == public_id)).first()


def _is_known(session: Session, here: Here, receipt: Receipt) -> bool:
    query = select(PecReceipt.id).where(
        PecReceipt.authority_id == here.authority.pk,
        PecReceipt.fingerprint == receipt.fingerprint,
    )
    return session.exec(query).first() is not None


def tie_receipt(
    session: Session, actor: Actor, here: Here, receipt: PecReceipt, message: Message
) -> None:
    """A person says which certified message the receipt speaks of.

    Raises RuleError where it is tied already.
    """
    if receipt.message_id is not None:
        raise RuleError("Questa ricevuta è già legata a una comunicazione.")
    receipt.message_id, receipt.tied_by_hand = message.pk, True
    session.add(receipt)
    emit(session, ReceiptTied(**here.about(actor, receipt), message=message.public_id))
