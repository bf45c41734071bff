"""The attestation of publication as a document: what, where, from when, until when, its hash."""

from collections.abc import Sequence
from datetime import datetime

from app.core.documents.document import (
    Block,
    Document,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    with_code,
)
from app.core.i18n import date_short, instant_words
from app.core.text import DEMO_WORDS
from app.law.sources import DLGS33_8
from app.steps.procedures.queries import Here
from app.steps.publication.models import RegisterRecord
from app.steps.publication.views import EntryView, Span, record_words


def attestation(
    here: Here,
    slot_title: str,
    entry: EntryView,
    spans: Sequence[Span],
    records: Sequence[RegisterRecord],
    made_at: datetime,
    *,
    demo: bool,
) -> Document:
    """The document for the office; `made_at` is an aware instant, of the legal clock."""
    where = entry.file.name if entry.file else entry.address
    made = Document(
        title=f"Attestazione di pubblicazione: {entry.title}",
        date=made_at,
        author=here.authority.name,
        banner=DEMO_WORDS if demo else None,
        blocks=(
            Facts(
                (
                    ("Procedimento", here.procedure.title),
                    ("Casella", slot_title),
                    ("Documento", entry.title),
                    ("File o pagina", where or "Nessuno"),
                    ("Attestato il", instant_words(made_at)),
                )
            ),
            *_spans(spans),
            *_registers(records),
            Paragraph(
                f"Il documento resta pubblicato fino al {date_short(entry.until)} "
                f"({DLGS33_8.label})."
            ),
            *_contents(spans),
        ),
    )
    return with_code(made)


def _spans(spans: Sequence[Span]) -> tuple[Block, ...]:
    if not spans:
        words = "Questo documento è stato pubblicato prima che le prove fossero conservate."
        return (Heading(1, "Quando è stato pubblicato"), Note(words))
    rows = tuple(
        (instant_words(span.since), instant_words(span.until) if span.until else "Ancora", span.sha)
        for span in spans
    )
    headers = ("Da", "Fino a", "Impronta SHA-256 di ciò che era pubblicato")
    table = Table("Periodi di pubblicazione", headers, rows, (2, 2, 5))
    return (Heading(1, "Quando è stato pubblicato"), table)


def _registers(records: Sequence[RegisterRecord]) -> tuple[Block, ...]:
    if not records:
        return ()
    pairs = tuple((record.place.label.capitalize(), record_words(record)) for record in records)
    return (Heading(1, "Sui registri dell'amministrazione"), Facts(pairs))


def _contents(spans: Sequence[Span]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for span in spans:
        if span.content:
            blocks.append(Heading(1, f"Il testo pubblicato dal {instant_words(span.since)}"))
            blocks += [Paragraph(part) for part in span.content.split("\n\n") if part.strip()]
    return tuple(blocks)
