"""One bar for each year, with a mark where its target lies: drawn on the server, nothing inline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.core.web.drawing import (
    BAR,
    GROUND,
    NARROW,
    SIDE,
    SIZE,
    Element,
    begin,
    finish,
    lines,
    path,
    rect,
    text,
)

_TOP, _LINE, _GAP = 8, SIZE + 4, 12
_VALUE, _TARGET = "#0066cc", "#a66300"


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year with its figures in any one unit, None where there is none; `words` say them."""

    label: str
    value: int | None
    target: int | None
    words: str


def value_bars(title: str, years: Sequence[YearBar], width: int = NARROW) -> Markup:
    """Horizontal bars from zero, each under its own words; `title` is the text alternative.

    At least one year; `width` is that of the ground, where a line of type is 16 high. The same
    figures belong in a table beside it. What a colour says the words say too, and the target is
    a mark of another shape.
    """
    root = begin(title, width)
    figures = [each for year in years for each in (year.value, year.target) if each is not None]
    low, high = min((*figures, 0)), max((*figures, 0))
    scale = (width - 2 * SIDE) / ((high - low) or 1)

    def place(figure: int) -> float:
        return round(SIDE + (figure - low) * scale, 1)

    top = _TOP
    for year in years:
        top = _draw(root, year, top, (place, width))
    _legend(root, top + SIZE)
    return finish(root, top + 34)


def _draw(
    root: Element, year: YearBar, top: int, ground: tuple[Callable[[int], float], int]
) -> int:
    place, width = ground
    for words in lines(f"{year.label}: {year.words}", width - 2 * SIDE):
        text(root, (SIDE, top + SIZE), words)
        top += _LINE
    line = top + 4
    rect(root, (SIDE, line, width - 2 * SIDE), GROUND)
    if year.value is not None:
        start, end = sorted((place(0), place(year.value)))
        rect(root, (start, line, max(round(end - start, 1), 2)), _VALUE)
    if year.target is not None:
        _mark(root, place(year.target), line - 4, line + BAR + 4)
    return line + BAR + _GAP


def _mark(root: Element, x: float, top: int, bottom: int) -> None:
    """A post with a cap and a foot, light around it so that it stands out on a bar."""
    drawn = f"M{x} {top}V{bottom}M{x - 5} {top}H{x + 5}M{x - 5} {bottom}H{x + 5}"
    for stroke, width in (("#ffffff", "6"), (_TARGET, "3")):
        path(root, drawn, stroke, width)


def _legend(root: Element, line: int) -> None:
    rect(root, (SIDE, line - 12, 22), _VALUE, 14)
    text(root, (SIDE + 30, line), "valore misurato")
    _mark(root, SIDE + 190, line - 14, line + 3)
    text(root, (SIDE + 206, line), "obiettivo dell’anno")
