"""What happens to esiti. Reasons are not in the register: they stand in the esiti themselves."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class EsitiPublished(ProcedureEvent):
    """All proposals together, at restitution; `outcomes` counts them by outcome."""

    kind: ClassVar[str] = "esiti.published"
    count: int
    outcomes: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class EsitoAdded(ProcedureEvent):
    """An esito added after restitution; the ones before it stay. `subject` is the esito."""

    kind: ClassVar[str] = "esiti.added"
    contribution: str
    step: str
    sequence: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class EsitiDrafted(ProcedureEvent):
    """Drafts were written for `count` contributions, or nodes from `node` (a code) on."""

    kind: ClassVar[str] = "esiti.drafted"
    count: int
    outcome: str
    node: str = ""


@dataclass(frozen=True, kw_only=True)
class EsitoChosen(ProcedureEvent):
    """`choice`: inherited from a node (its code), back to what it inherits, an own one promised."""

    kind: ClassVar[str] = "esiti.chosen"
    number: int
    choice: str


@dataclass(frozen=True, kw_only=True)
class NodeEsitoAdded(ProcedureEvent):
    """A node's esito added after restitution; `inheriting` contributions follow it."""

    kind: ClassVar[str] = "esiti.node_added"
    node: str
    step: str
    sequence: int
    outcome: str
    inheriting: int


@dataclass(frozen=True, kw_only=True)
class EsitiRetold(ProcedureEvent):
    """Reasons that named a node (`subject`) by its title call it by its code now.

    `contributions` are the public ids of those that inherit them.
    """

    kind: ClassVar[str] = "esiti.retold"
    node: str
    contributions: tuple[str, ...]
