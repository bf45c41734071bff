"""The report as neutral documents: what the data say and what people wrote, side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.core.documents.document import (
    Block,
    Document,
    Heading,
    Look,
    Note,
    Paragraph,
    with_code,
)
from app.core.i18n import date_words
from app.core.text import DEMO_WORDS
from app.steps.reports.content import annexes, beginning, ending, middle
from app.steps.reports.content.data import ReportData
from app.steps.reports.content.published import published
from app.steps.reports.enums import ANNEXES, SECTIONS, Annexing, Audience, ReportPiece, Section

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
    ANNEXES: annexes.annexes,
}
_FOR_ORGANS = (
    "Edizione completa per gli organi: contiene anche ciò che non si pubblica.",
    "Ciò che è riservato agli organi: ",
)
_REDACTED = "Edizione pubblica, senza ciò che è riservato agli organi."


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the words: `dated` is aware; `draft` warns that nothing is approved."""

    dated: datetime
    look: Look | None = None
    demo: bool = False
    draft: bool = False


def section_blocks(data: ReportData, section: Section) -> list[Block]:
    """What the data say in one section."""
    return _BUILDERS[section.code](data)


def build_edition(
    data: ReportData, audience: Audience, frame: Frame
) -> dict[ReportPiece, Document]:
    """The documents of one edition, from the complete `data`. Equal data give equal documents."""
    if audience is Audience.PUBLIC:
        data = published(data)
    found: dict[ReportPiece, Document] = {}
    code = ""
    if data.annexing is Annexing.APART and data.contributions:
        apart = _contributions(data, frame)
        found[ReportPiece.CONTRIBUTIONS] = apart
        code = apart.footer_code or ""
    found[ReportPiece.REPORT] = _report(data, frame, code)
    return found


def _report(data: ReportData, frame: Frame, apart: str) -> Document:
    blocks: list[Block] = []
    for section in SECTIONS:
        blocks.append(Heading(1, f"{section.number}. {section.title}", section.code))
        blocks += _written(data, section)
        if section.code == ANNEXES:
            blocks += annexes.annexes(data, apart)
        else:
            blocks += section_blocks(data, section)
    title = f"Relazione conclusiva: {data.here.procedure.title}"
    edition = _FOR_ORGANS[0] if data.reserved else _REDACTED
    return _framed(data, frame, title, edition, blocks)


def _contributions(data: ReportData, frame: Frame) -> Document:
    title = f"Contributi degli enti: {data.here.procedure.title}"
    edition = "Allegato alla relazione conclusiva."
    if any(row.moderation for row in data.contributions):
        edition += f" {_FOR_ORGANS[0]}"
    return _framed(data, frame, title, edition, annexes.contributions(data, 1))


def _written(data: ReportData, section: Section) -> Iterator[Block]:
    """What a person wrote there, paragraph by paragraph; the reserved note set apart."""
    written = data.written.get(section.code)
    if written is None:
        return
    for text in written.text.split("\n\n"):
        if text.strip():
            yield Paragraph(text.strip())
    if written.reserved.strip():
        yield Note(f"{_FOR_ORGANS[1]}{written.reserved.strip()}")


def _framed(
    data: ReportData, frame: Frame, title: str, edition: str, blocks: list[Block]
) -> Document:
    if frame.draft:
        blocks = [Note("Bozza: la relazione non è ancora approvata."), *blocks]
    return with_code(
        Document(
            title=title,
            date=frame.dated,
            blocks=tuple(blocks),
            author=data.here.authority.name,
            banner=DEMO_WORDS if frame.demo else None,
            cover=(date_words(frame.dated), edition),
            contents=2,
            look=frame.look,
        )
    )
