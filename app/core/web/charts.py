"""Drawings made on the server. Nothing inline: looks become plain attributes, as the CSP asks."""

import sys
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from pygal import Config, HorizontalStackedBar, PluginImportFixer
from pygal.etree import etree
from pygal.style import Style

# the library puts a finder of an old kind before every later import, which then warns
sys.meta_path[:] = [each for each in sys.meta_path if not isinstance(each, PluginImportFixer)]

PALETTE = (
    "#0066cc", "#00633f", "#a66300", "#5c3d99", "#b3122f",
    "#33485c", "#008073", "#8c3d73", "#665c00", "#7a8794",
)  # fmt: skip
_FONT = "Titillium Web, Arial, sans-serif"
_INK = "#17324d"
_GUIDE = "#d9dadb"
_SIZE = 15
_WIDTH = 760
_SLACK = 24  # the library may forget the last line of the legend
LABEL = 30  # characters: longer ones stand whole in the table beside the drawing
_DROPPED = {"defs", "style", "script", "desc", "title"}
Series = Sequence[tuple[str, Sequence[int]]]


def stacked_bars(title: str, labels: Sequence[str], series: Series) -> Markup:
    """Horizontal bars, one for each label, cut by series; `title` is the text alternative.

    At least one label and one series, each with a whole number for every label.
    The same figures belong in a table beside it. Zeroes are left out of the drawing.
    """
    columns = 2
    height = 90 + 24 * -(-len(series) // columns) + 44 * len(labels)
    chart = HorizontalStackedBar(
        Config(js=[], no_prefix=True, disable_xml_declaration=True),
        style=Style(label_font_size=_SIZE, legend_font_size=_SIZE, value_font_size=_SIZE),
        width=_WIDTH,
        height=height,
        legend_at_bottom=True,
        legend_at_bottom_columns=columns,
        legend_box_size=14,
        truncate_legend=-1,
        print_values=True,
        print_zeroes=False,
        value_formatter=lambda value: str(int(value)),
        show_y_guides=False,
        margin=10,
    )
    chart.y_labels = _ticks(series)
    chart.x_labels = [_short(label) for label in reversed(labels)]
    for name, values in series:
        chart.add(name, [value or None for value in reversed(values)])
    root = chart.render_tree()
    _plain(root, ())
    root.attrib.clear()
    root.set("viewBox", f"0 0 {_WIDTH} {height + _SLACK}")
    root.set("role", "img")
    root.set("aria-label", title)
    root.set("font-family", _FONT)
    return Markup(etree.tostring(root, encoding="unicode"))  # noqa: S704  made here, escaped by it


def _ticks(series: Series) -> list[int]:
    """Whole numbers from zero to past the longest bar, six steps at most."""
    longest = max((sum(each) for each in zip(*(v for _, v in series), strict=True)), default=1)
    step = max(1, -(-longest // 6))
    return list(range(0, longest + step, step))


def _short(label: str) -> str:
    return label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…"


def _plain(element: Any, inside: tuple[str, ...]) -> None:
    """Give `element` its look as attributes and drop what a still drawing does not need."""
    classes = element.get("class", "").split()
    around = (*inside, *classes)
    for child in list(element):
        if not isinstance(child.tag, str) or _name(child) in _DROPPED or _is_nothing(child):
            element.remove(child)
        else:
            _plain(child, around)
    for attribute in ("class", "style", "id"):
        element.attrib.pop(attribute, None)
    for name, value in _look(_name(element), classes, around).items():
        element.set(name, value)


def _look(name: str, classes: list[str], around: tuple[str, ...]) -> dict[str, str]:
    if name == "text":
        return _text(around)
    if name == "path":
        return {"stroke": _GUIDE if "guide" in classes else _INK, "fill": "none"}
    if name == "rect":
        colour = next((item for item in reversed(around) if item.startswith("color-")), "")
        if colour:
            return {"fill": PALETTE[int(colour[6:]) % len(PALETTE)], "stroke": "#ffffff"}
        return {"fill": "none"}
    return {}


def _text(around: tuple[str, ...]) -> dict[str, str]:
    anchor = "start"
    if "axis" in around:
        anchor = "end" if "y" in around else "middle"
    value = "text-overlay" in around
    return {
        "font-size": str(_SIZE),
        "fill": "#ffffff" if value else _INK,
        "text-anchor": "middle" if value else anchor,
    }


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _is_nothing(element: Any) -> bool:
    """A tooltip, or the bar of a zero, which the library draws without a width."""
    tooltip = "tooltip-overlay" in element.get("class", "").split()
    return tooltip or (_name(element) == "rect" and not element.get("width"))
