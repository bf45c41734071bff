"""Sets the data of a document: at once, or in parts where it is long."""

import json
import time
from itertools import pairwise
from typing import Any

from app.core.documents.errors import DocumentError
from app.core.documents.pdf_join import FAR, Mark, pack, read_pages
from app.core.documents.worker import FAILED, run_worker

PART = 250_000  # characters of JSON: some 180 MB of the typesetter's memory
WHOLE = 350_000
_MEGABYTE = 1_000_000

Json = dict[str, Any]


def render_data(data: Json, end: float, each: float) -> bytes:
    """The PDF of what `_Setter` gave. `end` is when the time is over (monotonic seconds), later
    by `each` for every further megabyte. Raises NotSet and DocumentError.
    """
    blocks = [len(json.dumps(block, ensure_ascii=False)) for block in data["blocks"]]
    end += each * (sum(blocks) // _MEGABYTE)
    if sum(blocks) <= WHOLE:
        return _run("pdf", data, end)
    return _in_parts(data, blocks, end)


def _run(kind: str, data: Json, end: float) -> bytes:
    return _work(kind, json.dumps(data, ensure_ascii=False).encode(), end)


def _work(kind: str, data: bytes, end: float) -> bytes:
    made = run_worker(kind, data, end - time.monotonic())
    if not made.startswith(b"%PDF-"):
        raise DocumentError(FAILED)
    return made


def _in_parts(data: Json, sizes: list[int], end: float) -> bytes:
    """The pages of the words first, then cover and contents, which name those pages."""
    blocks = _far(data["blocks"])
    heads = [block for block in blocks if block["kind"] == "heading"]
    listed = [head for head in heads if head["level"] <= data["contents"]]
    none = {"front": True, "entries": [_entry(head, 0) for head in listed]}
    front = {**data, "blocks": []}
    pages, _ = read_pages(_run("pdf", {**front, "part": none}, end))
    places: dict[str, int] = {}
    parts = []
    counted = {"tables": 0, "figures": 0}
    for some in _cut(blocks, sizes):
        part = {"front": False, "page": pages + 1, **counted}
        made = _run("part", {**data, "blocks": some, "part": part}, end)
        count, found = read_pages(made)
        places.update({name: pages + place + 1 for name, place in found.items()})
        pages += count
        for block in some:
            _count(block, counted)
        parts.append(made)
    entries = [_entry(head, places.get(_name(head), 0)) for head in listed]
    first = _run("pdf", {**front, "part": {"front": True, "entries": entries}}, end)
    marks = [Mark(head["level"], _words(head["words"]), _name(head)) for head in heads]
    return _work("join", pack((first, *parts), marks), end)


def _cut(blocks: list[Json], sizes: list[int]) -> list[list[Json]]:
    """Parts of at most PART, cut before a heading of level 1 or 2 where one comes in time."""
    parts: list[list[Json]] = [[]]
    held = 0
    for block, size in zip(blocks, sizes, strict=True):
        high = block["kind"] == "heading" and block["level"] <= 2
        if parts[-1] and (held + size > PART or (high and held > PART * 2 // 3)):
            parts.append([])
            held = 0
        parts[-1].append(block)
        held += size
    for before, after in pairwise(parts):
        while before[-1]["kind"] == "heading":
            after.insert(0, before.pop())
    return [part for part in parts if part]


def _far(value: Any) -> Any:
    """The same blocks, with links to headings written so that they may lead to another part."""
    if isinstance(value, list):
        return [_far(one) if isinstance(one, (list, dict)) else one for one in value]
    made = {key: _far(one) if isinstance(one, (list, dict)) else one for key, one in value.items()}
    if made.get("kind") == "link" and made["to"].startswith("#"):
        made["to"] = f"{FAR}s-{made['to'][1:]}"
    return made


def _count(block: Json, counted: dict[str, int]) -> None:
    if block["kind"] == "table" and block["caption"]:
        counted["tables"] += 1
    if block["kind"] == "figure":
        counted["figures"] += 1
        if block["table"] is not None:
            _count(block["table"], counted)


def _entry(head: Json, page: int) -> Json:
    where = f"{FAR}{_name(head)}"
    return {"level": head["level"], "words": head["words"], "to": where, "page": str(page)}


def _name(head: Json) -> str:
    return f"s-{head['anchor']}"


def _words(words: str | list[str]) -> str:
    return words if isinstance(words, str) else "".join(words)
