"""Drawings as pictures of points, for formats that do not carry SVG alone."""

import json
import re
import struct

from app.core.documents.worker import run_worker

_SIDE = re.compile(r'\b(width|height)="([\d.]+)')
_BOX = re.compile(r'viewBox="([-\d.]+)[ ,]+([-\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)"')


def svg_size(svg: str) -> tuple[float, float]:
    """Width and height that a drawing says of itself; a square where it says nothing."""
    box = _BOX.search(svg)
    if box:
        return float(box[3]) or 1.0, float(box[4]) or 1.0
    sides = dict(_SIDE.findall(svg[: svg.find(">") + 1]))
    width, height = (float(sides.get(name, 0)) or 1.0 for name in ("width", "height"))
    return width, height


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height in points."""
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def draw_pngs(svgs: list[str], timeout: float = 60) -> list[bytes]:
    """Each drawing as a PNG; equal drawings give equal bytes. All are made by one process.

    Raises DocumentError when one cannot be drawn, or the time (seconds) is over.
    """
    if not svgs:
        return []
    made = run_worker("png", json.dumps({"svgs": svgs}).encode(), timeout)
    found = []
    while made:
        size = int.from_bytes(made[:8])
        found.append(made[8 : 8 + size])
        made = made[8 + size :]
    return found
