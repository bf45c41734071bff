"""Bars cut by series, drawn on the server: each under its own words, nothing inline."""

from collections.abc import Sequence

from markupsafe import Markup

from app.core.web.drawing import (
    BAR,
    NARROW,
    SIDE,
    SIZE,
    Element,
    begin,
    finish,
    lines,
    rect,
    text,
    width_of,
)

PALETTE = (
    "#0066cc", "#00633f", "#a66300", "#5c3d99", "#b3122f",
    "#33485c", "#008073", "#8c3d73", "#665c00", "#5c6a78",
)  # fmt: skip
_LINE = SIZE + 4
_GAP = 14
_COLUMN = 350  # the least width of a column of the legend
_BOX = 14
Series = Sequence[tuple[str, Sequence[int]]]


def stacked_bars(title: str, labels: Sequence[str], series: Series, width: int = NARROW) -> Markup:
    """Horizontal bars, one for each label, cut by series; `title` is the text alternative.

    At least one label and one series, each with a whole number for every label; `width` is that
    of the ground, where a line of type is 16 high. Zeroes are left out. The same figures belong
    in a table beside it: a part too short for its figure does not bear it.
    """
    root = begin(title, width)
    totals = [sum(values[place] for _, values in series) for place in range(len(labels))]
    scale = (width - 2 * SIDE) / (max(totals) or 1)
    top = SIZE
    for place, label in enumerate(labels):
        for line in lines(f"{label}: {totals[place]}", width - 2 * SIDE):
            text(root, (SIDE, top), line)
            top += _LINE
        _bar(root, top - SIZE + 2, [values[place] for _, values in series], scale)
        top += BAR + _GAP + 6
    return finish(root, _legend(root, top, [name for name, _ in series], width))


def _bar(root: Element, top: int, values: Sequence[int], scale: float) -> None:
    left = float(SIDE)
    height = BAR + 6
    for number, value in enumerate(values):
        if not value:
            continue
        long = round(value * scale, 1)
        rect(root, (left, top, max(long - 1, 1)), _colour(number), height)
        if width_of(str(value)) + 4 <= long:
            middle = (left + long / 2, top + height - 6)
            text(root, middle, str(value), fill="#ffffff", text_anchor="middle")
        left = round(left + long, 1)


def _legend(root: Element, top: int, names: Sequence[str], width: int) -> int:
    """Draw it from `top` on, row after row; gives where it ends."""
    columns = max(width // _COLUMN, 1)
    column = (width - 2 * SIDE) / columns
    for start in range(0, len(names), columns):
        deep = 1
        for place, name in enumerate(names[start : start + columns]):
            left = SIDE + place * column
            rect(root, (left, top - _BOX + 2, _BOX), _colour(start + place), _BOX)
            words = lines(name, column - _BOX - 16)
            for number, line in enumerate(words):
                text(root, (left + _BOX + 8, top + number * _LINE), line)
            deep = max(deep, len(words))
        top += deep * _LINE + 4
    return top - SIZE


def _colour(number: int) -> str:
    return PALETTE[number % len(PALETTE)]
