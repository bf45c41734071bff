"""Sections 5–8: the tavoli, the picture of needs and offer, objectives, interventions."""

from collections import Counter

from app.core.documents.document import Block, Heading, ListBlock, Paragraph, Quote, Table
from app.core.i18n import date_words
from app.steps.contributions.enums import ContributionKind
from app.steps.laboratories.enums import VerbaleOutcome
from app.steps.reports.content import plan
from app.steps.reports.content.data import ReportData
from app.steps.reports.content.sessions import HeldSession
from app.steps.synthesis.details import detail_words, words_of
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow

_IN_TABLE = frozenset({"target", "coverage", "priority"})
_PICTURE = ("Bisogno", "Persone", "Copertura", "Priorità", "Contributi")


def tables(data: ReportData) -> list[Block]:
    """Tavolo by tavolo, session by session, what was settled; plenaries first."""
    blocks: list[Block] = []
    places = [(None, "Plenarie"), *((tavolo.pk, tavolo.name) for tavolo in data.tavoli)]
    for key, name in places:
        held = [one for one in data.sessions if one.tavolo_id == key]
        if not held:
            continue
        blocks.append(Heading(2, name))
        if key is not None:
            blocks.append(Paragraph(_brought(data, key)))
        for one in held:
            blocks += [Heading(3, f"{one.meeting}, {date_words(one.held_at)}"), *_session(one)]
    return blocks or [Paragraph("Nessun verbale è stato approvato.")]


def _brought(data: ReportData, tavolo_id: int) -> str:
    """How many contributions a tavolo had, by kind, and from how many bodies."""
    rows = data.by_tavolo.get(tavolo_id, [])
    kinds = Counter(row.kind for row in rows)
    labels = (*((kind, kind.label) for kind in ContributionKind), (None, "non pubblicato"))
    told = ", ".join(f"{label} {kinds[kind]}" for kind, label in labels if kinds[kind])
    return f"Contributi: {len(rows)}" + (f" ({told})." if told else ".")


def _session(held: HeldSession) -> list[Block]:
    if not held.published and not held.seal:
        return [Paragraph("Il verbale di questa sessione non è ancora pubblicato.")]
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
    blocks: list[Block] = []
    for tavolo, held in _by_tavolo(needs):
        caption = f"Quadro dei bisogni e dell'offerta sociale: {tavolo}"
        rows = tuple(_row(data, node) for node in held)
        blocks += [Heading(2, tavolo), Table(caption, _PICTURE, rows, (4, 3, 2, 2, 2))]
        for node in held:
            blocks += [Heading(3, f"{node.code} {node.title}"), *_sheet(node)]
    return blocks


def _row(data: ReportData, node: NodeRow) -> tuple[str, ...]:
    told = (
        words_of(node.kind, node.details, name) or "—"
        for name in ("target", "coverage", "priority")
    )
    return (f"{node.code} {node.title}", *told, _sources(data, node))


def _by_tavolo(nodes: list[NodeRow]) -> list[tuple[str, list[NodeRow]]]:
    """The nodes of each tavolo, in the order in which they come; those of none at the end."""
    found: dict[str, list[NodeRow]] = {}
    for node in nodes:
        found.setdefault(node.tavolo_name or "Più tavoli", []).append(node)
    return list(found.items())


def objectives(data: ReportData) -> list[Block]:
    """Each objective with the needs it answers."""
    return _chain(data, (NodeKind.OBJECTIVE,), "Risponde a", "Nessun obiettivo.")


def interventions(data: ReportData) -> list[Block]:
    """Each intervention with the objectives it serves, ways and resources."""
    nodes = _chain(data, (NodeKind.INTERVENTION,), "Serve a", "Nessun intervento.")
    return [*plan.priorities(data), *nodes]


def areas(data: ReportData) -> list[Block]:
    """What is left to deepen or to design together."""
    return _chain(data, (NodeKind.AREA,), "Nasce da", "Nessuna area è stata individuata.")


def _chain(data: ReportData, kinds: tuple[NodeKind, ...], words: str, nothing: str) -> list[Block]:
    blocks: list[Block] = []
    for tavolo, held in _by_tavolo(data.picture.of_kind(*kinds)):
        blocks.append(Heading(2, tavolo))
        for node in held:
            blocks += [Heading(3, f"{node.code} {node.title}"), *_node(data, node)]
            before = [data.picture.by_id[key] for key in data.picture.before.get(node.id, ())]
            if before:
                named = "; ".join(f"{other.code} {other.title}" for other in before)
                blocks.append(Paragraph(f"{words}: {named}."))
    return blocks or [Paragraph(nothing)]


def _sheet(node: NodeRow, shown: frozenset[str] = _IN_TABLE) -> list[Block]:
    """The words and details of a node, but those that a table above has."""
    blocks: list[Block] = [Paragraph(node.text)] if node.text else []
    rest = {name: value for name, value in node.details.items() if name not in shown}
    told = tuple(f"{label}: {words}" for label, words in detail_words(node.kind, rest))
    if told:
        blocks.append(ListBlock(told))
    return blocks


def _node(data: ReportData, node: NodeRow) -> list[Block]:
    return [*_sheet(node, frozenset()), Paragraph(f"Contributi: {_sources(data, node)}.")]


def _sources(data: ReportData, node: NodeRow) -> str:
    numbers = data.numbers
    held = data.picture.contributions.get(node.id, ())
    return ", ".join(f"n. {numbers[key]}" for key in held if key in numbers) or "nessuno"
