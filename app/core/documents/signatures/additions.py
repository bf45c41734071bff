"""What incremental updates did to a PDF: whether anything but signatures was added to it."""

import io

import pikepdf

# What signing programs write anew in the catalogue and in a page; nothing of it is text.
_CATALOG = frozenset(
    {"/AcroForm", "/Perms", "/DSS", "/Metadata", "/Extensions", "/Version", "/StructTreeRoot"}
)
_PAGE = frozenset({"/Annots", "/Tabs", "/StructParents"})
_STRUCTURE = frozenset({"/StructTreeRoot", "/StructElem"})
_TREE = frozenset({"/Nums", "/Limits", "/Kids"})
_MAX_OBJECTS = 100_000


def only_signatures_added(first: bytes, whole: bytes) -> bool:
    """Say whether `whole`, which begins with `first`, shows the same pages and only new fields.

    Every object of `first` must stand unchanged, but for what names the signatures: the
    catalogue's form and evidence, a page's list of annotations (where only fields may join),
    document properties and the tree of tags. Raises pikepdf.PdfError.
    """
    with pikepdf.open(io.BytesIO(first)) as before, pikepdf.open(io.BytesIO(whole)) as after:
        if len(before.objects) > _MAX_OBJECTS or len(before.pages) != len(after.pages):
            return False
        catalog, info = before.Root.objgen, _objgen(before.trailer.get("/Info"))
        for old in before.objects:
            if old is None or _is_plumbing(old) or old.objgen == info:
                continue
            new = after.get_object(old.objgen)
            if not _same(old, new) and not _is_expected(old, new, old.objgen == catalog):
                return False
    return True


def _objgen(item: pikepdf.Object | None) -> tuple[int, int] | None:
    return item.objgen if item is not None else None


def _is_plumbing(item: pikepdf.Object) -> bool:
    """Object and cross-reference streams, and metadata: no page shows them."""
    kind = str(item.get("/Type", "")) if isinstance(item, pikepdf.Stream) else ""
    return kind in ("/ObjStm", "/XRef", "/Metadata")


def _same(old: pikepdf.Object, new: pikepdf.Object) -> bool:
    if isinstance(old, pikepdf.Stream):
        return (
            isinstance(new, pikepdf.Stream)
            and old.stream_dict.unparse() == new.stream_dict.unparse()
            and old.read_raw_bytes() == new.read_raw_bytes()
        )
    return bool(old.unparse(resolved=True) == new.unparse(resolved=True))


def _is_expected(old: pikepdf.Object, new: pikepdf.Object, is_catalog: bool) -> bool:
    if not isinstance(old, pikepdf.Dictionary) or not isinstance(new, pikepdf.Dictionary):
        return False
    changed = {
        key
        for key in {*old.keys(), *new.keys()}
        if key not in old or key not in new or not _same_value(old[key], new[key])
    }
    kind = str(old.get("/Type", ""))
    if is_catalog:
        return changed <= _CATALOG
    if kind == "/Page":
        return changed <= _PAGE and _only_fields_joined(old, new)
    return kind in _STRUCTURE or set(old.keys()) <= _TREE


def _same_value(old: pikepdf.Object, new: pikepdf.Object) -> bool:
    return _unparsed(old) == _unparsed(new)


def _unparsed(item: pikepdf.Object) -> bytes:
    if not isinstance(item, pikepdf.Object):
        return repr(item).encode()
    if item.is_indirect:
        return b"%d %d R" % item.objgen
    return bytes(item.unparse())


def _only_fields_joined(old: pikepdf.Object, new: pikepdf.Object) -> bool:
    """Whether the annotations of before are all there, and the new ones are signature fields."""
    before = [_unparsed(one) for one in old.get("/Annots", [])]
    after = list(new.get("/Annots", []))
    if before != [_unparsed(one) for one in after[: len(before)]]:
        return False
    return all(
        str(one.get("/Subtype", "")) == "/Widget" and _field_kind(one) == "/Sig"
        for one in after[len(before) :]
    )


def _field_kind(widget: pikepdf.Object) -> str:
    holder = widget if "/FT" in widget else widget.get("/Parent", pikepdf.Dictionary())
    return str(holder.get("/FT", ""))
