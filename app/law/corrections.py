"""Telling a slip of form, which keeps the term, from a change of meaning, which counts it anew."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Final

from app.law.avviso import AVVISO_SECTIONS
from app.law.decisions import Decision, Refusal
from app.law.sources import LR65_10_B

SUBSTANTIAL_SECTIONS: Final = frozenset(
    {
        "purposes",
        "object",
        "who",
        "requirements",
        "form",
        "ip_release",
        "terms",
        "filing",
        "participation",
    }
)
"""Sections that rule who takes part, in what and how: LR 65/2020, art. 10 c. 1 lett. b)."""

_TITLES: Final = {section.code: section.title for section in AVVISO_SECTIONS}
_WORD: Final = re.compile(r"\w+")
_ALIKE: Final = 0.8


def is_slip(before: str, after: str) -> bool:
    """Say whether ``after`` only mends misspelt words, capitals and punctuation of ``before``.

    Words stay as many and in their places. A mended word begins with the same letter and is
    nearly the same; a word with a figure in it never changes. So «non», a date, an amount or
    a condition that comes or goes is no slip.
    """
    old, new = (_WORD.findall(text.casefold()) for text in (before, after))
    return len(old) == len(new) and all(map(_mended, old, new))


def _mended(old: str, new: str) -> bool:
    if old == new:
        return True
    if any(letter.isdigit() for letter in old + new) or old[0] != new[0]:
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _ALIKE


def check_correction(
    changed: Mapping[str, tuple[str, str]], form_titles: Iterable[str] = ()
) -> Decision:
    """Decide whether what changed is only a slip of form, which keeps the term.

    ``changed`` maps a section's code to its text before and after; ``form_titles`` names in
    Italian what changes in what the domanda asks. In a substantial section only misspelt
    words may be mended. Source: LR 65/2020, art. 10 c. 1 lett. b) and c).
    """
    refusals = [
        Refusal(
            code,
            f"In «{_TITLES[code]}» non cambia solo un refuso.",
            "Pubblicatela come rettifica, con un nuovo termine di almeno venti giorni.",
            LR65_10_B,
        )
        for code, (before, after) in changed.items()
        if code in SUBSTANTIAL_SECTIONS and not is_slip(before, after)
    ]
    refusals += [
        Refusal(
            "definition",
            f"Cambia ciò che la domanda chiede: {title}.",
            "Pubblicatela come rettifica, con un nuovo termine di almeno venti giorni.",
            LR65_10_B,
        )
        for title in form_titles
    ]
    return Decision(tuple(refusals))
