"""What the office words itself in a form of the domanda, by kind."""

from collections.abc import Iterable

from app.steps.avvisi.definition import PARTS, FormDefinition, OwnItem
from app.steps.avvisi.enums import OwnKind


def own_items(definition: FormDefinition, kind: OwnKind) -> tuple[OwnItem, ...]:
    """The documents, or the declarations, that the office has worded itself."""
    return definition.files if kind is OwnKind.DOCUMENTS else definition.own_declarations


def with_items(
    definition: FormDefinition, kind: OwnKind, items: Iterable[OwnItem]
) -> FormDefinition:
    """The same form asking these; the part of the documents comes and goes with them."""
    data = definition.model_dump()
    data["files" if kind is OwnKind.DOCUMENTS else "own_declarations"] = tuple(items)
    wanted = set(definition.parts) - {"documents"} | ({"documents"} if data["files"] else set())
    data["parts"] = tuple(code for code in PARTS if code in wanted)
    return FormDefinition.model_validate(data)
