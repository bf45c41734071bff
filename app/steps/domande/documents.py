"""The domanda as a document: what it says, with no word of how it looks."""

from collections.abc import Iterator
from datetime import datetime

from app.core.documents.document import (
    Block,
    Document,
    Facts,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Strong,
    Text,
    with_code,
)
from app.core.i18n import instant_words
from app.core.text import DEMO_WORDS
from app.law.sources import CAD_65, DPR445_75_76
from app.steps.domande.models import Domanda
from app.steps.domande.queries.area import HeldFile
from app.steps.domande.queries.setting import Setting
from app.steps.domande.views import PartView


def domanda_document(
    domanda: Domanda,
    setting: Setting,
    parts: list[PartView],
    files: list[HeldFile],
    saved_at: datetime,
    *,
    demo: bool,
) -> Document:
    """The domanda to sign, with its content code; the same answers give the same document.

    `saved_at` (UTC) is when they were last saved.
    """
    blocks = [
        _heading_facts(domanda, setting, saved_at),
        *(block for part in parts for block in _part_blocks(part)),
        Heading(2, "Allegati"),
        *_file_list(files),
        *_signature_blocks(),
    ]
    document = Document(
        title=f"Domanda di partecipazione: {domanda.body_name}",
        date=saved_at,
        blocks=tuple(blocks),
        author=domanda.body_name,
        banner=DEMO_WORDS if demo else None,
    )
    return with_code(document)


def _heading_facts(domanda: Domanda, setting: Setting, saved_at: datetime) -> Block:
    return Facts(
        (
            ("A", setting.here.authority.name),
            ("Procedimento", setting.here.procedure.title),
            ("Avviso", f"versione {setting.version.number}"),
            ("Ente", domanda.body_name),
            ("Bozza salvata il", instant_words(saved_at)),
        )
    )


def _part_blocks(part: PartView) -> Iterator[Block]:
    yield Heading(2, part.title)
    for group, rows in part.groups:
        if group:
            yield Heading(3, group)
        if part.code == "declarations":
            yield from (
                Paragraph((Strong(f"{said or 'No'}. "), Text(label))) for label, said in rows
            )
            continue
        yield Facts(tuple((label, said or "—") for label, said in rows))


def _signature_blocks() -> tuple[Block, ...]:
    return (
        Note(f"{DPR445_75_76.label}. {DPR445_75_76.sentence}"),
        Heading(2, "Firma"),
        Paragraph(
            "Firmate digitalmente questo file, oppure stampatelo, firmatelo qui sotto e allegate "
            f"la copia di un documento d'identità ({CAD_65.label})."
        ),
        Facts((("Luogo e data", "______________________"), ("Firma", "______________________"))),
    )


def _file_list(files: list[HeldFile]) -> tuple[Block, ...]:
    if not files:
        return (Paragraph("Nessuno."),)
    return (
        ListBlock(
            tuple(f"{file.label or file.role.label}: {file.name} — {file.sha256}" for file in files)
        ),
    )
