"""Giving a receipt: written with the filing, printed as a PDF soon after."""

from sqlmodel import Session, func, select

from app.core.jobs.queue import enqueue
from app.core.web.uploads import KeptFile, store_file
from app.steps.domande.enums import FileRole
from app.steps.domande.models import Domanda, DomandaFile, DomandaReceipt
from app.steps.domande.queries.area import HeldFile, get_amended, list_files, split_filed
from app.steps.domande.queries.members import MemberRow, list_members
from app.steps.domande.queries.receipts import find_print, print_label
from app.steps.domande.queries.setting import Setting, setting_of
from app.steps.domande.receipt import code_of, receipt_content, seal_of

PRINT = "domande.print_receipt"


def give_receipt(session: Session, domanda: Domanda) -> DomandaReceipt:
    """The receipt of a domanda that has its number, from what it holds now."""
    files, members = list_files(session, domanda.pk), list_members(session, domanda.pk)
    return write_receipt(session, setting_of(session, domanda), domanda, files, members)


def write_receipt(
    session: Session,
    setting: Setting,
    domanda: Domanda,
    files: list[HeldFile],
    members: list[MemberRow],
) -> DomandaReceipt:
    """The receipt of a domanda that has just got its number. Source: L. 241/1990, art. 18-bis.

    `files` and `members` are all that it holds now.
    """
    held, _ = split_filed(files)
    names = [(row.member.name, row.member.tax_code) for row in members]
    content = receipt_content(domanda, setting, held, get_amended(session, domanda), names)
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
