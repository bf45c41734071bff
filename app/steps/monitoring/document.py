"""A yearly account as one neutral document: figures first, pictures, then the office's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.core.documents.document import (
    Block,
    Document,
    Facts,
    Figure,
    Heading,
    ListBlock,
    Note,
    NoteLevel,
    Paragraph,
    Table,
    with_code,
)
from app.core.i18n import date_short, date_words, number_words
from app.core.text import DEMO_WORDS
from app.core.web.charts import stacked_bars
from app.core.web.drawing import WIDE
from app.law.monitoring import Reach
from app.law.words import counted
from app.steps.esiti.enums import Outcome
from app.steps.monitoring.picture import IndicatorRow
from app.steps.monitoring.queries.progress import ItemProgress, Progress
from app.steps.monitoring.views import drawing, indicator_view
from app.steps.plans.enums import ItemState

WORDS = (
    ("done", "Che cosa è stato fatto"),
    ("not_done", "Che cosa non è stato fatto, e perché"),
    ("next_steps", "Che cosa viene dopo"),
)
_ITEMS = ("Nel piano", "Da dove viene", "Stato", "Entro", "Chi se ne occupa")


@dataclass(frozen=True, slots=True)
class AccountText:
    """What the office wrote, and how the account presents itself.

    `corrections` are the reasons of the versions after the first, the newest last; `withdrawn`
    says that some before this one left the site.
    """

    year: int
    data_to: date
    authority: str
    procedure: str
    done: str
    not_done: str
    next_steps: str
    corrections: tuple[str, ...] = ()
    withdrawn: bool = False


def build_document(
    text: AccountText, progress: Progress, dated: datetime, *, demo: bool, draft: bool = False
) -> Document:
    """The whole account at `dated` (aware). Equal data give an equal document, hence bytes."""
    blocks: list[Block] = []
    if draft:
        blocks.append(Note("Bozza: il rendiconto non è ancora pubblicato.", NoteLevel.WARNING))
    blocks += _corrections(text)
    blocks += [Heading(1, "In breve", "in-breve"), *_figures(text, progress)]
    blocks += [
        Heading(1, "Che cosa è venuto dalla partecipazione", "partecipazione"),
        *_items(progress),
    ]
    blocks += [Heading(1, "Gli indicatori", "indicatori"), *_indicators(text, progress)]
    for name, title in WORDS:
        blocks.append(Heading(1, title, name.replace("_", "-")))
        written = getattr(text, name).strip()
        blocks += [Paragraph(part) for part in written.split("\n\n") if part.strip()] or [
            Paragraph("L'ufficio non ha scritto nulla.")
        ]
    return with_code(
        Document(
            title=f"Rendiconto annuale {text.year}: {text.procedure}",
            date=dated,
            blocks=tuple(blocks),
            author=text.authority,
            banner=DEMO_WORDS if demo else None,
        )
    )


def _corrections(text: AccountText) -> Iterator[Block]:
    if text.corrections:
        number = len(text.corrections) + 1
        kept = (
            "; di quelle ritirate resta solo la notizia"
            if text.withdrawn
            else ", che restano leggibili"
        )
        yield Note(f"Questa è la versione {number}: corregge le precedenti{kept}.")
        yield ListBlock(
            tuple(f"Versione {n}: {why}" for n, why in enumerate(text.corrections, start=2))
        )


def _figures(text: AccountText, progress: Progress) -> Iterator[Block]:
    states = progress.states
    reached = progress.reached(text.year)
    decided = progress.decided
    yield Facts(
        (
            ("Dati aggiornati a", date_words(text.data_to)),
            ("Contributi degli enti", number_words(progress.contributions)),
            (
                "Accolti dall'organo",
                _whole_and_part(decided),
            ),
            ("Voci del piano nate dai contributi", number_words(len(progress.items))),
            ("Già realizzate", number_words(states[ItemState.DONE])),
            ("In corso", number_words(states[ItemState.UNDER_WAY])),
            ("In ritardo", number_words(progress.overdue)),
            (
                "Indicatori misurati che hanno raggiunto l'obiettivo dell'anno",
                f"{reached[Reach.REACHED]} su {progress.judged(text.year)}",
            ),
        )
    )


def _whole_and_part(decided: Mapping[Outcome, int]) -> str:
    whole = number_words(decided.get(Outcome.TAKEN_UP, 0))
    return f"{whole} per intero, {number_words(decided.get(Outcome.TAKEN_UP_IN_PART, 0))} in parte"


def _items(progress: Progress) -> Iterator[Block]:
    if not progress.items:
        yield Paragraph("Nessuna voce del piano è ancora collegata a ciò che gli enti hanno detto.")
        return
    yield state_figure(progress)
    late = tuple(
        f"{item.code}, {item.title}: entro {date_words(item.due_on)}"
        for item in progress.items
        if item.overdue and item.due_on
    )
    if late:
        yield Note(f"In ritardo: {counted(len(late), 'voce', 'voci')}.", NoteLevel.WARNING)
        yield ListBlock(late)
    rows = tuple(item_row(item) for item in progress.items)
    yield Table(
        "Voci del piano nate dalla partecipazione", _ITEMS, rows, (5, 5, 3, 3, 4), row_headers=True
    )


def state_figure(progress: Progress, width: int = WIDE) -> Figure:
    """How many items are in which state: those from the participation, and the other activities.

    `width` is that of the drawing's ground: for paper unless said otherwise.
    """
    used = [state for state in ItemState if progress.states[state] or progress.others.get(state, 0)]
    labels = ["Nate dai contributi"]
    counts = [[progress.states[state]] for state in used]
    if sum(progress.others.values()):
        labels.append("Le altre attività del piano")
        counts = [
            [*row, progress.others.get(state, 0)] for row, state in zip(counts, used, strict=True)
        ]
    title = "A che punto sono le voci del piano"
    said = "; ".join(
        f"{label}: "
        + ", ".join(f"{row[place]} {state.label}" for row, state in zip(counts, used, strict=True))
        for place, label in enumerate(labels)
    )
    table = Table(
        title,
        ("Voci", *(state.label.capitalize() for state in used)),
        tuple((label, *(str(row[place]) for row in counts)) for place, label in enumerate(labels)),
        row_headers=True,
    )
    series = [(state.label, row) for row, state in zip(counts, used, strict=True)]
    svg = stacked_bars(title, labels, series, width)
    return Figure(str(svg), f"{title}. {said}.", title, table)


def item_row(item: ItemProgress) -> tuple[str, str, str, str, str]:
    """An item in a table: what, from what, where it stands, until when, whose it is."""
    numbers = [f"n. {one.number}" for one in item.contributions]
    came = [", ".join(f"{node.code} {node.title}" for node in item.nodes)]
    if numbers:
        came.append(f"{counted(len(numbers), 'contributo', 'contributi')}: {', '.join(numbers)}")
    stands = item.state.label + (", in ritardo" if item.overdue else "")
    return (
        f"{item.level.label.capitalize()} {item.code}: {item.title}",
        "\n".join(came),
        stands,
        date_short(item.due_on) if item.due_on else "—",
        item.owner or "—",
    )


def _indicators(text: AccountText, progress: Progress) -> Iterator[Block]:
    if not progress.indicators:
        yield Paragraph("Non ci sono ancora indicatori.")
        return
    overview = tuple(
        (
            row.measured_in,
            row.bare(row.values.get(text.year)),
            row.bare(row.targets.get(text.year)),
            row.reach(text.year).label,
        )
        for row in progress.indicators
        if text.year in row.years
    )
    headers = ("Indicatore", f"Valore {text.year}", f"Obiettivo {text.year}", "Come sta")
    if overview:
        caption = f"Gli indicatori nel {text.year}"
        yield Table(caption, headers, overview, (4, 2, 2, 3), row_headers=True)
    names = {item.id: f"{item.code}, {item.title}" for item in progress.items}
    for row in progress.indicators:
        yield from _indicator(row, names)


def _indicator(row: IndicatorRow, names: dict[int, str]) -> Iterator[Block]:
    yield Heading(2, row.name, f"indicatore-{row.public_id}")
    view = indicator_view(row, {})
    facts = [
        ("Che cosa misura", names.get(row.item_id or 0, "")),
        ("Unità", f"{row.unit}, {row.better.label}"),
        ("Partenza", view.baseline),
        ("Come si legge", row.note),
    ]
    yield Facts(tuple((label, value) for label, value in facts if value))
    if not row.years:
        yield Paragraph("Non ci sono ancora valori.")
        return
    headers = ("Anno", "Valore", "Obiettivo", "Come sta", "Fonte")
    table = Table(view.caption, headers, _rows(view.rows), (1, 2, 2, 3, 4), row_headers=True)
    said = "; ".join(f"{cells[0]}: {cells[1]}, obiettivo {cells[2]}" for cells in view.rows)
    yield Figure(str(drawing(row, wide=True)), f"{row.name}. {said}.", view.caption, table)
    if view.corrections:
        yield ListBlock(
            tuple(
                f"{one.what} corretto il {date_short(one.at)}: da {one.before} a {one.after}. "
                f"{one.reason}"
                for one in view.corrections
            )
        )


def _rows(rows: Sequence[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cells) for cells in rows)
