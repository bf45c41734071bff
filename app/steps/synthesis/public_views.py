"""What anyone reads of the synthesis once it is published."""

from dataclasses import dataclass

from sqlmodel import Session

from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.procedures.queries import Here
from app.steps.synthesis.details import detail_words, words_of
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import load_picture
from app.steps.synthesis.views import name_of


@dataclass(frozen=True, slots=True)
class Source:
    """A contribution as the public picture names it; `address` is empty when not published."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class NeedView:
    """A row of the picture of needs and offer, in words; what was not given is empty."""

    code: str
    title: str
    text: str
    tavolo: str
    cells: tuple[tuple[str, str], ...]
    objectives: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The other nodes of a kind, below the picture."""

    title: str
    anchor: str
    nodes: tuple[NeedView, ...]


COLUMNS = (
    ("Persone", "target"),
    ("Territorio", "territory"),
    ("Evidenze", "evidence"),
    ("Servizi pubblici", "public_services"),
    ("Offerta degli enti", "offer"),
    ("Copertura", "coverage"),
    ("Che cosa manca", "gap"),
    ("Priorità", "priority"),
)


def public_picture(session: Session, here: Here) -> tuple[list[NeedView], list[GroupView]]:
    """The picture of needs and offer, then the other nodes by kind; four queries."""
    picture = load_picture(session, here.procedure.pk)
    rows = {row.id: row for row in list_published_for_synthesis(session, here.procedure.pk)}
    base = f"/{here.scope}/contributi"
    needs = [
        _public(node, picture, rows, base, [(w, _cell(node, n)) for w, n in COLUMNS])
        for node in picture.of_kind(NodeKind.NEED)
    ]
    groups = [
        GroupView(
            kind.plural,
            kind.value,
            tuple(
                _public(node, picture, rows, base, detail_words(kind, node.details))
                for node in picture.of_kind(kind)
            ),
        )
        for kind in (NodeKind.OBJECTIVE, NodeKind.INTERVENTION, NodeKind.AREA)
        if picture.of_kind(kind)
    ]
    return needs, groups


def _cell(node: NodeRow, name: str) -> str:
    words = words_of(node.kind, node.details, name)
    reason = node.details.get("priority_reason", "")
    return f"{words}: {reason}" if name == "priority" and words and reason else words


def _public(
    node: NodeRow,
    picture: Picture,
    rows: dict[int, SynthesisRow],
    base: str,
    cells: list[tuple[str, str]],
) -> NeedView:
    found = [rows[key] for key in picture.contributions.get(node.id, ()) if key in rows]
    return NeedView(
        code=node.code,
        title=node.title,
        text=node.text,
        tavolo=node.tavolo_name,
        cells=tuple(cells),
        objectives=tuple(
            f"{other.code} {other.title}" for other in picture.named(picture.after.get(node.id, ()))
        ),
        sources=tuple(
            Source(name_of(row), "" if row.withheld else f"{base}/{row.public_id}") for row in found
        ),
    )
