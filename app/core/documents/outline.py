"""What the formats share: headings with even levels and ids of their own, safe links."""

import re
import unicodedata
from dataclasses import dataclass

from app.core.documents.document import Document, Heading

_NOT_IN_ANCHOR = re.compile(r"[^a-z0-9]+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x20<>\"]+\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A heading as it is shown: its level with no skip, its id, unique in the document."""

    level: int
    anchor: str
    text: str


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_ANCHOR.sub("-", plain).strip("-")[:60].strip("-") or "sezione"


class Outline:
    """The headings of a document, in their order, and where its links lead."""

    def __init__(self, document: Document) -> None:
        self.entries: list[Entry] = []
        self._by_name: dict[str, str] = {}
        taken: set[str] = set()
        above: list[int] = []
        for block in document.blocks:
            if not isinstance(block, Heading):
                continue
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            anchor = base = _slug(block.anchor or block.text)
            count = 1
            while anchor in taken:
                count += 1
                anchor = f"{base}-{count}"
            taken.add(anchor)
            self._by_name.setdefault(block.anchor or anchor, anchor)
            self.entries.append(Entry(len(above), anchor, block.text))

    def target(self, url: str) -> str | None:
        """Give where `url` leads: an address, `#id` of a heading, or None if nowhere safe."""
        if url.startswith("#"):
            anchor = self._by_name.get(url[1:])
            return f"#{anchor}" if anchor else None
        return url if _ADDRESS.match(url) else None
