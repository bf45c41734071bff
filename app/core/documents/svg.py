"""Which drawings are let into a document."""

import re
from xml.parsers import expat

from app.core.documents.errors import DocumentError

_FORBIDDEN = {"script", "image", "feimage", "foreignobject", "iframe", "animate", "set", "a"}
_FOREIGN = re.compile(r"url\(\s*['\"]?(?!\s*#)|@import", re.IGNORECASE)
_REFUSAL = "Il disegno non è un SVG valido, o richiama qualcosa che sta fuori di esso."


def _element(name: str, attributes: dict[str, str]) -> None:
    if name.rpartition(":")[2].lower() in _FORBIDDEN:
        raise DocumentError(_REFUSAL)
    for key, value in attributes.items():
        key = key.rpartition(":")[2].lower()
        linked = key in ("href", "src") and not value.startswith("#")
        if linked or key.startswith("on") or _FOREIGN.search(value):
            raise DocumentError(_REFUSAL)


def _style(data: str) -> None:
    if _FOREIGN.search(data):
        raise DocumentError(_REFUSAL)


def _doctype(*_: object) -> None:
    raise DocumentError(_REFUSAL)


def refuse_unsafe_svg(svg: str) -> None:
    """Raise DocumentError unless `svg` is well-formed, whole in itself and without scripts."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        _element(name, attributes)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = _style
    parser.StartDoctypeDeclHandler = _doctype
    try:
        parser.Parse(svg, True)
    except expat.ExpatError as error:
        raise DocumentError(_REFUSAL) from error
    if names[0].rpartition(":")[2] != "svg":
        raise DocumentError(_REFUSAL)
