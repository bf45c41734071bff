"""Section 14: what is annexed, word by word or by its hash (DM 72/2021, § 6, slot 7)."""

from app.core.documents.document import (
    Block,
    Emphasis,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from app.core.i18n import date_short
from app.steps.contributions.details import detail_words
from app.steps.contributions.enums import ContributionState
from app.steps.esiti.enums import EsitoStep
from app.steps.reports.content.contributions import Told
from app.steps.reports.content.data import ReportData
from app.steps.reports.content.ending import reason_words

NOT_PUBLISHED = "contributo non pubblicato"


def annexes(data: ReportData, apart: str = "") -> list[Block]:
    """The contributions, the verbali and the files. `apart` is the code of the document that has
    the contributions' full words; empty: they stand here.
    """
    blocks: list[Block] = [Heading(2, "I contributi degli enti")]
    if apart:
        words = (
            "I contributi sono elencati qui; le loro parole, per intero, sono nel documento "
            f"allegato «Contributi degli enti», codice del contenuto {apart}."
        )
        blocks.append(Paragraph(words))
        blocks += _listed(data)
    else:
        blocks += contributions(data, 3)
    return [*blocks, *_verbali(data), *_files(data)]


def _listed(data: ReportData) -> list[Block]:
    headers = ("N.", "Titolo", "Ente", "Esito")
    return [
        Table(
            f"Contributi: {tavolo.name}",
            headers,
            tuple(_line(data, row) for row in data.by_tavolo[tavolo.pk]),
            (1, 5, 4, 3),
        )
        for tavolo in data.tavoli
        if data.by_tavolo[tavolo.pk]
    ]


def _line(data: ReportData, row: Told) -> tuple[str, ...]:
    given = data.esito(row.id, EsitoStep.DECISION) or data.esito(row.id, EsitoStep.PROPOSAL)
    return (
        str(row.number),
        row.title or NOT_PUBLISHED,
        row.body or "—",
        given.outcome.label if given else "—",
    )


def contributions(data: ReportData, level: int) -> list[Block]:
    """Every contribution in full, with its esiti, tavolo by tavolo; tavoli are headings."""
    blocks: list[Block] = []
    for tavolo in data.tavoli:
        rows = data.by_tavolo[tavolo.pk]
        if rows:
            blocks.append(Heading(level, tavolo.name))
            for row in rows:
                blocks += _whole(data, row, level + 1)
    return blocks or [Paragraph("Non ci sono contributi.")]


def _whole(data: ReportData, row: Told, level: int) -> list[Block]:
    title = row.title or NOT_PUBLISHED
    blocks: list[Block] = [Heading(level, f"n. {row.number} {title}"), *_origin(row)]
    if row.text:
        blocks.append(Quote(row.text))
    told = tuple(detail_words(row.kind, row.details)) if row.kind else ()
    if told:
        blocks.append(Facts(told))
    if row.moderation:
        how = (
            "Pubblicato con omissis"
            if row.state is ContributionState.REDACTED
            else "Non pubblicato"
        )
        blocks.append(Paragraph((Emphasis(f"{how}: "), Text(row.moderation))))
    for step in EsitoStep:
        given = data.esito(row.id, step)
        if given is not None:
            label = f"{step.label.capitalize()}: {given.outcome.label}. "
            blocks.append(Paragraph((Strong(label), Text(reason_words(given)))))
    return blocks


def _origin(row: Told) -> list[Block]:
    """Whose it is, what, and from which laboratory; nothing where that is reserved."""
    if row.kind is None:
        return []
    told = " · ".join(part for part in (row.kind.label, row.meeting) if part)
    return [Paragraph((Strong(row.body), Text(f" · {told}")))]


def _verbali(data: ReportData) -> list[Block]:
    rows = tuple(
        (
            held.meeting,
            held.tavolo,
            date_short(held.held_at),
            held.seal or "non ancora pubblicato",
        )
        for held in data.sessions
    )
    if not rows:
        return []
    headers = ("Incontro", "Tavolo", "Giorno", "Impronta SHA-256 del verbale")
    return [
        Heading(2, "I verbali delle sessioni"),
        Paragraph("Ogni verbale approvato è sigillato: la sua impronta lo rende riconoscibile."),
        Table("Verbali", headers, rows, (3, 3, 2, 5)),
    ]


def _files(data: ReportData) -> list[Block]:
    if not data.files:
        return []
    rows = tuple((file.of, file.name, file.sha256) for file in data.files)
    return [
        Heading(2, "I file degli atti e dei contributi"),
        Table("File", ("Di che cosa", "Nome", "Impronta SHA-256"), rows, (3, 4, 5)),
    ]
