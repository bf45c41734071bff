"""The two sides of the desk: contributions, and the tree of the nodes drawn from them."""

from dataclasses import dataclass

from sqlmodel import Session

from app.core.web.forms import Bound, empty
from app.core.web.paging import PageOf, address, read_number, read_ref, read_words, window
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.queries import Filters, SynthesisRow
from app.steps.procedures.queries import Here
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import PressForm
from app.steps.synthesis.history_views import StepView, step_views
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import (
    AtDesk,
    count_unused,
    list_history,
    list_leaves,
    load_picture,
)
from app.steps.synthesis.views import Gap, Options, gaps_of, last_undoable, name_of, named

EACH = 30
"""Contributions on a page."""
EXCERPT = 400
MANY = 20
"""Nodes beyond which what a need leads to is folded."""


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """The filters of the desk as they stand in its address; `nodo` is where to join."""

    params: dict[str, str]
    number: int

    @property
    def form(self) -> Bound[PressForm]:
        return empty(PressForm, **self.params)

    @property
    def any(self) -> bool:
        """Whether anything narrows the list."""
        return any(value for name, value in self.params.items() if name != "nodo")

    @property
    def asked(self) -> AtDesk:
        """The contributions that they narrow the desk to."""
        kind = self.params["tipo"]
        return AtDesk(
            self.params["q"],
            Filters(
                tavolo=self.params["tavolo"],
                meeting=self.params["laboratorio"],
                kind=ContributionKind(kind) if kind else None,
            ),
            unused=bool(self.params["liberi"]),
        )

    def at(self, path: str) -> str:
        """The same list and the same page of it, at `path`."""
        return address(path, self.params, self.number)


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
    """A contribution at the desk, with the nodes drawn from it as (code, public id)."""

    public_id: str
    name: str
    kind: str
    body: str
    tavolo: str
    excerpt: str
    nodes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A node at the desk with those it leads to; `again` where it already stands above."""

    public_id: str
    code: str
    title: str
    kind: str
    tavolo: str
    sources: int
    missing: tuple[str, ...]
    again: bool
    after: tuple["Branch", ...]

    @property
    def loose(self) -> bool:
        """Whether something is missing in what it leads to."""
        return any(other.missing or other.loose for other in self.after)


@dataclass(frozen=True, slots=True)
class Desk:
    """The two sides of the desk, the gaps and the last steps.

    With `many` nodes those below a need are folded; `hidden` are of other tavoli than the chosen.
    """

    leaves: PageOf[Leaf]
    tree: tuple[Branch, ...]
    hidden: int
    many: bool
    gaps: tuple[Gap, ...]
    targets: Options
    steps: tuple[StepView, ...]
    undoable: int | None


def desk_of(session: Session, here: Here, filters: DeskFilters, path: str) -> Desk:
    """Everything on the desk; a constant number of queries."""
    key = here.procedure.pk
    picture = load_picture(session, key, whole=True)
    rows, number, total = list_leaves(session, key, filters.asked, size=EACH, number=filters.number)
    leaves = [_leaf(row, picture) for row in rows]
    tree, hidden = _tree(picture, filters.params["tavolo"])
    steps = list_history(session, key, limit=6)
    return Desk(
        leaves=window(leaves, number, total, path, filters.params, EACH),
        tree=tree,
        hidden=hidden,
        many=len(picture.nodes) > MANY,
        gaps=gaps_of(picture, count_unused(session, key), path),
        targets=_targets(picture, filters.params["tavolo"]),
        steps=step_views(session, here, steps),
        undoable=last_undoable(session, here),
    )


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
        nodes=tuple((node.code, node.public_id) for node in nodes),
    )


def _targets(picture: Picture, tavolo: str) -> Options:
    """Where to join: the nodes of the tavolo that is being worked on come first."""
    ordered = sorted(
        picture.nodes, key=lambda node: bool(tavolo and tavolo != node.tavolo_public_id)
    )
    return [(node.public_id, named(node)) for node in ordered]


def _tree(picture: Picture, tavolo: str) -> tuple[tuple[Branch, ...], int]:
    """Needs with what they lead to, then what no need leads to; and how many a filter hides."""
    seen: set[int] = set()
    roots = [
        node
        for node in picture.nodes
        if node.kind is NodeKind.NEED or not picture.before.get(node.id)
    ]
    shown = [node for node in roots if not tavolo or tavolo == node.tavolo_public_id]
    tree = tuple(_branch(picture, node, seen) for node in shown)
    return tree, len(roots) - len(shown)


def _branch(picture: Picture, node: NodeRow, seen: set[int]) -> Branch:
    again = node.id in seen
    seen.add(node.id)
    after = () if again else picture.named(picture.after.get(node.id, ()))
    return Branch(
        public_id=node.public_id,
        code=node.code,
        title=node.title,
        kind=node.kind.label,
        tavolo=node.tavolo_name,
        sources=len(picture.contributions.get(node.id, ())),
        missing=() if again else _missing(picture, node),
        again=again,
        after=tuple(_branch(picture, other, seen) for other in after),
    )


def _missing(picture: Picture, node: NodeRow) -> tuple[str, ...]:
    nowhere = not picture.after.get(node.id)
    words = {
        "da rileggere": node.rereading,
        "senza obiettivo": (node.kind is NodeKind.NEED and nowhere)
        or (
            node.kind in {NodeKind.INTERVENTION, NodeKind.AREA} and not picture.before.get(node.id)
        ),
        "senza bisogno": node.kind is NodeKind.OBJECTIVE and not picture.before.get(node.id),
        "senza intervento": node.kind is NodeKind.OBJECTIVE and nowhere,
        "senza contributi": not picture.contributions.get(node.id),
    }
    return tuple(word for word, missing in words.items() if missing)
