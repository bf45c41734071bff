"""The snapshot that participants get: the synthesis as it stood when it was shared."""

from collections.abc import Mapping
from typing import Any

from app.steps.contributions.queries import SynthesisRow
from app.steps.synthesis.details import detail_words
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.views import name_of


def snapshot(picture: Picture, rows: list[SynthesisRow]) -> dict[str, Any]:
    """The content of a shared draft, in plain words, so that it reads the same for ever."""
    used = set(picture.nodes_of)
    return {
        **nodes_of(picture, {row.id: row for row in rows}),
        "contributions": len(rows),
        "used": len([row for row in rows if row.id in used]),
    }


def nodes_of(picture: Picture, by_id: Mapping[int, SynthesisRow]) -> dict[str, Any]:
    """The nodes alone; `by_id` has the contributions that they are drawn from."""
    return {
        "groups": [
            {
                "title": kind.plural,
                "nodes": [_node(picture, node, by_id) for node in picture.of_kind(kind)],
            }
            for kind in NodeKind
            if picture.of_kind(kind)
        ]
    }


def _node(picture: Picture, node: NodeRow, by_id: Mapping[int, SynthesisRow]) -> dict[str, Any]:
    rows = [by_id[key] for key in picture.contributions.get(node.id, ()) if key in by_id]
    return {
        "code": node.code,
        "title": node.title,
        "text": node.text,
        "tavolo": node.tavolo_name,
        "details": detail_words(node.kind, node.details),
        "leads_to": [
            f"{other.code} {other.title}" for other in picture.named(picture.after.get(node.id, ()))
        ],
        "sources": [
            name_of(row) if row.withheld else f"{name_of(row)}, {row.body_name}" for row in rows
        ],
    }
