"""The receipt as a PDF: prepared inside a session, printed outside any."""

from dataclasses import dataclass
from typing import cast

import segno
from sqlmodel import Session

from app.core.documents.attach import attach_file
from app.core.documents.document import Document
from app.core.documents.typst import render_pdf
from app.core.jobs.mail import MAILER, Mailer
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import list_files, split_filed
from app.steps.domande.queries.received import who_typed
from app.steps.domande.queries.setting import setting_of
from app.steps.receipts.documents import Check, receipt_document
from app.steps.receipts.queries import get_receipt
from app.steps.receipts.receipt import JSON_NAME, protocol_of, receipt_json
from app.steps.receipts.views import check_address


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the PDF shows, and the receipt in JSON that it carries."""

    document: Document
    json: bytes
    name: str


def prepare_receipt(session: Session, domanda: Domanda) -> Prepared:
    """The receipt as it stands now. Raises NotFoundError where there is none."""
    receipt = get_receipt(session, domanda.pk)
    mailer = cast(Mailer, session.info[MAILER])
    address = mailer.base_url + check_address(domanda.register_number, receipt.code)
    files, _ = split_filed(list_files(session, domanda.pk))
    check = Check(receipt.code, receipt.sha256, address, qr_svg(address))
    document = receipt_document(
        domanda,
        setting_of(session, domanda),
        files,
        check,
        receipt.content,
        mailer.demo,
        who_typed(session, domanda),
    )
    body = receipt_json(receipt.content, protocol_of(domanda))
    number = domanda.register_number.replace("/", "-")
    return Prepared(document, body, f"ricevuta-{number}.pdf")


def print_receipt(prepared: Prepared) -> bytes:
    """The PDF, with the receipt in JSON inside; equal receipts give equal bytes.

    Raises DocumentError. Never call it inside a transaction.
    """
    return attach_file(
        render_pdf(prepared.document),
        JSON_NAME,
        prepared.json,
        media_type="application/json",
        description="La ricevuta in JSON, con le impronte",
    )


def qr_svg(address: str) -> str:
    """A square to photograph that leads to `address`."""
    drawn: str = segno.make(address, error="m", micro=False).svg_inline(scale=3, border=2)
    return drawn
