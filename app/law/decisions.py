"""What a rule answers: yes, or each reason why not, with its remedy and its source."""

from __future__ import annotations

from dataclasses import dataclass

from app.law.sources import Source


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a step is refused.

    ``field`` is the form field it belongs to, or None when it belongs to the whole step.
    ``reason`` and ``remedy`` are Italian sentences shown to people as they stand.
    """

    field: str | None
    reason: str
    remedy: str
    source: Source


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer of a rule: allowed when nothing refuses."""

    refusals: tuple[Refusal, ...] = ()

    @property
    def allowed(self) -> bool:
        """True when there is no refusal."""
        return not self.refusals

    def also(self, other: Decision) -> Decision:
        """Both rules together: the refusals of this one, then those of ``other``."""
        return Decision(self.refusals + other.refusals)


ALLOWED = Decision()
