"""Receipts that were given: of a domanda, and whether one that comes back is ours."""

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.avvisi.models import AvvisoVersion
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.domande.queries.area import get_amended
from app.steps.domande.queries.filed import Filed
from app.steps.domande.queries.signature import find_check_at_filing
from app.steps.procedures.queries import here_of
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.receipt import JSON_NAME, Claim, Given, protocol_of, receipt_json


def read_given(session: Session, filed: Filed) -> Given:
    """What the receipt of a received domanda says beside it.

    What stands around it is at hand where its number was just given, and is not read again.
    """
    domanda, members = filed.domanda, [row.member for row in filed.content.members]
    return Given(
        here=here_of(session, domanda.procedure_id),
        version=session.get_one(AvvisoVersion, domanda.avviso_version_id),
        files=filed.content.files,
        earlier=get_amended(session, domanda),
        members=[(one.name, one.tax_code) for one in members],
        check=find_check_at_filing(session, domanda),
    )


def find_receipt(session: Session, domanda_id: int) -> DomandaReceipt | None:
    """The receipt of a domanda that was loaded for who may see it."""
    return session.exec(
        select(DomandaReceipt).where(DomandaReceipt.domanda_id == domanda_id)
    ).first()


def list_receipts(session: Session, domanda_ids: list[int]) -> dict[int, DomandaReceipt]:
    """The receipt of each domanda that has one."""
    query = select(DomandaReceipt).where(col(DomandaReceipt.domanda_id).in_(domanda_ids))
    return {row.domanda_id: row for row in session.exec(query).all()}


def list_without_receipt(session: Session) -> list[Domanda]:
    """Domande received before receipts were kept, a hundred at a time, locked."""
    query = (
        select(Domanda)
        .outerjoin(DomandaReceipt, col(DomandaReceipt.domanda_id) == col(Domanda.id))
        .where(col(Domanda.filed_at).is_not(None), col(DomandaReceipt.id).is_(None))
        .order_by(col(Domanda.id))
        .limit(100)
        .with_for_update(of=Domanda)
    )
    return list(session.exec(query).all())


def get_receipt(session: Session, domanda_id: int) -> DomandaReceipt:
    """As `find_receipt`. Raises NotFoundError where there is none."""
    found = find_receipt(session, domanda_id)
    if found is None:
        raise NotFoundError("La ricevuta c'è dopo l'invio: questa domanda è ancora una bozza.")
    return found


def receipt_file(domanda: Domanda, receipt: DomandaReceipt) -> tuple[str, bytes]:
    """The receipt in JSON as it stands now, with its name."""
    return JSON_NAME, receipt_json(receipt.content, protocol_of(domanda))


def print_label(domanda: Domanda) -> str:
    """What the PDF of the receipt says of itself: one for each protocol number shown."""
    number, day = protocol_of(domanda)
    return f"Ricevuta con protocollo {number} {day}".strip()[:200] if number else "Ricevuta"


def find_print(session: Session, domanda: Domanda) -> StoredFile | None:
    """The PDF of the receipt as it stands now; None while it is still to be printed."""
    return session.exec(
        select(StoredFile)
        .join(DomandaFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(
            DomandaFile.domanda_id == domanda.pk,
            DomandaFile.role == FileRole.RECEIPT,
            DomandaFile.label == print_label(domanda),
        )
        .order_by(col(DomandaFile.id).desc())
    ).first()


def is_ours(session: Session, claim: Claim) -> bool:
    """Whether this register gave a receipt with this seal.

    The protocol that it shows is the one on record; one given before it was known shows none.
    """
    domanda = session.exec(
        select(Domanda)
        .join(DomandaReceipt, col(DomandaReceipt.domanda_id) == col(Domanda.id))
        .where(DomandaReceipt.sha256 == claim.sha256)
    ).first()
    return domanda is not None and claim.protocol in (("", ""), protocol_of(domanda))


def is_our_print(session: Session, sha256: str) -> bool:
    """Whether this register gave a PDF of a receipt with these very bytes."""
    found = session.exec(
        select(DomandaFile.id)
        .join(StoredFile, col(DomandaFile.file_id) == col(StoredFile.id))
        .where(DomandaFile.role == FileRole.RECEIPT, StoredFile.sha256 == sha256)
    ).first()
    return found is not None


def is_our_code(session: Session, number: int, year: int, code: str) -> bool:
    """Whether a receipt with this number of the register has this code."""
    found = session.exec(
        select(DomandaReceipt.id)
        .join(Domanda, col(DomandaReceipt.domanda_id) == col(Domanda.id))
        .where(DomandaReceipt.code == code, Domanda.number == number, Domanda.year == year)
    ).first()
    return found is not None
