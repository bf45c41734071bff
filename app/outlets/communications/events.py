"""What happens in the register of communications."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class CommunicationRecorded(ProcedureEvent):
    """The office wrote down what it sent another way."""

    kind: ClassVar[str] = "communications.recorded"
    way: str
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class CommunicationResent(ProcedureEvent):
    """A failed message was sent again; `of` is the failed one."""

    kind: ClassVar[str] = "communications.resent"
    of: str


@dataclass(frozen=True, kw_only=True)
class ReceiptHandedIn(ProcedureEvent):
    kind: ClassVar[str] = "communications.receipt_handed_in"
    receipt: str
    tied: bool
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReceiptTied(ProcedureEvent):
    """A person said which message a receipt speaks of."""

    kind: ClassVar[str] = "communications.receipt_tied"
    message: str
