"""The report's drawings, each with its figures in a table beside it."""

from collections import Counter
from collections.abc import Sequence

from app.core.documents.document import Block, Figure, Table
from app.core.web.charts import stacked_bars
from app.core.web.drawing import WIDE
from app.people.ets.enums import PUBLIC_SIDE
from app.steps.contributions.enums import ContributionKind
from app.steps.esiti.enums import DECISIONS, PROPOSALS, EsitoStep, Outcome
from app.steps.reports.content.data import ReportData

Series = Sequence[tuple[str, Sequence[int]]]


def participation(data: ReportData) -> list[Block]:
    """Bodies that sat at each tavolo, and services beside them."""
    sat = Counter[tuple[int, bool]]()
    for body in data.participants:
        for tavolo_id in body.tavolo_ids:
            sat[tavolo_id, body.kind in PUBLIC_SIDE] += 1
    names = [tavolo.name for tavolo in data.tavoli]
    series = [
        ("Enti", [sat[tavolo.pk, False] for tavolo in data.tavoli]),
        ("Servizi e unità funzionali", [sat[tavolo.pk, True] for tavolo in data.tavoli]),
    ]
    return drawn("Partecipanti per tavolo", names, series)


def contributions(data: ReportData) -> list[Block]:
    """Contributions by tavolo and kind; those whose kind is reserved are counted apart."""
    counted = Counter((row.tavolo_id, row.kind) for row in data.contributions)
    names = [tavolo.name for tavolo in data.tavoli]
    kinds = [(kind.label.capitalize(), kind) for kind in ContributionKind]
    series = [
        (label, [counted[tavolo.pk, kind] for tavolo in data.tavoli])
        for label, kind in (*kinds, ("Non pubblicati", None))
    ]
    return drawn("Contributi per tavolo", names, series)


def outcomes(data: ReportData, step: EsitoStep) -> list[Block]:
    """Published esiti of one step by tavolo and outcome."""
    counted = Counter[tuple[int, Outcome]]()
    for row in data.contributions:
        given = data.esito(row.id, step)
        if given is not None:
            counted[row.tavolo_id, given.outcome] += 1
    kinds = PROPOSALS if step is EsitoStep.PROPOSAL else DECISIONS
    names = [tavolo.name for tavolo in data.tavoli]
    series = [
        (kind.label.capitalize(), [counted[tavolo.pk, kind] for tavolo in data.tavoli])
        for kind in kinds
    ]
    title = (
        "Esiti proposti all'organo, per tavolo"
        if step is EsitoStep.PROPOSAL
        else "Decisioni dell'organo, per tavolo"
    )
    return drawn(title, names, series)


def drawn(title: str, names: Sequence[str], series: Series) -> list[Block]:
    """Bars with the table of the same figures; nothing where every figure is zero."""
    shown = [(name, values) for name, values in series if any(values)]
    if not shown or not names:
        return []
    rows = tuple(
        (name, *(str(values[place]) for _, values in shown), str(sum(v[place] for _, v in shown)))
        for place, name in enumerate(names)
    )
    totals = tuple(str(sum(values)) for _, values in shown)
    last = ("Totale", *totals, str(sum(sum(values) for _, values in shown)))
    headers = ("Tavolo", *(name for name, _ in shown), "Totale")
    weights = (4, *(2 for _ in shown), 2)
    table = Table(title, headers, (*rows, last), weights, row_headers=True)
    alt = f"Barre orizzontali, una per tavolo. {title}: le cifre sono nella tabella che segue."
    return [Figure(str(stacked_bars(title, names, shown, WIDE)), alt, title, table)]
