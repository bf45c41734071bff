"""What happens to priorities: numbers and codes; the words stay in their own tables."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class BallotRecorded(ProcedureEvent):
    """A result of a tavolo, for the first time or as it was put right."""

    kind: ClassVar[str] = "priorities.ballot_recorded"
    rule: str
    bodies: int
    nodes: int
    edition: int


@dataclass(frozen=True, kw_only=True)
class BallotWithdrawn(ProcedureEvent):
    kind: ClassVar[str] = "priorities.ballot_withdrawn"


@dataclass(frozen=True, kw_only=True)
class DivergenceExplained(ProcedureEvent):
    """`subject` is the ballot, `code` the node on which the office sees it otherwise."""

    kind: ClassVar[str] = "priorities.divergence_explained"
    code: str
