"""Joins the parts of a long tagged PDF into one: pages, tags, destinations, bookmarks.

A part is what the typesetter made of some blocks. Only what it writes is understood: a structure
tree with one Document, flat trees of parents, identifiers and destinations. Joining takes
memory that a process keeps, so it is done by this file run by path in a process of its own: it
imports nothing of the application.
"""

import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

FAR = "https://part.invalid/#"  # stands in a part for a place in another


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: its level from 1, its words, the destination it leads to."""

    level: int
    words: str
    name: str


def read_pages(pdf: bytes) -> tuple[int, dict[str, int]]:
    """How many pages a part has, and the page (from 0) of each destination in it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        places = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        found = {name: places[where[0].objgen] for name, where in _destinations(opened)}
        return len(opened.pages), found


def pack(parts: Sequence[bytes], marks: list[Mark]) -> bytes:
    """The arguments of `join_parts` in one: a line of JSON, then the parts one after the other."""
    sizes = [len(part) for part in parts]
    said = {"sizes": sizes, "marks": [astuple(mark) for mark in marks]}
    return b"".join((json.dumps(said).encode(), b"\n", *parts))


def main() -> None:
    """Join what stands packed on standard input; the PDF on standard output."""
    source = sys.stdin.buffer
    said = json.loads(source.readline())
    parts = [source.read(size) for size in said["sizes"]]
    sys.stdout.buffer.write(join_parts(parts, [Mark(*mark) for mark in said["marks"]]))


def join_parts(parts: Iterable[bytes], marks: list[Mark]) -> bytes:
    """One PDF of all parts, in order; equal arguments give equal bytes."""
    first, *others = parts
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(first)) as joined:
        named = dict(_destinations(joined))
        for number, part in enumerate(others, start=1):
            with pikepdf.open(io.BytesIO(part)) as source:
                named.update(_add(joined, source, f"P{number}"))
        titles = {mark.name: mark.words for mark in marks}
        for page in joined.pages:
            _lead_near(page, titles)
        names = Array()
        for name in sorted(named):
            names.extend([String(name), named[name]])
        joined.Root.Names = Dictionary(Dests=joined.make_indirect(Dictionary(Names=names)))
        _bookmark(joined, marks, named)
        joined.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def _leaves(tree: pikepdf.Object, key: str) -> Iterator[pikepdf.Object]:
    """The nodes of a number or name tree that hold entries."""
    if key in tree:
        yield tree[key]
    for kid in tree.get("/Kids", ()):
        yield from _leaves(kid, key)


def _pairs(
    tree: pikepdf.Object | None, key: str
) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    for leaf in _leaves(tree, key) if tree is not None else ():
        for place in range(0, len(leaf), 2):
            yield leaf[place], leaf[place + 1]


def _destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests")
    for name, where in _pairs(names, "/Names"):
        yield str(name), where if isinstance(where, Array) else where.D


def _add(joined: pikepdf.Pdf, source: pikepdf.Pdf, prefix: str) -> dict[str, pikepdf.Object]:
    """Put the pages and the tags of `source` at the end; gives its destinations."""
    tree = joined.Root.StructTreeRoot
    base = int(tree.ParentTreeNextKey)
    joined.pages.extend(source.pages)
    added = list(joined.pages)[-len(source.pages) :]
    for page in added:
        _shift(page, base)
    more = joined.copy_foreign(source.Root.StructTreeRoot)
    whole, part = tree.K[0], more.K[0]
    for kid in part.K:
        kid.P = whole
        whole.K.append(kid)
        if str(kid.S) == "/Table":
            _rename_headers(kid, prefix)
    numbers = next(_leaves(tree.ParentTree, "/Nums"))
    shifted: list[Any] = []
    for number, above in _pairs(more.ParentTree, "/Nums"):
        shifted += (int(number) + base, above)
    numbers.extend(shifted)
    tree.ParentTreeNextKey = base + int(more.ParentTreeNextKey)
    _identify(tree, more, prefix)
    for role, meant in more.get("/RoleMap", Dictionary()).items():
        if "/RoleMap" not in tree:
            tree.RoleMap = Dictionary()
        tree.RoleMap[role] = meant
    return {
        name: joined.copy_foreign(source.make_indirect(where))
        for name, where in _destinations(source)
    }


def _shift(page: pikepdf.Page, base: int) -> None:
    """The page and its links are found further on in the tree of parents."""
    if "/StructParents" in page.obj:
        page.obj.StructParents = int(page.obj.StructParents) + base
    for note in page.obj.get("/Annots", ()):
        if "/StructParent" in note:
            note.StructParent = int(note.StructParent) + base


def _rename_headers(table: pikepdf.Object, prefix: str) -> None:
    """Cells name their headers by identifiers that another part uses too."""
    for row in _children(table):
        for cell in _children(row) if str(row.S) != "/TR" else (row,):
            for one in _children(cell):
                _rename(one, prefix)


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K")
    found = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in found if isinstance(kid, Dictionary) and "/S" in kid]


def _rename(cell: pikepdf.Object, prefix: str) -> None:
    said = cell.get("/A")
    for one in said if isinstance(said, Array) else [said] if said is not None else []:
        if "/Headers" in one:
            one.Headers = Array([String(prefix + str(name)) for name in one.Headers])


def _identify(tree: pikepdf.Object, more: pikepdf.Object, prefix: str) -> None:
    held = {str(name): element for name, element in _pairs(tree.get("/IDTree"), "/Names")}
    for old, element in _pairs(more.get("/IDTree"), "/Names"):
        element.ID = String(f"{prefix}{old}")
        held[f"{prefix}{old}"] = element
    names = Array()
    for name in sorted(held):
        names.extend([String(name), held[name]])
    tree.IDTree = Dictionary(Names=names)


def _lead_near(page: pikepdf.Page, titles: dict[str, str]) -> None:
    """Links to a place of another part lead there, now that it is in the same file."""
    for note in page.obj.get("/Annots", ()):
        address = str(note.get("/A", Dictionary()).get("/URI", ""))
        if address.startswith(FAR):
            del note["/A"]
            name = address.removeprefix(FAR)
            note.Dest = String(name)
            note.Contents = String(titles.get(name, name))


def _bookmark(pdf: pikepdf.Pdf, marks: list[Mark], named: dict[str, pikepdf.Object]) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    above: list[pikepdf.Object] = [root]
    for mark in marks:
        if mark.name not in named:
            continue
        del above[mark.level :]
        while len(above) < mark.level:
            above.append(above[-1])
        parent = above[-1]
        item = pdf.make_indirect(
            Dictionary(Title=String(mark.words), Parent=parent, Dest=String(mark.name))
        )
        if "/Last" in parent:
            item.Prev = parent.Last
            parent.Last.Next = item
        else:
            parent.First = item
        parent.Last = item
        # Closed but for the highest: a negative count is of what is hidden below.
        step = 1 if parent.objgen == root.objgen else -1
        parent.Count = int(parent.get("/Count", 0)) + step
        above.append(item)
    pdf.Root.Outlines = root


if __name__ == "__main__":
    main()
