"""What the drawings share: one ground, one type, looks as plain attributes, as the CSP asks."""

import textwrap
from xml.etree import ElementTree

from markupsafe import Markup

# A phone shows this width nearly as it is, so that type of 16 stays readable there.
NARROW = 400
WIDE = 760  # for paper: the same type on a wider ground stands smaller on the page
SIZE = 16
SIDE = 10
BAR = 18
INK = "#17324d"
GROUND = "#e8edf3"
_FONT = "Titillium Web, Arial, sans-serif"
_LETTER = 0.52  # of the size: a letter's mean width, rounded up

Element = ElementTree.Element


def begin(title: str, width: int) -> Element:
    """An empty drawing `width` wide, whose text alternative is `title`."""
    look = {"role": "img", "aria-label": title, "font-family": _FONT, "viewBox": f"0 0 {width} 0"}
    return Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **look})


def finish(root: Element, height: int) -> Markup:
    """The drawing as text, cut at `height`."""
    root.set("viewBox", f"{root.attrib['viewBox'].rpartition(' ')[0]} {height}")
    made = ElementTree.tostring(root, encoding="unicode")
    return Markup(made)  # noqa: S704  made here, escaped by it


def lines(words: str, width: float) -> list[str]:
    """`words` cut into lines that stand within `width`, by the mean width of letters."""
    return textwrap.wrap(words, max(int(width / (SIZE * _LETTER)), 8)) or [""]


def width_of(words: str) -> float:
    """About how wide `words` are."""
    return len(words) * SIZE * _LETTER


def rect(root: Element, box: tuple[float, float, float], fill: str, height: int = BAR) -> None:
    """A filled rectangle; `box` is left, top and width."""
    x, y, width = (f"{each:g}" for each in box)
    look = {"x": x, "y": y, "width": width, "height": str(height), "fill": fill}
    ElementTree.SubElement(root, "rect", look)


def text(root: Element, place: tuple[float, float], words: str, **look: str) -> None:
    """A line of type that stands on `place`; `look` are more attributes, `_` for `-`."""
    x, y = (f"{each:g}" for each in place)
    more = {name.replace("_", "-"): value for name, value in look.items()}
    base = {"x": x, "y": y, "font-size": str(SIZE), "fill": INK}
    ElementTree.SubElement(root, "text", {**base, **more}).text = words


def path(root: Element, drawn: str, stroke: str, width: str) -> None:
    """A line along `drawn`."""
    look = {"d": drawn, "stroke": stroke, "stroke-width": width, "fill": "none"}
    ElementTree.SubElement(root, "path", look)
