"""What indicators may measure: the items of the plan and the nodes of the synthesis."""

from sqlmodel import Session

from app.steps.plans.queries import list_items
from app.steps.synthesis.queries import load_picture

Options = list[tuple[str, str]]


def list_measurable(session: Session, procedure_id: int) -> tuple[Options, Options]:
    """Items of the plan and nodes of the synthesis, to choose from, by public id."""
    items = [
        (item.public_id, f"{item.code} {item.title}") for item in list_items(session, procedure_id)
    ]
    nodes = [
        (node.public_id, f"{node.code} {node.title}")
        for node in load_picture(session, procedure_id).nodes
    ]
    return items, nodes


def names_of_measured(session: Session, procedure_id: int) -> dict[tuple[str, int], str]:
    """("item" or "node", key) → its name, of those that stand."""
    names = {
        ("item", item.pk): f"{item.level.label.capitalize()} {item.code}, {item.title}"
        for item in list_items(session, procedure_id)
    }
    picture = load_picture(session, procedure_id)
    return names | {("node", node.id): f"{node.code}, {node.title}" for node in picture.nodes}
