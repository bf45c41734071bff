"""The receipt as a document: what it says, with no word of how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.documents.document import (
    Block,
    Document,
    Facts,
    Figure,
    Heading,
    Link,
    Note,
    NoteLevel,
    Paragraph,
    Table,
    Text,
)
from app.core.i18n import date_short, instant_words
from app.core.text import DEMO_WORDS
from app.law.conclusion import promise, source_of
from app.law.sources import DPR445_53, L241_18BIS
from app.steps.domande.enums import Channel, Tone
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import HeldFile
from app.steps.domande.queries.setting import Setting
from app.steps.receipts.receipt import SIGNATURE_CHECK


@dataclass(frozen=True, slots=True)
class Check:
    """How anyone can check a receipt: its code and seal, the address to go to, and its QR (SVG)."""

    code: str
    seal: str
    address: str
    qr: str


def receipt_document(
    domanda: Domanda,
    setting: Setting,
    files: list[HeldFile],
    check: Check,
    said: Mapping[str, Any],
    demo: bool,
    typed_by: str,
) -> Document:
    """The receipt; made from what is on record, so that it is always the same.

    `said` is what its seal covers. `typed_by` is who of the office typed it for the body, empty
    where it was filed online.
    """
    assert domanda.filed_at is not None
    authority = setting.here.authority.name
    blocks: list[Block] = [
        Facts(_receipt_facts(domanda, setting, domanda.filed_at, typed_by)),
        Note(register_words(authority), NoteLevel.INFO),
        Heading(2, "File ricevuti"),
        _receipt_table(files),
        *_signature_blocks(domanda, said),
        Heading(2, "Rimedi e termini"),
        *(Paragraph(line) for line in remedies_of(setting)),
        *_check_blocks(domanda, check),
    ]
    return Document(
        title=f"Ricevuta della domanda n. {domanda.register_number}",
        date=domanda.filed_at,
        blocks=tuple(blocks),
        author=authority,
        banner=DEMO_WORDS if demo else None,
    )


def _check_blocks(domanda: Domanda, check: Check) -> tuple[Block, ...]:
    return (
        Heading(2, "Controllare questa ricevuta"),
        Paragraph(
            (
                Text("Chiunque può controllare che sia autentica e che nessuno l'abbia cambiata: "),
                Link("la pagina di controllo", check.address),
                Text(" lo dice dal file, oppure dal numero e dal codice. Non mostra nient'altro."),
            )
        ),
        Facts(
            (
                ("Numero", domanda.register_number),
                ("Codice di controllo", check.code),
                ("Sigillo (SHA-256)", check.seal),
            )
        ),
        Figure(
            check.qr,
            "Codice QR che porta alla pagina di controllo con il numero e il codice già scritti.",
            "",
        ),
    )


def _receipt_facts(
    domanda: Domanda, setting: Setting, filed_at: datetime, typed_by: str
) -> tuple[tuple[str, str], ...]:
    facts = [
        ("Numero", domanda.register_number),
        ("Ricevuta il", f"{instant_words(filed_at)} (ora di Roma)"),
        ("Ente", domanda.body_name),
        ("Procedimento", setting.here.procedure.title),
        ("Avviso", f"versione {setting.version.number}"),
        ("Arrivata", domanda.channel.label),
        ("Firmata da", domanda.signed_by or "—"),
        ("Modo della firma", domanda.signature_way.label if domanda.signature_way else "—"),
        ("Impronta della domanda (SHA-256)", domanda.digest),
    ]
    if typed_by and domanda.recorded_at:
        told = f"{typed_by}, {instant_words(domanda.recorded_at)}"
        facts.append(("Compilata per l'ente dall'ufficio", told))
    if domanda.protocol_number:
        day = date_short(domanda.protocol_date) if domanda.protocol_date else ""
        facts.append(
            ("Protocollo dell'amministrazione", f"{domanda.protocol_number} {day}".strip())
        )
    return tuple(facts)


def _receipt_table(files: list[HeldFile]) -> Block:
    rows = tuple(
        (file.label or file.role.label, file.name, f"{file.size} byte", file.sha256)
        for file in files
    )
    return Table(
        "File con la loro impronta",
        ("Che cos'è", "Nome", "Peso", "SHA-256"),
        rows,
        weights=(3, 4, 2, 6),
    )


def _signature_blocks(domanda: Domanda, said: Mapping[str, Any]) -> tuple[Block, ...]:
    """What the receipt says of the signature; a receipt of version 1 says nothing."""
    if SIGNATURE_CHECK not in said:
        return ()
    heading, check = Heading(2, "Controllo della firma"), said[SIGNATURE_CHECK]
    if check is None:
        return heading, Paragraph(unchecked_words(domanda.channel))
    of = f" sul file con SHA-256 {check['file_sha256']}" if check["file_sha256"] else ""
    at = instant_words(datetime.fromisoformat(check["checked_at"]))
    rows = tuple(
        (one["what"], Tone(one["outcome"]).label.capitalize(), one["sentence"])
        for one in check["findings"]
    )
    return (
        heading,
        Paragraph(
            f"Il controllo è stato fatto da questa piattaforma prima dell'invio, il {at} "
            f"(ora di Roma){of}. Dice anche che cosa non è stato controllato."
        ),
        Table(
            "Che cosa è stato controllato della firma",
            ("Che cosa", "Esito", "In breve"),
            rows,
            weights=(5, 4, 12),
            row_headers=True,
        ),
    )


def unchecked_words(channel: Channel) -> str:
    """What a receipt says of a signature that was not examined here."""
    if channel is Channel.ONLINE:
        return "Questa piattaforma non ha controllato la firma della domanda."
    return (
        f"La domanda è arrivata {channel.label}: questa piattaforma non ne ha controllato la firma."
    )


def register_words(authority: str) -> str:
    """What number this is, and what it is not."""
    return (
        "Il numero è quello del registro di questa piattaforma. Il protocollo dell'"
        f"amministrazione ({authority}) si aggiunge quando l'ufficio lo registra. "
        f"Fonti: {L241_18BIS.label}; {DPR445_53.label}."
    )


def remedies_of(setting: Setting) -> tuple[str, ...]:
    """Remedies and terms, as the avviso under which it was filed says them."""
    text = setting.version.sections.get("remedies", "") or setting.here.authority.remedies
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    days = setting.version.conclusion_days
    said = f"{promise(days, setting.version.conclusion_rule)} Fonte: {source_of(days).label}."
    return *(lines or ("I rimedi sono scritti nell'avviso.",)), said
