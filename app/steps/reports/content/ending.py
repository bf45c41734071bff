"""Sections 9–14: convergences, proposals not taken up, plan, annexes."""

from collections import Counter

from app.core.documents.document import (
    Block,
    Facts,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.laboratories.enums import VerbaleOutcome
from app.steps.reports.content.data import GivenEsito, ReportData

_REFUSED = frozenset({Outcome.NOT_PROPOSED, Outcome.OUTSIDE_OBJECT, Outcome.PASSED_ON})


def positions(data: ReportData) -> list[Block]:
    """Where the tavoli agreed and where positions stayed distinct."""
    unitary = tuple(
        f"{held.tavolo}, {held.meeting}"
        for held in data.sessions
        if held.outcome is VerbaleOutcome.UNITARY
    )
    blocks: list[Block] = []
    if unitary:
        blocks += [Paragraph("Hanno raggiunto una proposta unitaria:"), ListBlock(unitary)]
    for held in data.sessions:
        if held.outcome is VerbaleOutcome.POSITIONS:
            blocks.append(Heading(2, f"{held.tavolo}: {held.meeting}"))
            blocks += [Quote(text, ", ".join(bodies)) for text, bodies in held.positions]
    return blocks or [Paragraph("I verbali non registrano ancora proposte o posizioni.")]


def not_proposed(data: ReportData) -> list[Block]:
    """Every contribution that is not proposed, with its reason."""
    rows = tuple(
        (_named(row), row.body_name, given.outcome.label, _reason(given))
        for row in data.contributions
        if (given := data.esito(row.id, EsitoStep.PROPOSAL)) and given.outcome in _REFUSED
    )
    if not rows:
        return [Paragraph("Non ci sono proposte non accolte.")]
    headers = ("Contributo", "Ente", "Esito", "Ragione")
    return [Table("Proposte non accolte", headers, rows, (3, 2, 2, 4))]


def _named(row: SynthesisRow) -> str:
    return f"n. {row.number} {row.title}"


def _reason(given: GivenEsito) -> str:
    return f"{given.reason} (trasmesso a: {given.passed_to})" if given.passed_to else given.reason


def plan(data: ReportData) -> list[Block]:
    """Outcomes in figures, and what the organ decided where it has."""
    counted = Counter(
        given.outcome
        for row in data.contributions
        if (given := data.esito(row.id, EsitoStep.PROPOSAL))
    )
    blocks: list[Block] = []
    if counted:
        rows = tuple(
            (outcome.label, str(counted[outcome])) for outcome in Outcome if counted[outcome]
        )
        blocks.append(Table("Esiti proposti all'organo", ("Esito", "Contributi"), rows, (4, 1)))
    headers = ("Contributo", "Decisione", "Voce del piano", "Ragione")
    for tavolo in data.tavoli:
        decided = tuple(
            (_named(row), given.outcome.label, given.plan_item or "—", given.reason)
            for row in data.contributions
            if row.tavolo_id == tavolo.pk and (given := data.esito(row.id, EsitoStep.DECISION))
        )
        if decided:
            caption = f"Decisioni dell'organo: {tavolo.name}"
            blocks.append(Table(caption, headers, decided, (3, 2, 3, 3)))
    return blocks or [Paragraph("Gli esiti non sono ancora pubblicati.")]


def assessment(data: ReportData) -> list[Block]:
    """Whose assessment it is; the words are the officer's own."""
    return [Facts((("Responsabile del procedimento", data.officer or "da indicare"),))]


def annexes(data: ReportData) -> list[Block]:
    """Every contribution, in full, with its outcome (DM 72/2021, § 6, slot 7)."""
    blocks: list[Block] = []
    for row in data.contributions:
        title = "Contributo non pubblicato" if row.withheld else row.title
        blocks += [Heading(2, f"n. {row.number} {title}"), _origin(row)]
        if row.text and not row.withheld:
            blocks.append(Quote(row.text))
        for step in EsitoStep:
            given = data.esito(row.id, step)
            if given is not None:
                label = f"{step.label.capitalize()}: {given.outcome.label}. "
                blocks.append(Paragraph((Strong(label), Text(_reason(given)))))
    return blocks or [Paragraph("Non ci sono contributi.")]


def _origin(row: SynthesisRow) -> Paragraph:
    where = [row.tavolo_name, row.kind.label, row.meeting_title or ""]
    told = " · ".join(part for part in where if part)
    return Paragraph((Strong(row.body_name), Text(f" · {told}")))
