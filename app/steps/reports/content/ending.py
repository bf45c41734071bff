"""Sections 9, 10, 12 and 13: convergences, proposals not taken up, plan, assessment."""

from collections import Counter

from app.core.documents.document import (
    Block,
    Facts,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.laboratories.enums import VerbaleOutcome
from app.steps.reports.content import figures
from app.steps.reports.content import plan as became
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
    blocks += became.agreements(data)
    return blocks or [Paragraph("I verbali non registrano ancora proposte o posizioni.")]


def not_proposed(data: ReportData) -> list[Block]:
    """Every contribution that is not proposed, with its reason, tavolo by tavolo."""
    blocks: list[Block] = []
    headers = ("Contributo", "Ente", "Esito", "Ragione")
    for tavolo in data.tavoli:
        rows = tuple(
            (row.name, row.body or "—", given.outcome.label, reason_words(given))
            for row in data.by_tavolo[tavolo.pk]
            if (given := data.esito(row.id, EsitoStep.PROPOSAL)) and given.outcome in _REFUSED
        )
        if rows:
            caption = f"Proposte non accolte: {tavolo.name}"
            blocks.append(Table(caption, headers, rows, (3, 2, 2, 4)))
    return blocks or [Paragraph("Non ci sono proposte non accolte.")]


def reason_words(given: GivenEsito) -> str:
    """The reason of an esito, with whom it was passed on to."""
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
        blocks += figures.outcomes(data, EsitoStep.PROPOSAL)
        blocks += figures.outcomes(data, EsitoStep.DECISION)
    for tavolo in data.tavoli:
        decided = tuple(
            (row.name, given.outcome.label, given.plan_item or "—")
            for row in data.by_tavolo[tavolo.pk]
            if (given := data.esito(row.id, EsitoStep.DECISION))
        )
        if decided:
            caption = f"Decisioni dell'organo: {tavolo.name}"
            blocks.append(_decisions(caption, decided))
    blocks += [*became.answered(data), *became.in_the_plan(data)]
    return blocks or [Paragraph("Gli esiti non sono ancora pubblicati.")]


def _decisions(caption: str, rows: tuple[tuple[str, str, str], ...]) -> Table:
    """Without the column of the plan where no decision names its item: the links tell it below."""
    if all(item == "—" for _, _, item in rows):
        return Table(caption, ("Contributo", "Decisione"), tuple(r[:2] for r in rows), (4, 2))
    return Table(caption, ("Contributo", "Decisione", "Voce del piano"), rows, (4, 2, 3))


def assessment(data: ReportData) -> list[Block]:
    """Whose assessment it is; the words are the officer's own."""
    return [Facts((("Responsabile del procedimento", data.officer or "da indicare"),))]
