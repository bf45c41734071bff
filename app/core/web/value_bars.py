"""One bar for each year, with a mark where its target lies: drawn on the server, nothing inline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from pygal.etree import etree

_WIDTH, _ROW, _TOP, _SIDE = 520, 54, 8, 10
WIDE = 860  # for paper: the same type on a wider ground stands smaller on the page
_BAR, _SIZE = 18, 16
_INK, _VALUE, _GROUND, _TARGET = "#17324d", "#0066cc", "#e8edf3", "#a66300"
_FONT = "Titillium Web, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year with its figures in any one unit, None where there is none; `words` say them."""

    label: str
    value: int | None
    target: int | None
    words: str


def value_bars(title: str, years: Sequence[YearBar], width: int = _WIDTH) -> Markup:
    """Horizontal bars from zero, each under its own words; `title` is the text alternative.

    At least one year; `width` is that of the ground, where a line of type is 16 high. The same
    figures belong in a table beside it. What a colour says the words say too, and the target is
    a mark of another shape.
    """
    height = _TOP + _ROW * len(years) + 34
    root = etree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-label": title,
            "font-family": _FONT,
        },
    )
    figures = [each for year in years for each in (year.value, year.target) if each is not None]
    low, high = min((*figures, 0)), max((*figures, 0))
    scale = (width - 2 * _SIDE) / ((high - low) or 1)

    def place(figure: int) -> float:
        return round(_SIDE + (figure - low) * scale, 1)

    for number, year in enumerate(years):
        _draw(root, year, _TOP + _ROW * number, (place, width))
    _legend(root, height - 14)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  made here, escaped by it


def _draw(root: Any, year: YearBar, top: int, ground: tuple[Callable[[int], float], int]) -> None:
    place, width = ground
    _text(root, _SIDE, top + _SIZE, f"{year.label}: {year.words}")
    line = top + _SIZE + 8
    _rect(root, _SIDE, line, width - 2 * _SIDE, _GROUND)
    if year.value is not None:
        start, end = sorted((place(0), place(year.value)))
        _rect(root, start, line, max(round(end - start, 1), 2), _VALUE)
    if year.target is not None:
        _mark(root, place(year.target), line - 4, line + _BAR + 4)


def _mark(root: Any, x: float, top: int, bottom: int) -> None:
    """A post with a cap and a foot, light around it so that it stands out on a bar."""
    drawn = f"M{x} {top}V{bottom}M{x - 5} {top}H{x + 5}M{x - 5} {bottom}H{x + 5}"
    for stroke, width in (("#ffffff", "6"), (_TARGET, "3")):
        look = {"d": drawn, "stroke": stroke, "stroke-width": width, "fill": "none"}
        etree.SubElement(root, "path", look)


def _legend(root: Any, line: int) -> None:
    _rect(root, _SIDE, line - 12, 22, _VALUE, 14)
    _text(root, _SIDE + 30, line, "valore misurato")
    _mark(root, _SIDE + 190, line - 14, line + 3)
    _text(root, _SIDE + 206, line, "obiettivo dell’anno")


def _rect(root: Any, x: float, y: float, width: float, fill: str, height: int = _BAR) -> None:
    etree.SubElement(
        root,
        "rect",
        {"x": str(x), "y": str(y), "width": str(width), "height": str(height), "fill": fill},
    )


def _text(root: Any, x: float, y: float, words: str) -> None:
    made = etree.SubElement(
        root, "text", {"x": str(x), "y": str(y), "font-size": str(_SIZE), "fill": _INK}
    )
    made.text = words
