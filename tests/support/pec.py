"""Receipts of certified mail as providers write them."""

from email.message import EmailMessage

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<postacert tipo="{kind}" errore="{error}">
<intestazione><mittente>zona@pec.esempio.it</mittente>
<destinatari tipo="certificato">{to}</destinatari>
<risposte>zona@pec.esempio.it</risposte><oggetto>Esito</oggetto></intestazione>
<dati><gestore-emittente>Gestore di prova</gestore-emittente>
<data zona="+0100"><giorno>15/12/2025</giorno><ora>10:05:01</ora></data>
<identificativo>opec1.{kind}@pec.esempio.it</identificativo><msgid>{ref}</msgid>
{more}</dati></postacert>"""


def make_receipt(
    kind: str, ref: str, to: str = "ente@pec.esempio.it", *, error: str = "nessuno", more: str = ""
) -> bytes:
    """An `.eml` of this kind about the message `ref` (with its angles)."""
    xml = _XML.format(
        kind=kind, error=error, to=to, ref=ref.replace("<", "&lt;").replace(">", "&gt;"), more=more
    )
    return wrap(kind, ref, xml.encode())


def wrap(kind: str, ref: str, xml: bytes | None, **headers: str) -> bytes:
    """A receipt around any `daticert.xml`, hostile ones too."""
    mail = EmailMessage()
    mail["From"] = "posta-certificata@pec.esempio.it"
    mail["To"] = "zona@pec.esempio.it"
    mail["Subject"] = f"{kind.upper()}: Esito"
    mail["Date"] = "Mon, 15 Dec 2025 10:05:01 +0100"
    mail["Message-ID"] = f"<{kind}@gestore.esempio.it>"
    if kind:
        mail["X-Ricevuta"] = kind
    if ref:
        mail["X-Riferimento-Message-ID"] = ref
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content("Il messaggio è stato trattato.")
    if xml is not None:
        mail.add_attachment(xml, maintype="application", subtype="xml", filename="daticert.xml")
    return mail.as_bytes()
