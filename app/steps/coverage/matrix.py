"""The coverage matrix: each need with what answers it, the gaps both ways, as pages and as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.core.clock import legal_today
from app.core.files.csv_out import MARK, csv_row
from app.core.i18n import date_short, number_words
from app.steps.coverage.picture import Coverage, is_overdue
from app.steps.plans.enums import ItemState, Level
from app.steps.plans.models import PlanItem
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow

HEADERS = (
    "Bisogno", "Titolo del bisogno", "Tavolo", "Attraverso", "Voce del piano", "Livello",
    "Titolo della voce", "Stato", "Scadenza", "In ritardo", "Perché",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An item that answers a need; `through` is the node in between, or empty."""

    public_id: str
    code: str
    title: str
    level: str
    state: ItemState
    overdue: bool
    through: str
    why: str

    @property
    def state_shown(self) -> bool:
        """Objectives and programmes of which no state was written have none to show."""
        return self.level == Level.ACTIVITY.label or self.state is not ItemState.PLANNED


@dataclass(frozen=True, slots=True)
class NeedView:
    """A need of the matrix; without answers it is a gap."""

    public_id: str
    code: str
    title: str
    tavolo: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """Something without its other side: its code, title and where it stands."""

    public_id: str
    code: str
    title: str
    where: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Figures first, then each need, then the gaps both ways."""

    figures: tuple[tuple[str, str], ...]
    needs: tuple[NeedView, ...]
    unanswered: int
    left_out: tuple[GapView, ...]
    unasked: tuple[GapView, ...]
    activities: int


def matrix_of(coverage: Coverage) -> Matrix:
    """The matrix as it stands today."""
    needs = tuple(_need(need, coverage) for need in coverage.picture.of_kind(NodeKind.NEED))
    activities = coverage.of_level(Level.ACTIVITY)
    unasked = coverage.unasked()
    answered = sum(bool(need.answers) for need in needs)
    left_out = coverage.left_out()
    tied = len(activities) - len(unasked)
    return Matrix(
        figures=(
            ("Bisogni a cui il piano risponde", _of(answered, len(needs))),
            ("Attività che vengono dalla partecipazione", _of(tied, len(activities))),
            ("Interventi e aree non nel piano", number_words(len(left_out))),
        ),
        needs=needs,
        unanswered=len(needs) - answered,
        left_out=tuple(
            GapView(node.public_id, node.code, node.title, node.tavolo_name or "Più tavoli")
            for node in left_out
        ),
        unasked=tuple(_unasked(item, coverage) for item in unasked),
        activities=len(activities),
    )


def _of(part: int, whole: int) -> str:
    return f"{number_words(part)} su {number_words(whole)}"


def _need(need: NodeRow, coverage: Coverage) -> NeedView:
    today = legal_today()
    return NeedView(
        need.public_id,
        need.code,
        need.title,
        need.tavolo_name or "Più tavoli",
        tuple(
            AnswerView(
                public_id=answer.item.public_id,
                code=answer.item.code,
                title=answer.item.title,
                level=answer.item.level.label,
                state=answer.item.state,
                overdue=is_overdue(answer.item, today),
                through=f"{answer.through.code} {answer.through.title}" if answer.through else "",
                why=answer.why,
            )
            for answer in coverage.answers_to(need)
        ),
    )


def _unasked(item: PlanItem, coverage: Coverage) -> GapView:
    path = coverage.path_of(item)
    tied = [one.code for one in path if one.pk in coverage.nodes_of]
    where = path[-1] if path else None
    words = f"{where.code} {where.title}" if where else ""
    if tied:
        words += f" (viene dalla partecipazione ciò che la contiene: {', '.join(tied)})"
    return GapView(item.public_id, item.code, item.title, words)


def write_matrix(coverage: Coverage) -> Iterator[bytes]:
    """The matrix as CSV: needs with what answers them, then activities that no node asked for."""
    yield MARK + csv_row(HEADERS)
    for need in coverage.picture.of_kind(NodeKind.NEED):
        first = (need.code, need.title, need.tavolo_name or "Più tavoli")
        answers = coverage.answers_to(need)
        if not answers:
            yield csv_row((*first, *[""] * 8))
        for answer in answers:
            through = answer.through.code if answer.through else "direttamente"
            yield csv_row((*first, through, *_cells(answer.item), answer.why))
    for item in coverage.unasked():
        yield csv_row((*[""] * 4, *_cells(item), ""))


def _cells(item: PlanItem) -> tuple[str, ...]:
    return (
        item.code,
        item.level.label,
        item.title,
        item.state.label,
        date_short(item.due_on) if item.due_on else "",
        "sì" if is_overdue(item, legal_today()) else "no",
    )
