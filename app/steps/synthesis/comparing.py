"""The draft as it was sent beside the synthesis as it stands, node by node, word by word."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.core.diff import Piece, word_diff

_NUMBER = re.compile(r"n\. (\d+)")


class Fate(StrEnum):
    """What became of a node since the draft."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"

    @property
    def label(self) -> str:
        return {
            "same": "uguale",
            "changed": "cambiato",
            "new": "nuovo",
            "gone": "non c'è più, da solo",
        }[self.value]

    @property
    def tone(self) -> str:
        return {"same": "neutral", "changed": "info", "new": "success", "gone": "warning"}[
            self.value
        ]


@dataclass(frozen=True, slots=True)
class FieldDiff:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class NodeDiff:
    """A node of the draft, of the synthesis, or of both; `hidden` keeps back the draft's words."""

    code: str
    title: str
    fate: Fate
    fields: tuple[FieldDiff, ...]
    hidden: bool = False


def numbers_of(source: str) -> int:
    """The number of a contribution as a draft names it, 0 where it has none."""
    found = _NUMBER.search(source)
    return int(found[1]) if found else 0


def with_names(content: dict[str, Any], names: Mapping[int, str]) -> dict[str, Any]:
    """The draft with its sources named as they may be named today, by their number."""
    return {
        **content,
        "groups": [
            {
                **group,
                "nodes": [
                    {**node, "sources": [_named(each, names) for each in node["sources"]]}
                    for node in group["nodes"]
                ],
            }
            for group in content["groups"]
        ],
    }


def _named(source: str, names: Mapping[int, str]) -> str:
    number = numbers_of(source)
    return names.get(number, f"Contributo n. {number}")


def compare(
    draft: dict[str, Any], now: dict[str, Any], hidden: frozenset[str] = frozenset()
) -> list[tuple[str, list[NodeDiff]]]:
    """Kind by kind, every node of either content; `hidden` are codes whose old words stay back."""
    old, new = _by_code(draft), _by_code(now)
    titles = [group["title"] for group in (*draft["groups"], *now["groups"])]
    found = []
    for title in dict.fromkeys(titles):
        codes = [code for nodes in (old, new) for code, (kind, _) in nodes.items() if kind == title]
        nodes = [
            _node(code, old.get(code), new.get(code), hidden)
            for code in sorted(dict.fromkeys(codes), key=lambda code: (code[0], int(code[1:])))
        ]
        found.append((title, nodes))
    return found


def _by_code(content: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    return {
        node["code"]: (group["title"], node)
        for group in content["groups"]
        for node in group["nodes"]
    }


def _node(
    code: str,
    old: tuple[str, dict[str, Any]] | None,
    new: tuple[str, dict[str, Any]] | None,
    hidden: frozenset[str],
) -> NodeDiff:
    if code in hidden:
        title = new[1]["title"] if new else ""
        return NodeDiff(code, title, Fate.CHANGED if new else Fate.GONE, (), hidden=True)
    before, after = _told(old), _told(new)
    labels = dict.fromkeys([*before, *after])
    fields = tuple(
        FieldDiff(label, word_diff(before.get(label, ""), after.get(label, "")))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    )
    shown = (new or old or ("", {"title": ""}))[1]["title"]
    if old is None:
        return NodeDiff(code, shown, Fate.NEW, fields)
    if new is None:
        return NodeDiff(code, shown, Fate.GONE, ())
    return NodeDiff(code, shown, Fate.CHANGED if fields else Fate.SAME, fields)


def _told(node: tuple[str, dict[str, Any]] | None) -> dict[str, str]:
    """Label → words; links by code, since the other node's title is told by itself."""
    if node is None:
        return {}
    said = node[1]
    return {
        "Titolo": said["title"],
        "Testo": said["text"],
        "Tavolo": said["tavolo"],
        **dict(said["details"]),
        "Porta a": ", ".join(sorted(each.split(" ")[0] for each in said["leads_to"])),
        "Contributi": "\n".join(said["sources"]),
    }
