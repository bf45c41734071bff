"""What the pages of the plan show: its tree with filters, and what it answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.core.clock import legal_today
from app.core.i18n import number_words
from app.core.text import sentence, sort_key
from app.core.web.forms import Bound, empty
from app.core.web.paging import PageOf, cut, read_number, read_ref, read_words
from app.law.words import counted
from app.steps.coverage.forms import PressForm
from app.steps.coverage.picture import Coverage, count_overdue, is_overdue
from app.steps.plans.enums import ItemState, Level
from app.steps.plans.models import PlanItem
from app.steps.plans.views import words_of
from app.steps.synthesis.picture import NodeRow

PAGE = 120
Options = list[tuple[str, str]]
STATES: Options = [(state.value, sentence(state.label)) for state in ItemState]


@dataclass(frozen=True, slots=True)
class PlanFilters:
    """The filters of the plan as they stand in its address; `item` is the one pointed at."""

    params: dict[str, str]
    number: int
    item: str = ""

    @property
    def form(self) -> Bound[PressForm]:
        return empty(PressForm, **self.params)


async def plan_filters(
    q: str = "",
    stato: str = "",
    settore: str = "",
    responsabile: str = "",
    partecipazione: str = "",
    ritardo: str = "",
    pagina: str = "1",
    voce: str = "",
) -> PlanFilters:
    """The dependency that reads the filters; what makes no sense counts as not given."""
    params = {
        "q": read_words(q),
        "stato": stato if stato in set(ItemState) else "",
        "settore": read_words(settore),
        "responsabile": read_words(responsabile),
        "partecipazione": "1" if partecipazione == "1" else "",
        "ritardo": "1" if ritardo == "1" else "",
    }
    return PlanFilters(params, read_number(pagina), read_ref(voce))


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as its line shows it. `nodes` are codes and titles of what it comes from."""

    public_id: str
    level: Level
    code: str
    title: str
    text: str
    owner: str
    due: str
    amount: str
    state: ItemState
    sector: str
    overdue: bool
    participated: bool
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A programme, or what stands under an objective without one, with its activities."""

    head: ItemView | None
    activities: tuple[ItemView, ...]

    @property
    def summary(self) -> str:
        """How many activities are shown, and how they stand."""
        done = sum(one.state is ItemState.DONE for one in self.activities)
        late = sum(one.overdue for one in self.activities)
        told = [f"{len(self.activities)} attività"]
        told += [counted(done, "realizzata", "realizzate")] if done else []
        told += [f"{late} in ritardo"] if late else []
        return ", ".join(told)


@dataclass(frozen=True, slots=True)
class Branch:
    """An objective and what it holds, as far as this page shows it."""

    head: ItemView | None
    blocks: tuple[Block, ...]

    @property
    def summary(self) -> str:
        """How many programmes are shown and how their activities stand; empty for a single one."""
        programmes = sum(block.head is not None for block in self.blocks)
        whole = Block(None, tuple(one for block in self.blocks for one in block.activities))
        return f"{programmes} programmi, {whole.summary}" if programmes > 1 else ""

    def holds(self, public_id: str) -> bool:
        """Whether this item is shown under the objective."""
        return any(
            public_id == one.public_id
            for block in self.blocks
            for one in (*filter(None, [block.head]), *block.activities)
        )


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan on one page: figures first, the choices of its filters, the branches shown.

    `pointed` is the public id of the item that the address points at; `lost` where it is not there.
    """

    figures: tuple[tuple[str, str], ...]
    overdue: int
    page: PageOf[PlanItem]
    branches: tuple[Branch, ...]
    sectors: Options
    owners: Options
    empty: bool
    pointed: str
    lost: bool


def plan_view(coverage: Coverage, filters: PlanFilters, path: str) -> PlanView:
    """The plan as it stands today, filtered and cut into pages; pure but for the legal day."""
    today = legal_today()
    shown = [item for item in coverage.items if _fits(item, filters.params, coverage, today)]
    places = {item.public_id: place for place, item in enumerate(shown)} if filters.item else {}
    place = places.get(filters.item)
    number = filters.number if place is None else place // PAGE + 1
    page = cut(shown, number, path, filters.params, PAGE)
    return PlanView(
        figures=_figures(coverage, today),
        overdue=count_overdue(coverage.items, today),
        page=page,
        branches=_branches(coverage, page.rows, today),
        sectors=_options(item.sector for item in coverage.items),
        owners=_options(item.owner for item in coverage.items),
        empty=not coverage.items,
        pointed=filters.item,
        lost=bool(filters.item) and place is None,
    )


def _figures(coverage: Coverage, today: date) -> tuple[tuple[str, str], ...]:
    activities = coverage.of_level(Level.ACTIVITY)
    done = sum(item.state is ItemState.DONE for item in activities)
    told = [(level.plural, number_words(len(coverage.of_level(level)))) for level in Level]
    told.append(("Attività realizzate", f"{number_words(done)} su {number_words(len(activities))}"))
    if coverage.picture.nodes:
        tied = sum(item.pk in coverage.participated for item in activities)
        words = f"{number_words(tied)} attività su {number_words(len(activities))}"
        told.append(("Dalla partecipazione", words))
    told.append(("In ritardo", number_words(count_overdue(coverage.items, today))))
    return tuple(told)


def _fits(item: PlanItem, asked: dict[str, str], coverage: Coverage, today: date) -> bool:
    if asked["stato"] and item.state.value != asked["stato"]:
        return False
    if asked["settore"] and item.sector != asked["settore"]:
        return False
    if asked["responsabile"] and item.owner != asked["responsabile"]:
        return False
    if asked["partecipazione"] and item.pk not in coverage.participated:
        return False
    if asked["ritardo"] and not is_overdue(item, today):
        return False
    words = sort_key(f"{item.code} {item.title} {item.text} {item.owner}")
    return all(word in words for word in sort_key(asked["q"]).split())


def _branches(coverage: Coverage, rows: Iterable[PlanItem], today: date) -> tuple[Branch, ...]:
    """The rows under what holds them, which is shown too where it did not fit the filters."""
    tree: dict[int, tuple[PlanItem | None, dict[int, tuple[PlanItem | None, list[PlanItem]]]]] = {}
    for item in rows:
        by_level = {one.level: one for one in (*coverage.path_of(item), item)}
        top, middle = by_level.get(Level.OBJECTIVE), by_level.get(Level.PROGRAMME)
        _, blocks = tree.setdefault(top.pk if top else 0, (top, {}))
        if item.level is Level.OBJECTIVE:
            continue
        _, activities = blocks.setdefault(middle.pk if middle else 0, (middle, []))
        if item.level is Level.ACTIVITY:
            activities.append(item)

    def view(item: PlanItem | None) -> ItemView | None:
        return item_view(item, coverage, today) if item else None

    return tuple(
        Branch(
            view(top),
            tuple(
                Block(view(middle), tuple(item_view(one, coverage, today) for one in activities))
                for middle, activities in blocks.values()
            ),
        )
        for top, blocks in tree.values()
    )


def item_view(item: PlanItem, coverage: Coverage, today: date) -> ItemView:
    """An item in words."""
    nodes = coverage.nodes_of.get(item.pk, ())
    return ItemView(
        public_id=item.public_id,
        level=item.level,
        code=item.code,
        title=item.title,
        text=item.text,
        owner=item.owner,
        due=words_of("due_on", item.due_on),
        amount=words_of("amount_cents", item.amount_cents),
        state=item.state,
        sector=item.sector,
        overdue=is_overdue(item, today),
        participated=item.pk in coverage.participated,
        nodes=tuple(f"{node.code} {node.title}" for node in nodes),
    )


def item_facts(item: PlanItem, view: ItemView) -> list[tuple[str, str]]:
    """The fields of an item for its page."""
    return [
        ("Livello", sentence(item.level.label)),
        ("Stato", sentence(item.state.label)),
        ("Responsabile", item.owner),
        ("Scadenza", f"{view.due} — in ritardo" if view.overdue else view.due),
        ("Importo", view.amount),
        ("Settore", item.sector),
    ]


def item_options(coverage: Coverage, taken: Iterable[int] = ()) -> Options:
    """The items to tie a node to, in the tree's order; those of `taken` are left out."""
    without = set(taken)
    return [
        (item.public_id, f"{item.code} {item.title}")
        for item in coverage.items
        if item.pk not in without
    ]


def node_options(coverage: Coverage, taken: Iterable[NodeRow] = ()) -> Options:
    """The nodes to tie an item to; those of `taken` are left out."""
    without = {node.id for node in taken}
    return [
        (node.public_id, f"{node.code} {node.title}")
        for node in coverage.picture.nodes
        if node.id not in without
    ]


def _options(words: Iterable[str]) -> Options:
    return [(word, word) for word in sorted({word for word in words if word}, key=sort_key)]


def reading(coverage: Coverage, filters: PlanFilters, path: str) -> dict[str, Any]:
    """What the office's and the public page of the plan have in common."""
    return {
        "plan": plan_view(coverage, filters, path),
        "form": filters.form,
        "filtered": any(filters.params.values()),
        "states": STATES,
        "with_nodes": bool(coverage.picture.nodes),
        "address": path,
    }
