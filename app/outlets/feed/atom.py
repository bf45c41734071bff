"""Writes a feed in Atom (RFC 4287); every text is escaped because of how it is built."""

import re
import xml.etree.ElementTree as ET  # writes only: nothing is parsed here
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from app.core.text import DEMO_WORDS

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """Something public that happened. `ref` names it for ever; `address` begins with a slash.

    `updated` is an aware instant.
    """

    ref: str
    title: str
    summary: str
    address: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of what is public under `page`; `own` is its address. Items come newest first.

    `since` is when the feed began, for one that has no item yet.
    """

    ref: str
    title: str
    author: str
    page: str
    own: str
    since: datetime
    items: Sequence[Item]


def write_atom(feed: Feed, base_url: str, *, demo: bool) -> bytes:
    """The feed as UTF-8 XML; whole addresses begin with `base_url`, names do not depend on it."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "it"})
    _add(root, "id", _name(feed.ref))
    _add(root, "title", f"Dimostrazione. {feed.title}" if demo else feed.title)
    _add(root, "subtitle", DEMO_WORDS if demo else f"Che cosa pubblica {feed.author}")
    _add(root, "updated", _instant(max((each.updated for each in feed.items), default=feed.since)))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type=MEDIA_TYPE, href=base_url + feed.own)
    _add(root, "link", rel="alternate", type="text/html", href=base_url + feed.page)
    _add(root, "generator", "Coprogramma")
    for item in feed.items:
        entry = _add(root, "entry")
        _add(entry, "id", _name(item.ref))
        _add(entry, "title", item.title)
        _add(entry, "updated", _instant(item.updated))
        _add(entry, "link", rel="alternate", type="text/html", href=base_url + item.address)
        _add(entry, "summary", f"{DEMO_WORDS} {item.summary}" if demo else item.summary)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text:
        made.text = _UNWRITABLE.sub("\ufffd", text)
    return made


def _name(ref: str) -> str:
    """A name that stays the same wherever the service moves (RFC 4287, 4.2.6)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'coprogramma:{ref}')}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
