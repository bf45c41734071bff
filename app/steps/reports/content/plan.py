"""What became of the synthesis: priorities beside the office's assessment, nodes in the plan."""

from collections.abc import Iterable

from app.core.documents.document import Block, Heading, ListBlock, Paragraph, Table
from app.core.i18n import date_short
from app.law.priorities import APART, Agreement, Comparison
from app.steps.esiti.enums import EsitoStep
from app.steps.esiti.queries import EsitoRow, latest_of
from app.steps.reports.content.data import ReportData
from app.steps.synthesis.picture import NodeRow

ADVISORY = (
    "I risultati dei tavoli sono consultivi: accanto sta la valutazione dell'ufficio, da 1 (la più "
    "bassa) a 5. Non si fa una media: ciò che converge e ciò che diverge resta com'è."
)


def priorities(data: ReportData) -> list[Block]:
    """Each result of a tavolo by its rule, with the office's level of every node in it."""
    held = data.priorities
    if not held.ballots:
        return []
    blocks: list[Block] = [Heading(2, "Le priorità dei tavoli"), Paragraph(ADVISORY)]
    nodes = data.picture.by_id
    for ballot in held.ballots:
        rows = tuple(
            (
                _named(nodes[each.node_id]),
                ballot.told(each.value),
                str(held.levels.get(each.node_id, "—")),
            )
            for each in ballot.results
            if each.node_id in nodes
        )
        if rows:
            where = f"{ballot.place}, {ballot.meeting_title}, {date_short(ballot.held_at)}"
            caption = f"{where}: {ballot.rule_text} ({ballot.bodies} enti)"
            headers = ("Che cosa", "Risultato del tavolo", "Valutazione dell'ufficio")
            blocks.append(Table(caption, headers, rows, (5, 3, 2)))
    return blocks


def agreements(data: ReportData) -> list[Block]:
    """Where the tavoli and the office see the same priority, and where they do not."""
    held = data.priorities
    if not held.ballots:
        return []
    blocks: list[Block] = [Heading(2, "Priorità: tavoli e ufficio")]
    same = tuple(
        f"{name}: {ballot}" for name, ballot, _ in _told(data, held.of(Agreement.CONVERGES))
    )
    if same:
        blocks += [Paragraph("Convergono:"), ListBlock(same)]
    rows = tuple(_told(data, held.of(*APART)))
    if rows:
        headers = ("Su che cosa", "Il tavolo", "Le parole dell'ufficio")
        blocks.append(Table("Dove si discostano", headers, rows, (3, 3, 4)))
    return blocks


def _told(data: ReportData, found: Iterable[Comparison]) -> Iterable[tuple[str, str, str]]:
    held, nodes = data.priorities, data.picture.by_id
    for each in found:
        if each.node in nodes:
            ballot = held.by_ballot[each.ballot]
            level = f"ufficio {each.level}" if each.level else "ufficio non espresso"
            told = f"{ballot.place}: {ballot.told(each.value)}; {level}"
            yield _named(nodes[each.node]), told, held.note(each) or "—"


def answered(data: ReportData) -> list[Block]:
    """The esiti of shared nodes: proposed to the organ, then decided."""
    blocks: list[Block] = []
    for step in EsitoStep:
        latest = latest_of(data.node_esiti, step)
        rows = tuple(
            (_named(node), *_words(latest[node.id]))
            for node in data.picture.nodes
            if node.id in latest
        )
        if rows:
            caption = f"Esiti dei nodi della sintesi: {step.label}"
            blocks.append(_answers(caption, rows))
    return blocks


def _answers(caption: str, rows: tuple[tuple[str, str, str, str], ...]) -> Table:
    """Without the column of the plan where no esito names its item: the links tell it below."""
    if all(item == "—" for _, _, item, _ in rows):
        short = tuple((name, outcome, reason) for name, outcome, _, reason in rows)
        return Table(caption, ("Nodo", "Esito", "Ragione"), short, (3, 2, 4))
    return Table(caption, ("Nodo", "Esito", "Voce del piano", "Ragione"), rows, (3, 2, 3, 4))


def _words(row: EsitoRow) -> tuple[str, str, str]:
    passed = f" (trasmesso a: {row.passed_to})" if row.passed_to else ""
    return row.outcome.label, row.plan_words or "—", f"{row.reason}{passed}"


def in_the_plan(data: ReportData) -> list[Block]:
    """The plan's items that nodes went into, each with the nodes that it comes from."""
    if not data.plan_items:
        return []
    nodes = data.picture.by_id
    held: dict[int, list[str]] = {}
    for link in data.plan_links:
        if link.node_id in nodes:
            held.setdefault(link.item_id, []).append(nodes[link.node_id].code)
    rows = tuple(
        (
            item.level.label.capitalize(),
            f"{item.code} {item.title}",
            item.state.label,
            ", ".join(held[item.pk]),
        )
        for item in data.plan_items
        if item.pk in held
    )
    linked = {link.node_id for link in data.plan_links}
    without = tuple(_named(node) for node in data.picture.nodes if node.id not in linked)
    blocks: list[Block] = []
    if rows:
        headers = ("Livello", "Voce del piano", "Stato", "Nasce da")
        blocks.append(Table("Che cosa del piano nasce dal percorso", headers, rows, (2, 5, 2, 2)))
        if without:
            blocks += [Paragraph("Non sono collegati a una voce del piano:"), ListBlock(without)]
    return blocks


def _named(node: NodeRow) -> str:
    return f"{node.code} {node.title}"
