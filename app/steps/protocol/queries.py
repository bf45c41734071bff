"""Reads for the protocol: what the register holds, packs and returned numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, func, select

from app.core.clock import in_rome, legal_today
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.domande.queries.received import RECEIVED
from app.steps.protocol.enums import PackState
from app.steps.protocol.models import ProtocolPack, ProtocolReturn
from app.steps.protocol.reading import CheckedRow, ReturnedRow, Standing, check_rows

T = TypeVar("T", ProtocolPack, ProtocolReturn)


def list_received(session: Session, procedure_id: int, *, only_missing: bool) -> list[Domanda]:
    """The domande of the register by number, with `only_missing` those without a protocol."""
    query = select(Domanda).where(Domanda.procedure_id == procedure_id, RECEIVED)
    if only_missing:
        query = query.where(Domanda.protocol_number == "")
    return list(session.exec(query.order_by(col(Domanda.year), col(Domanda.number))).all())


@dataclass(frozen=True, slots=True)
class Counts:
    """How many domande the register has, and how many have no protocol number yet."""

    received: int
    missing: int


def count_received(session: Session, procedure_id: int) -> Counts:
    received, missing = session.exec(
        select(func.count(), func.count().filter(col(Domanda.protocol_number) == "")).where(
            Domanda.procedure_id == procedure_id, RECEIVED
        )
    ).one()
    return Counts(received, missing)


def list_packed_files(
    session: Session, domanda_ids: list[int]
) -> dict[int, list[tuple[DomandaFile, StoredFile]]]:
    """The files of each domanda in their order; what was erased is left out."""
    rows = session.exec(
        select(DomandaFile, StoredFile)
        .join(StoredFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(col(DomandaFile.domanda_id).in_(domanda_ids))
        .order_by(col(DomandaFile.position), col(DomandaFile.id))
    ).all()
    found: dict[int, list[tuple[DomandaFile, StoredFile]]] = {}
    for held, file in rows:
        found.setdefault(held.domanda_id, []).append((held, file))
    return found


def list_packs(session: Session, procedure_id: int) -> list[ProtocolPack]:
    """The packs of a procedure, newest first."""
    query = select(ProtocolPack).where(ProtocolPack.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(ProtocolPack.id).desc())).all())


def is_packing(session: Session, procedure_id: int) -> bool:
    """Whether a pack is being made."""
    query = select(ProtocolPack.id).where(
        ProtocolPack.procedure_id == procedure_id, ProtocolPack.state == PackState.WAITING
    )
    return session.exec(query).first() is not None


def list_returns(session: Session, procedure_id: int) -> list[ProtocolReturn]:
    """The CSVs that came back, newest first."""
    query = select(ProtocolReturn).where(ProtocolReturn.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(ProtocolReturn.id).desc())).all())


def get_here(
    session: Session, kind: type[T], procedure_id: int, public_id: str, *, lock: bool = False
) -> T:
    """A pack or a return of this procedure. Raises NotFoundError."""
    query = select(kind).where(kind.procedure_id == procedure_id, kind.public_id == public_id)
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def check_returned(
    session: Session, domande: Iterable[Domanda], rows: list[ReturnedRow]
) -> list[CheckedRow]:
    """The verdict on each row against the register; `domande` are those of the procedure."""
    own = list(domande)
    register = {
        (one.number, one.year): Standing(
            in_rome(one.filed_at).date(), one.protocol_number, one.protocol_date
        )
        for one in own
        if one.number is not None and one.year is not None and one.filed_at is not None
    }
    authority_id = own[0].authority_id if own else None
    others = session.exec(
        select(Domanda).where(
            Domanda.authority_id == authority_id,
            func.lower(Domanda.protocol_number).in_({row.protocol.casefold() for row in rows}),
        )
    ).all()
    taken = {
        (one.protocol_number.casefold(), one.protocol_date.year if one.protocol_date else 0): (
            one.number or 0,
            one.year or 0,
        )
        for one in others
        if one.protocol_number
    }
    return check_rows(rows, register, taken, legal_today())
