"""The register as a table that any spreadsheet opens."""

from collections.abc import Iterable, Iterator

from app.core.clock import in_rome
from app.core.files.csv_out import MARK, csv_row
from app.outlets.communications.queries import Line
from app.outlets.communications.views import state_words

HEADERS = (
    "Data e ora (Roma)", "Destinatario", "Oggetto", "Via", "Esito", "Errore", "Message-ID",
    "Ricevute PEC",
)  # fmt: skip


def write_csv(lines: Iterable[Line]) -> Iterator[bytes]:
    """UTF-8 with its mark, semicolons, one piece for each line: constant memory."""
    yield MARK + csv_row(HEADERS)
    for line in lines:
        message = line.message
        at = in_rome(message.sent_at or message.created_at)
        receipts = ", ".join(
            f"{receipt.kind.label} {in_rome(receipt.issued_at):%d/%m/%Y %H:%M:%S}"
            if receipt.issued_at
            else receipt.kind.label
            for receipt in line.receipts
        )
        yield csv_row(
            (
                f"{at:%d/%m/%Y %H:%M:%S}",
                message.recipient,
                message.subject,
                message.way.label,
                state_words(line),
                message.error,
                message.message_ref,
                receipts,
            )
        )
