"""What one rule of law is: act, article, letter and a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass

_CODES = frozenset({"c.c.", "c.p.c.", "CTS", "CAD", "GDPR"})


@dataclass(frozen=True, slots=True)
class Source:
    """One rule of law.

    ``short`` is a stable key, fit for anchors and for storing; ``article`` may name the
    paragraph ("10 c. 1"), be a section ("§ 2"), or be empty for a judgment.
    """

    short: str
    act: str
    article: str
    letter: str | None
    sentence: str

    @property
    def label(self) -> str:
        """The rule as people cite it: ``LR 65/2020, art. 10 c. 1 lett. c)``."""
        if not self.article:
            return self.act
        if self.article.startswith("§"):
            where = self.article
        else:
            several = "–" in self.article or " e " in self.article
            where = f"{'artt.' if several else 'art.'} {self.article}"
        if self.letter is not None:
            where = f"{where} lett. {self.letter})"
        if self.act in _CODES:
            return f"{where} {self.act}"
        return f"{self.act}, {where}"
