"""What happens to contributions. Their words are never in the register: only their hash."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.contributions.enums import PUBLIC, ContributionState
from app.steps.procedures.events import ProcedureEvent

_TAKEN_BACK = frozenset({ContributionState.REDACTED.value, ContributionState.WITHHELD.value})


@dataclass(frozen=True, kw_only=True)
class ContributionSubmitted(ProcedureEvent):
    kind: ClassVar[str] = "contributions.submitted"
    number: int
    sha256: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ContributionCollected(ProcedureEvent):
    """The office typed what a body said in the room."""

    kind: ClassVar[str] = "contributions.collected"
    number: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ContributionWithdrawn(ProcedureEvent):
    kind: ClassVar[str] = "contributions.withdrawn"
    number: int


@dataclass(frozen=True, kw_only=True)
class ContributionModerated(ProcedureEvent):
    """Published, redacted, sent back or withheld: `origin` and `target` are its states."""

    kind: ClassVar[str] = "contributions.moderated"
    number: int
    origin: str
    target: str
    sha256: str

    @property
    def takes_back(self) -> bool:
        """Whether words that were public are so no more: what repeats them follows.

        Source: D.lgs. 33/2013, art. 7-bis c. 4.
        """
        return self.origin in PUBLIC and self.target in _TAKEN_BACK
