"""The report as one neutral document: what the data say and what people wrote, side by side."""

from collections.abc import Callable, Mapping
from datetime import datetime

from app.core.documents.document import Block, Document, Heading, Note, Paragraph, with_code
from app.core.i18n import date_words
from app.core.text import DEMO_WORDS
from app.steps.reports.content import beginning, ending, middle
from app.steps.reports.content.data import ReportData
from app.steps.reports.enums import SECTIONS, Section

_BUILDERS: dict[str, Callable[[ReportData], list[Block]]] = {
    "premise": beginning.premise,
    "acts": beginning.acts,
    "participants": beginning.participants,
    "method": beginning.method,
    "tables": middle.tables,
    "picture": middle.picture,
    "objectives": middle.objectives,
    "interventions": middle.interventions,
    "positions": ending.positions,
    "not_proposed": ending.not_proposed,
    "areas": middle.areas,
    "plan": ending.plan,
    "assessment": ending.assessment,
    "annexes": ending.annexes,
}


def section_blocks(data: ReportData, section: Section) -> list[Block]:
    """What the data say in one section."""
    return _BUILDERS[section.code](data)


def build_document(
    data: ReportData, parts: Mapping[str, str], dated: datetime, *, demo: bool, draft: bool = False
) -> Document:
    """The whole report at `dated` (aware). Equal data give an equal document, hence equal bytes."""
    blocks: list[Block] = []
    if draft:
        blocks.append(Note("Bozza: la relazione non è ancora approvata."))
    for section in SECTIONS:
        blocks.append(Heading(1, f"{section.number}. {section.title}", section.code))
        written = parts.get(section.code, "").strip()
        blocks += [Paragraph(text) for text in written.split("\n\n") if text.strip()]
        blocks += section_blocks(data, section)
    authority = data.here.authority
    return with_code(
        Document(
            title=f"Relazione conclusiva: {data.here.procedure.title}",
            date=dated,
            blocks=tuple(blocks),
            author=authority.name,
            banner=DEMO_WORDS if demo else None,
            cover=(authority.name, date_words(dated)),
            contents=1,
        )
    )
