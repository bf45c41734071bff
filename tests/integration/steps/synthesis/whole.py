"""The whole synthesis as tests compare it, and the last step taken back."""

from typing import Any

from sqlmodel import Session, select

from app.steps.contributions.models import Contribution
from app.steps.synthesis.actions import undo_last_step
from app.steps.synthesis.forms import UndoForm
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import find_last_step, load_picture
from tests.factories.synthesis import Heard


def standing(session: Session, heard: Heard) -> Any:
    """The synthesis as it stands: words, sources with their notes, links."""
    picture = load_picture(session, heard.desk.here.procedure.pk)
    return (
        [(node.code, node.title, node.text, node.details) for node in picture.nodes],
        picture.sources,
        sorted(picture.links),
    )


def undo(session: Session, heard: Heard) -> None:
    last = find_last_step(session, heard.desk.here.procedure.pk)
    assert last is not None
    undo_last_step(session, heard.desk.actor, heard.desk.here, UndoForm(step=last.pk))


def sources(session: Session, heard: Heard) -> dict[str, set[int]]:
    """Code of each standing node → numbers of its contributions."""
    picture = load_picture(session, heard.desk.here.procedure.pk)
    numbers = {row.pk: row.number or 0 for row in session.exec(select(Contribution)).all()}
    return {
        node.code: {numbers[key] for key in picture.contributions.get(node.id, ())}
        for node in picture.nodes
    }


def refs(*nodes: Node | Contribution) -> list[str]:
    return [each.public_id for each in nodes]
