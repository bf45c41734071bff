"""What the pages of the synthesis show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.text import sort_key
from app.core.web.forms import Bound, empty
from app.core.web.paging import PageOf, cut, read_number, read_ref, read_words
from app.steps.calendar.queries import list_laboratories
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.procedures.queries import Here, list_tavoli
from app.steps.synthesis.details import DETAILS
from app.steps.synthesis.enums import WRITABLE, NodeKind
from app.steps.synthesis.forms import PressForm
from app.steps.synthesis.navigation import DESK
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import (
    HistoryRow,
    find_last_step,
    list_codes,
    list_history,
    load_picture,
)

Options = list[tuple[str, str]]
KINDS: Options = [(kind.value, kind.label.capitalize()) for kind in NodeKind]
EXCERPT = 220


def name_of(row: SynthesisRow) -> str:
    """A contribution in a few words; one that was not published has only its number."""
    if row.withheld or not row.title:
        return f"Contributo n. {row.number} (non pubblicato)"
    return f"n. {row.number} «{row.title}»"


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """The filters of the desk as they stand in its address; `node` is where to join."""

    params: dict[str, str]
    number: int

    @property
    def form(self) -> Bound[PressForm]:
        return empty(PressForm, **self.params)


async def desk_filters(
    q: str = "",
    tavolo: str = "",
    laboratorio: str = "",
    tipo: str = "",
    liberi: str = "",
    nodo: str = "",
    pagina: str = "1",
) -> DeskFilters:
    """The dependency that reads the filters; what makes no sense counts as not given."""
    params = {
        "q": read_words(q),
        "tavolo": read_ref(tavolo),
        "laboratorio": read_ref(laboratorio),
        "tipo": tipo if tipo in set(ContributionKind) else "",
        "liberi": "1" if liberi == "1" else "",
        "nodo": read_ref(nodo),
    }
    return DeskFilters(params, read_number(pagina))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A contribution at the desk, with the codes of the nodes drawn from it."""

    public_id: str
    name: str
    kind: str
    body: str
    tavolo: str
    excerpt: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node at the desk; `missing` says what it still waits for, or is empty."""

    public_id: str
    code: str
    title: str
    tavolo: str
    sources: int
    leads_to: tuple[str, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not tied up yet: contributions in no node, nodes that lead nowhere."""

    unused: int
    needs: tuple[NodeRow, ...]
    objectives: tuple[NodeRow, ...]

    @property
    def any(self) -> bool:
        return bool(self.unused or self.needs or self.objectives)


@dataclass(frozen=True, slots=True)
class Desk:
    """The two sides of the desk, the gaps and the last steps."""

    leaves: PageOf[Leaf]
    groups: tuple[tuple[str, tuple[NodeView, ...]], ...]
    gaps: Gaps
    targets: Options
    steps: Sequence[HistoryRow]
    names: dict[str, str]
    undoable: int | None


def desk_of(session: Session, here: Here, filters: DeskFilters, path: str) -> Desk:
    """Everything on the desk; a constant number of queries."""
    key = here.procedure.pk
    picture = load_picture(session, key)
    rows = list_published_for_synthesis(session, key)
    laboratories = {meeting.pk: meeting.public_id for meeting in list_laboratories(session, key)}
    shown = [row for row in rows if _fits(row, filters.params, laboratories, picture)]
    return Desk(
        leaves=cut([_leaf(row, picture) for row in shown], filters.number, path, filters.params),
        groups=tuple(
            (kind.plural, tuple(_node(node, picture) for node in picture.of_kind(kind)))
            for kind in NodeKind
        ),
        gaps=gaps_of(picture, rows),
        targets=[(node.public_id, f"{node.code} {node.title}") for node in picture.nodes],
        steps=list_history(session, key, limit=6),
        names=names_of(session, here, rows),
        undoable=last_undoable(session, here),
    )


def gaps_of(picture: Picture, rows: Sequence[SynthesisRow]) -> Gaps:
    """The orphans: what the synthesis has not tied up."""
    return Gaps(
        unused=sum(row.id not in picture.nodes_of for row in rows),
        needs=tuple(picture.leading_nowhere(NodeKind.NEED)),
        objectives=tuple(picture.leading_nowhere(NodeKind.OBJECTIVE)),
    )


def names_of(session: Session, here: Here, rows: Sequence[SynthesisRow]) -> dict[str, str]:
    """Public id → the words for a node or a contribution that the history names."""
    codes = list_codes(session, here.procedure.pk)
    return {**codes, **{row.public_id: name_of(row) for row in rows}}


def last_undoable(session: Session, here: Here) -> int | None:
    """The key of the last step that stands, while the synthesis is written."""
    last = find_last_step(session, here.procedure.pk)
    return last.pk if last and here.procedure.phase in WRITABLE else None


def choices(session: Session, here: Here) -> dict[str, Options]:
    """Tavoli, laboratories and kinds to choose from."""
    key = here.procedure.pk
    return {
        "tavoli": [(tavolo.public_id, tavolo.name) for tavolo in list_tavoli(session, key)],
        "laboratories": [(lab.public_id, lab.title) for lab in list_laboratories(session, key)],
        "contribution_kinds": [(kind.value, kind.label.capitalize()) for kind in ContributionKind],
    }


def _fits(
    row: SynthesisRow, asked: dict[str, str], laboratories: dict[int, str], picture: Picture
) -> bool:
    wanted = (
        ("tavolo", row.tavolo_public_id),
        ("laboratorio", laboratories.get(row.meeting_id or 0, "")),
        ("tipo", row.kind.value),
    )
    if any(asked[name] and asked[name] != value for name, value in wanted):
        return False
    if asked["liberi"] and row.id in picture.nodes_of:
        return False
    words = sort_key(f"{row.number} {row.title} {row.text} {row.body_name}")
    return all(word in words for word in sort_key(asked["q"]).split())


def _leaf(row: SynthesisRow, picture: Picture) -> Leaf:
    nodes = picture.named(picture.nodes_of.get(row.id, ()))
    text = "" if row.withheld else row.text
    return Leaf(
        public_id=row.public_id,
        name=name_of(row),
        kind=row.kind.label,
        body=row.body_name,
        tavolo=row.tavolo_name,
        excerpt=text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()}…",
        codes=tuple(node.code for node in nodes),
    )


_WAITS = {
    NodeKind.NEED: "senza obiettivo",
    NodeKind.OBJECTIVE: "senza intervento",
}


def _node(node: NodeRow, picture: Picture) -> NodeView:
    after = picture.named(picture.after.get(node.id, ()))
    return NodeView(
        public_id=node.public_id,
        code=node.code,
        title=node.title,
        tavolo=node.tavolo_name,
        sources=len(picture.contributions.get(node.id, ())),
        leads_to=tuple(other.code for other in after),
        missing="" if after else _WAITS.get(node.kind, ""),
    )


def node_fields(kind: str) -> tuple[Any, ...]:
    """The fields of the kind named in a form."""
    return DETAILS[NodeKind(kind)] if kind in set(NodeKind) else ()


def desk_address(here: Here, rest: str = "") -> str:
    """An address at the desk of this procedure."""
    return f"/ufficio/{here.scope}{DESK}{rest}"
