"""Sections 5–8: the tavoli, the picture of needs and offer, objectives, interventions."""

from app.core.documents.document import Block, Heading, ListBlock, Paragraph, Quote, Table
from app.core.i18n import date_words
from app.steps.laboratories.enums import VerbaleOutcome
from app.steps.reports.content.data import HeldSession, ReportData
from app.steps.synthesis.details import DETAILS
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow


def tables(data: ReportData) -> list[Block]:
    """Session by session, what each tavolo settled."""
    blocks: list[Block] = []
    for held in data.sessions:
        title = f"{held.tavolo}: {held.meeting}, {date_words(held.held_at)}"
        blocks += [Heading(2, title), *_session(held)]
    return blocks or [Paragraph("Nessun verbale è stato approvato.")]


def _session(held: HeldSession) -> list[Block]:
    blocks: list[Block] = []
    if held.synthesis:
        blocks.append(ListBlock(tuple(f"{item}: {text}" for item, text in held.synthesis)))
    if held.outcome is VerbaleOutcome.UNITARY:
        blocks += [Paragraph("Proposta unitaria del tavolo:"), Quote(held.unitary)]
    elif held.outcome is VerbaleOutcome.POSITIONS:
        blocks.append(Paragraph("Posizioni distinte:"))
        blocks += [Quote(text, ", ".join(bodies)) for text, bodies in held.positions]
    return blocks


def picture(data: ReportData) -> list[Block]:
    """Need × target × territory × evidence × services × offer × coverage × gap × priority."""
    needs = data.picture.of_kind(NodeKind.NEED)
    if not needs:
        return [Paragraph("La sintesi non ha ancora individuato bisogni.")]
    short = tuple(
        (
            f"{node.code} {node.title}",
            _told(node, "target"),
            _told(node, "coverage"),
            _told(node, "priority"),
            node.tavolo_name or "—",
            _sources(data, node),
        )
        for node in needs
    )
    headers = ("Bisogno", "Persone", "Copertura", "Priorità", "Tavolo", "Contributi")
    blocks: list[Block] = [
        Table("Quadro dei bisogni e dell'offerta sociale", headers, short, (4, 3, 2, 2, 3, 2))
    ]
    for node in needs:
        blocks += [Heading(2, f"{node.code} {node.title}"), *_node(data, node)]
    return blocks


def objectives(data: ReportData) -> list[Block]:
    """Each objective with the needs it answers."""
    return _chain(data, (NodeKind.OBJECTIVE,), "Risponde a", "Nessun obiettivo.")


def interventions(data: ReportData) -> list[Block]:
    """Each intervention with the objectives it serves, ways and resources."""
    return _chain(data, (NodeKind.INTERVENTION,), "Serve a", "Nessun intervento.")


def areas(data: ReportData) -> list[Block]:
    """What is left to deepen or to design together."""
    return _chain(data, (NodeKind.AREA,), "Nasce da", "Nessuna area è stata individuata.")


def _chain(data: ReportData, kinds: tuple[NodeKind, ...], words: str, nothing: str) -> list[Block]:
    blocks: list[Block] = []
    for node in data.picture.of_kind(*kinds):
        blocks += [Heading(2, f"{node.code} {node.title}"), *_node(data, node)]
        before = [data.picture.by_id[key] for key in data.picture.before.get(node.id, ())]
        if before:
            named = "; ".join(f"{other.code} {other.title}" for other in before)
            blocks.append(Paragraph(f"{words}: {named}."))
    return blocks or [Paragraph(nothing)]


def _node(data: ReportData, node: NodeRow) -> list[Block]:
    blocks: list[Block] = [Paragraph(node.text)] if node.text else []
    told = tuple(
        f"{field.label}: {_told(node, field.name)}"
        for field in DETAILS[node.kind]
        if node.details.get(field.name)
    )
    if told:
        blocks.append(ListBlock(told))
    blocks.append(Paragraph(f"Contributi: {_sources(data, node)}."))
    return blocks


def _told(node: NodeRow, name: str) -> str:
    """A detail in words: a choice by its label."""
    value = str(node.details.get(name) or "")
    field = next((field for field in DETAILS[node.kind] if field.name == name), None)
    return dict(field.options).get(value, value) or "—" if field else "—"


def _sources(data: ReportData, node: NodeRow) -> str:
    numbers = data.numbers
    held = data.picture.contributions.get(node.id, ())
    return ", ".join(f"n. {numbers[key]}" for key in held if key in numbers) or "nessuno"
