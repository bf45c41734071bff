"""Giving a receipt: written with the filing, printed as a PDF soon after."""

from sqlmodel import Session, func, select

from app.core.jobs.queue import enqueue
from app.core.web.uploads import KeptFile, store_file
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaFile
from app.steps.domande.queries.filed import Filed
from app.steps.receipts.models import DomandaReceipt
from app.steps.receipts.queries import find_print, print_label, read_given
from app.steps.receipts.receipt import code_of, receipt_content, seal_of

# Queued jobs bear this name: it stays as it was before receipts had a room of their own.
PRINT = "domande.print_receipt"


def give_receipt(session: Session, filed: Filed) -> DomandaReceipt:
    """The receipt of a domanda that has its number. Source: L. 241/1990, art. 18-bis."""
    domanda = filed.domanda
    content = receipt_content(domanda, read_given(session, filed))
    seal = seal_of(content)
    receipt = DomandaReceipt(
        procedure_id=domanda.procedure_id,
        authority_id=domanda.authority_id,
        domanda_id=domanda.pk,
        sha256=seal,
        code=code_of(seal),
        content=content,
    )
    session.add(receipt)
    session.flush()
    print_again(session, domanda)
    return receipt


def print_again(session: Session, domanda: Domanda) -> None:
    """Have the PDF of the receipt made as it stands now; earlier ones stay good."""
    key = f"{PRINT}:{domanda.public_id}:{domanda.protocol_number}"[:120]
    enqueue(session, PRINT, {"domanda": domanda.public_id}, key=key)


def keep_print(session: Session, domanda: Domanda, kept: KeptFile) -> None:
    """Lay the printed receipt among the files of its domanda; once for each protocol."""
    if find_print(session, domanda) is not None:
        return
    stored = store_file(session, kept, owner_ref=domanda.public_id)
    last = session.exec(
        select(func.max(DomandaFile.position)).where(DomandaFile.domanda_id == domanda.pk)
    ).one()
    session.add(
        DomandaFile(
            procedure_id=domanda.procedure_id,
            authority_id=domanda.authority_id,
            domanda_id=domanda.pk,
            file_id=stored.pk,
            role=FileRole.RECEIPT,
            label=print_label(domanda),
            position=(last or 0) + 1,
        )
    )
    session.flush()
