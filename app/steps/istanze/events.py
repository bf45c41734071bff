"""What happens to istanze: on the installation's chain until a procedure has one of its own."""

from dataclasses import dataclass
from typing import ClassVar

from app.core.events import Event


@dataclass(frozen=True, kw_only=True)
class IstanzaEvent(Event):
    """Base; `authority` by public id. Drafts leave no trace but what is presented."""

    authority: str


@dataclass(frozen=True, kw_only=True)
class IstanzaPresented(IstanzaEvent):
    """`bodies` are public ids; `digest` covers the text and every file."""

    kind: ClassVar[str] = "istanze.presented"
    number: str
    answer_by: str
    bodies: tuple[str, ...]
    digest: str


@dataclass(frozen=True, kw_only=True)
class IstanzaWithdrawn(IstanzaEvent):
    kind: ClassVar[str] = "istanze.withdrawn"
    number: str


@dataclass(frozen=True, kw_only=True)
class IstanzaAccepted(IstanzaEvent):
    """`procedure` is the public id of what was created from it."""

    kind: ClassVar[str] = "istanze.accepted"
    number: str
    procedure: str
    late_days: int


@dataclass(frozen=True, kw_only=True)
class IstanzaRefused(IstanzaEvent):
    kind: ClassVar[str] = "istanze.refused"
    number: str
    late_days: int


@dataclass(frozen=True, kw_only=True)
class IstanzaNamedByAct(IstanzaEvent):
    """The start act of the procedure names the istanza it was born from."""

    kind: ClassVar[str] = "istanze.named_by_act"
    number: str
    act: str
