"""The picture of needs and offer: one table for each kind of node, filtered, with its sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.core.text import sort_key
from app.core.web.forms import Bound, empty
from app.core.web.paging import PageOf, address, cut, read_number, read_ref, read_words
from app.steps.contributions.queries import SynthesisRow
from app.steps.procedures.queries import Here
from app.steps.synthesis.details import COVERAGE, DETAILS, PRIORITY, words_of, written_fields
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import PressForm
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import list_sources, load_picture
from app.steps.synthesis.views import Options, name_of, named

NEED_COLUMNS = (
    ("target", "Persone"),
    ("territory", "Territorio"),
    ("evidence", "Evidenze"),
    ("public_services", "Servizi pubblici"),
    ("offer", "Offerta degli enti"),
    ("coverage", "Copertura"),
    ("gap", "Che cosa manca"),
    ("priority", "Priorità"),
)
PAGE = 30
NONE = "missing"
"""What a filter is given for nodes in which a field was left empty."""


@dataclass(frozen=True, slots=True)
class PictureFilters:
    """The filters of the picture as they stand in its address; `node` is the one pointed at."""

    params: dict[str, str]
    number: int
    node: str = ""

    @property
    def kind(self) -> NodeKind:
        return NodeKind(self.params["tipo"] or "need")

    @property
    def form(self) -> Bound[PressForm]:
        return empty(PressForm, **self.params)

    @property
    def any(self) -> bool:
        """Whether anything narrows the table."""
        return any(value for name, value in self.params.items() if name != "tipo")


async def picture_filters(
    tipo: str = "",
    q: str = "",
    tavolo: str = "",
    persone: str = "",
    territorio: str = "",
    copertura: str = "",
    priorita: str = "",
    pagina: str = "1",
    nodo: str = "",
) -> PictureFilters:
    """The dependency that reads the filters; what makes no sense counts as not given."""
    params = {
        "tipo": tipo if tipo in set(NodeKind) else "",
        "q": read_words(q),
        "tavolo": read_ref(tavolo),
        "persone": read_words(persone),
        "territorio": read_words(territorio),
        "copertura": copertura if copertura in {*dict(COVERAGE), NONE} else "",
        "priorita": priorita if priorita in {*dict(PRIORITY), NONE} else "",
    }
    return PictureFilters(params, read_number(pagina), read_ref(nodo))


@dataclass(frozen=True, slots=True)
class Source:
    """A contribution as the picture names it; `address` is empty when not published."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class NodeView:
    """A row of the picture, in words; what was not given is empty."""

    public_id: str
    code: str
    title: str
    text: str
    tavolo: str
    cells: tuple[tuple[str, str], ...]
    leads_to: tuple[str, ...]
    sources: tuple[Source, ...]
    rereading: bool


@dataclass(frozen=True, slots=True)
class PictureView:
    """One page of the table, its columns, what may be chosen, and the other kinds' tables."""

    kind: NodeKind
    rows: PageOf[NodeView]
    columns: tuple[str, ...]
    tabs: tuple[tuple[str, str, int, bool], ...]
    tavoli: Options
    targets: Options
    territories: Options
    exports: tuple[tuple[str, str], ...]


def picture_of(
    session: Session, here: Here, filters: PictureFilters, path: str, *, public: bool
) -> PictureView:
    """The table at `path`, five queries whatever its length; `public` shows what anyone reads.

    A column that would be empty all down the page is left out.
    """
    key = here.procedure.pk
    picture = load_picture(session, key, whole=not public)
    found = [node for node in picture.of_kind(filters.kind) if _fits(node, filters.params)]
    page = cut(found, _page_with(found, filters), path, filters.params, PAGE)
    sources = list_sources(session, key, {node.id for node in page.rows})
    columns = [
        (name, label)
        for name, label in columns_of(filters.kind)
        if any(node.details.get(name) for node in page.rows)
    ]
    return PictureView(
        kind=filters.kind,
        rows=page.showing([_view(node, columns, picture, sources, here) for node in page.rows]),
        columns=tuple(label for _, label in columns),
        tabs=tuple(
            (kind.plural, address(path, {"tipo": kind.value}), len(nodes), kind is filters.kind)
            for kind in NodeKind
            if (nodes := picture.of_kind(kind)) or kind is NodeKind.NEED
        ),
        tavoli=_options((node.tavolo_public_id, node.tavolo_name) for node in picture.nodes),
        targets=_values(picture, "target"),
        territories=_values(picture, "territory"),
        exports=tuple(
            (name, address(f"{path}.{ending}", filters.params))
            for name, ending in (("CSV", "csv"), ("Excel (XLSX)", "xlsx"))
        ),
    )


def _page_with(found: Sequence[NodeRow], filters: PictureFilters) -> int:
    """The page of the node that is pointed at, else the one asked for."""
    places = (at for at, node in enumerate(found) if node.public_id == filters.node)
    place = next(places, None)
    return filters.number if place is None else place // PAGE + 1


def columns_of(kind: NodeKind) -> tuple[tuple[str, str], ...]:
    """(field, heading) of the table of a kind."""
    if kind is NodeKind.NEED:
        return NEED_COLUMNS
    fields = tuple((field.name, field.label) for field in written_fields(kind))
    return (*fields, ("priority", "Priorità"))


def table_of(
    session: Session, here: Here, filters: PictureFilters, base_url: str, *, public: bool
) -> Iterator[tuple[str, ...]]:
    """The whole table that the filters find, its head first, for a spreadsheet.

    The addresses of the published contributions are whole, from `base_url` on.
    """
    picture = load_picture(session, here.procedure.pk, whole=not public)
    sources = list_sources(session, here.procedure.pk)
    fields = DETAILS[filters.kind]
    head = ("Codice", filters.kind.label.capitalize(), "Testo", "Tavolo")
    last = ("Porta a", "Contributi", "Indirizzi dei contributi pubblicati")
    yield (*head, *(field.label for field in fields), *last)
    for node in picture.of_kind(filters.kind):
        if _fits(node, filters.params):
            view = _view(node, (), picture, sources, here)
            yield (
                node.code,
                node.title,
                node.text,
                node.tavolo_name,
                *(words_of(node.kind, node.details, field.name) for field in fields),
                "; ".join(view.leads_to),
                "; ".join(source.name for source in view.sources),
                " ".join(f"{base_url}{each.address}" for each in view.sources if each.address),
            )


def _fits(node: NodeRow, asked: dict[str, str]) -> bool:
    wanted = (
        ("tavolo", node.tavolo_public_id),
        ("persone", str(node.details.get("target", ""))),
        ("territorio", str(node.details.get("territory", ""))),
        ("copertura", str(node.details.get("coverage") or NONE)),
        ("priorita", str(node.details.get("priority") or NONE)),
    )
    if any(asked[name] and asked[name] != value for name, value in wanted):
        return False
    if not asked["q"]:
        return True
    said = " ".join(map(str, node.details.values()))
    words = sort_key(f"{node.code} {node.title} {node.text} {said}")
    return all(word in words for word in sort_key(asked["q"]).split())


def _view(
    node: NodeRow,
    columns: Sequence[tuple[str, str]],
    picture: Picture,
    rows: dict[int, SynthesisRow],
    here: Here,
) -> NodeView:
    base = f"/{here.scope}/contributi"
    found = [rows[key] for key in picture.contributions.get(node.id, ()) if key in rows]
    return NodeView(
        public_id=node.public_id,
        code=node.code,
        title=node.title,
        text=node.text,
        tavolo=node.tavolo_name,
        cells=tuple((label, _cell(node, name)) for name, label in columns),
        leads_to=tuple(named(other) for other in picture.named(picture.after.get(node.id, ()))),
        sources=tuple(
            Source(name_of(row), "" if row.withheld else f"{base}/{row.public_id}") for row in found
        ),
        rereading=node.rereading,
    )


def _cell(node: NodeRow, name: str) -> str:
    words = words_of(node.kind, node.details, name)
    reason = node.details.get("priority_reason", "")
    return f"{words}: {reason}" if name == "priority" and words and reason else words


def _values(picture: Picture, name: str) -> Options:
    return _options((value, value) for node in picture.nodes if (value := node.details.get(name)))


def _options(pairs: Iterator[tuple[str, str]]) -> Options:
    found: Sequence[tuple[str, str]] = list({key: words for key, words in pairs if key}.items())
    return sorted(found, key=lambda pair: sort_key(pair[1]))
