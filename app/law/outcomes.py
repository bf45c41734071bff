"""Which answer a contribution inherits from the shared nodes that it went into.

Every contribution gets an outcome with its reason; where many said the same, the answer may be
given once, to what was drawn from them. Source: L. 241/1990, art. 3.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

PLACEHOLDERS: Final = ("titolo", "numero", "ente")
"""What a common text may name each contribution by."""

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Inheritance:
    """`node` is the key of the node inherited from, None where there is nothing to inherit.

    `conflict`: the nodes say different things, and nobody chose one.
    """

    node: int | None
    pinned: bool = False
    conflict: bool = False


def inherit(answers: Sequence[tuple[int, Hashable]], pinned: int | None = None) -> Inheritance:
    """What a contribution inherits from the nodes that have an answer, given in their order.

    `answers` are (node key, what it says); `pinned` is the node that the office chose. One that
    no longer answers counts as not chosen. Nodes that agree count as one: the first.
    """
    if any(node == pinned for node, _ in answers):
        return Inheritance(pinned, pinned=True)
    if len({said for _, said in answers}) > 1:
        return Inheritance(None, conflict=True)
    return Inheritance(answers[0][0]) if answers else Inheritance(None)


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and is nothing that a contribution has, as it was typed."""
    found = (match.group(1) for match in _BRACES.finditer(text))
    return [name for name in dict.fromkeys(found) if name not in PLACEHOLDERS]


def names_each(text: str) -> bool:
    """Whether a common text names each contribution that it is for."""
    return any(f"{{{name}}}" in text for name in PLACEHOLDERS)


def fill(text: str, **values: str) -> str:
    """`text` with its placeholders replaced at once: what is put in is never read again."""
    return _BRACES.sub(lambda found: values.get(found.group(1), found.group(0)), text)
