"""Between rooms only some furniture is lent; within a room it stands in one order."""

import grimp
import pytest

GROUPS = ("app.people", "app.steps")
LENT = {
    "actions", "queries", "models", "enums", "events", "facts", "navigation", "forms",
    "definition", "details", "picture", "ics", "views", "web", "actors", "letters",
}  # fmt: skip
ORDER = (
    "routes",
    "reactions",
    "actions",
    "emails",
    "views",
    "queries",
    "events",
    "models",
    "enums",
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("app", cache_dir=None)


def _room(module: str) -> tuple[str, str] | None:
    """The room of a module and its piece of furniture."""
    parts = module.split(".")
    if ".".join(parts[:2]) not in GROUPS or len(parts) < 4:
        return None
    return ".".join(parts[:3]), parts[3]


def _kind(piece: str) -> int | None:
    name = "routes" if piece.endswith("routes") else piece
    return ORDER.index(name) if name in ORDER else None


def test_rooms_lend_each_other_only_their_public_furniture(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{importer} → {imported}"
        for importer in sorted(graph.modules)
        for imported in graph.find_modules_directly_imported_by(importer)
        if (there := _room(imported))
        and (here := _room(importer))
        and here[0] != there[0]
        and there[1] not in LENT
    ]
    assert wrong == []


def test_within_a_room_nothing_looks_up(graph: grimp.ImportGraph) -> None:
    wrong = [
        f"{importer} → {imported}"
        for importer in sorted(graph.modules)
        for imported in graph.find_modules_directly_imported_by(importer)
        if (here := _room(importer))
        and (there := _room(imported))
        and here[0] == there[0]
        and (mine := _kind(here[1])) is not None
        and (theirs := _kind(there[1])) is not None
        and theirs < mine
    ]
    assert wrong == []
