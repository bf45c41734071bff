"""A narrow Markdown for the texts that offices write: no HTML, no pictures, no scripts."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_TAGS = {
    "p", "br", "ul", "ol", "li", "strong", "em", "a", "blockquote", "h4", "h5", "h6",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto", "tel"}
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["image", "html_inline"]
)
_TOP = 3  # headings of a text stand under the page's own: # becomes h4


def _lower_headings(tokens: list[Token]) -> list[Token]:
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, int(token.tag[1]) + _TOP)}"
    return tokens


@lru_cache(maxsize=512)
def render_markdown(text: str) -> Markup:
    """`text` as safe HTML: paragraphs, lists, emphasis, quotations, headings and links."""
    tokens = _lower_headings(_PARSER.parse(text))
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704  cleaned just above
