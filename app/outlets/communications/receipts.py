"""Reads a receipt of certified mail out of an `.eml`; nothing in it is trusted.

Headers and `daticert.xml` are those of DM 2 November 2005. The provider's signature on the
receipt is not checked here, and the pages say so.
"""

import email
import email.utils
import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import Message as Mail

from lxml import etree

from app.core.events import canonical
from app.outlets.communications.enums import ReceiptKind

MAX_XML = 1 << 20  # bytes
MAX_PARTS = 200
_NOT_A_RECEIPT = "Non è una ricevuta di PEC: mancano le intestazioni X-Ricevuta o X-Trasporto."
_BROKEN = "Il messaggio è rovinato e non si legge: scaricatelo di nuovo dalla casella PEC."
_NO_XML = "Mancano i dati di certificazione (daticert.xml): salvate il messaggio intero, come .eml."
_BAD_XML = "I dati di certificazione (daticert.xml) sono rovinati o non ammessi."
_CONTRADICTS = "L'intestazione e i dati di certificazione dicono cose diverse."


class ReceiptError(Exception):
    """What was handed in is no receipt; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt says. `refers_to` is a Message-ID; `issued_at` (UTC) may be lacking."""

    kind: ReceiptKind
    refers_to: str
    recipient: str = ""
    issued_at: datetime | None = None
    error: str = ""
    identifier: str = ""

    @property
    def fingerprint(self) -> str:
        said = [self.kind, self.refers_to, self.recipient, self.issued_at, self.identifier]
        return hashlib.sha256(canonical(said).encode()).hexdigest()


def read_receipt(raw: bytes) -> Receipt:
    """The receipt in `raw`, also where it was forwarded as an attachment. Raises ReceiptError."""
    try:
        return _read(email.message_from_bytes(raw))
    except ReceiptError:
        raise
    except Exception as error:  # a hostile mail may break the parser anywhere, also by recursion
        raise ReceiptError(_BROKEN) from error


def _read(mail: Mail) -> Receipt:
    receipt = _find_receipt(mail)
    if receipt is None:
        raise ReceiptError(_NOT_A_RECEIPT)
    certified = _certificate(receipt)
    kind = _kind(_header(receipt, "X-Ricevuta"), _header(receipt, "X-Trasporto"))
    if certified is None and kind is not ReceiptKind.ANOMALY:
        raise ReceiptError(_NO_XML)
    if certified is None:
        return Receipt(kind, _reference(receipt), issued_at=_date_of(receipt))
    said = certified.get("tipo", "")
    if kind is not ReceiptKind.ANOMALY and said and said != kind.value:
        raise ReceiptError(_CONTRADICTS)
    error = certified.get("errore", "")
    return Receipt(
        kind,
        _angled(_said(certified, "dati/msgid")) or _reference(receipt),
        recipient=_recipient(certified)[:320],
        issued_at=_instant(certified) or _date_of(receipt),
        error=_line(_said(certified, "dati/errore-esteso") or _plain_error(error))[:500],
        identifier=_said(certified, "dati/identificativo")[:320],
    )


def _find_receipt(mail: Mail) -> Mail | None:
    """The mail itself, or the first attached one, that bears the headers of a receipt."""
    for number, part in enumerate(mail.walk()):
        if number > MAX_PARTS:
            raise ReceiptError(_BROKEN)
        if part["X-Ricevuta"] or (part["X-Trasporto"] or "").strip().lower() == "errore":
            return part
    return None


def _own_parts(mail: Mail) -> list[Mail]:
    """The parts of a mail without those of the mails that it carries."""
    found: list[Mail] = []
    waiting: list[Mail] = [mail]
    while waiting and len(found) <= MAX_PARTS:
        part = waiting.pop(0)
        found.append(part)
        if part.is_multipart() and (part is mail or part.get_content_maintype() == "multipart"):
            waiting += [inner for inner in part.get_payload() if isinstance(inner, Mail)]
    return found


def _certificate(mail: Mail) -> etree._Element | None:
    """The root of `daticert.xml`, read without entities, DTD or network."""
    for part in _own_parts(mail):
        if (part.get_filename() or "").lower() != "daticert.xml":
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes) or len(body) > MAX_XML:
            raise ReceiptError(_BAD_XML)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(body, parser)
        except etree.XMLSyntaxError as error:
            raise ReceiptError(_BAD_XML) from error
        if root.tag != "postacert" or root.getroottree().docinfo.internalDTD is not None:
            raise ReceiptError(_BAD_XML)
        return root
    return None


def _kind(receipt: str, transport: str) -> ReceiptKind:
    if not receipt and transport.lower() == "errore":
        return ReceiptKind.ANOMALY
    try:
        return ReceiptKind(receipt.lower())
    except ValueError as error:
        raise ReceiptError(f"Tipo di ricevuta sconosciuto: «{receipt[:60]}».") from error


def _reference(mail: Mail) -> str:
    """The Message-ID that the headers name, or that of the mail carried inside."""
    for name in ("X-Riferimento-Message-ID", "In-Reply-To"):
        if found := _angled(_header(mail, name)):
            return found
    carried = [part for part in mail.walk() if part is not mail and part["Message-ID"]]
    return _angled(_header(carried[0], "Message-ID")) if carried else ""


def _header(mail: Mail, name: str) -> str:
    return _line(str(make_header(decode_header(str(mail[name] or "")))))


def _line(value: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())


def _angled(value: str) -> str:
    bare = value.strip().strip("<>").strip()
    return f"<{bare}>"[:320] if bare and " " not in bare else ""


def _said(root: etree._Element, path: str) -> str:
    return _line(root.findtext(path) or "")


def _recipient(root: etree._Element) -> str:
    """Whom a delivery speaks of; an acceptance names all the recipients of the message."""
    named = _said(root, "dati/consegna")
    everyone = [_line(item.text or "") for item in root.findall("intestazione/destinatari")]
    return named or (everyone[0] if len(everyone) == 1 else "")


def _plain_error(code: str) -> str:
    return {
        "no-dest": "destinatario inesistente o non certificato",
        "no-dominio": "dominio del destinatario inesistente",
        "virus": "virus rilevato",
        "altro": "errore del gestore",
    }.get(code, "")


def _instant(root: etree._Element) -> datetime | None:
    """`<data zona="+0100"><giorno>15/12/2025</giorno><ora>10:05:01</ora></data>`, in UTC."""
    zone = root.find("dati/data")
    if zone is None:
        return None
    said = f"{_said(root, 'dati/data/giorno')} {_said(root, 'dati/data/ora')} {zone.get('zona')}"
    try:
        return datetime.strptime(said, "%d/%m/%Y %H:%M:%S %z").astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _date_of(mail: Mail) -> datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(_header(mail, "Date"))
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
