"""What happens to the final report."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class ReportWritten(ProcedureEvent):
    kind: ClassVar[str] = "reports.part_written"
    section: str


@dataclass(frozen=True, kw_only=True)
class AnnexingChosen(ProcedureEvent):
    kind: ClassVar[str] = "reports.annexing_chosen"
    annexing: str


@dataclass(frozen=True, kw_only=True)
class ReportApproved(ProcedureEvent):
    kind: ClassVar[str] = "reports.approved"
    number: int
    content: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReportReopened(ProcedureEvent):
    """The report is written again after version `number`, which stays."""

    kind: ClassVar[str] = "reports.reopened"
    number: int


@dataclass(frozen=True, kw_only=True)
class ReportSent(ProcedureEvent):
    """Events of before editions had no number and hash."""

    kind: ClassVar[str] = "reports.sent"
    organ: str
    number: int = 0
    sha256: str = ""
    sent_on: str


@dataclass(frozen=True, kw_only=True)
class ReportPublished(ProcedureEvent):
    kind: ClassVar[str] = "reports.published"
    number: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ProcedureConcluded(ProcedureEvent):
    kind: ClassVar[str] = "reports.procedure_concluded"
