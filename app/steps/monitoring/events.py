"""What happens in the year after; no event holds a name or an address."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class IndicatorAdded(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.indicator_added"
    code: str


@dataclass(frozen=True, kw_only=True)
class IndicatorEdited(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.indicator_edited"
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class IndicatorRemoved(ProcedureEvent):
    """Taken out of the pages, or put back (`standing`); its figures stay."""

    kind: ClassVar[str] = "monitoring.indicator_removed"
    standing: bool


@dataclass(frozen=True, kw_only=True)
class FigureRecorded(ProcedureEvent):
    """A figure in thousandths; a `sequence` above 1 corrects the one before, with its reason."""

    kind: ClassVar[str] = "monitoring.figure_recorded"
    figure: str
    year: int
    sequence: int
    thousandths: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class FiguresImported(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.figures_imported"
    sha256: str
    added: int
    corrected: int
    indicators: int


@dataclass(frozen=True, kw_only=True)
class AccountBegun(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.account_begun"
    year: int


@dataclass(frozen=True, kw_only=True)
class AccountReopened(ProcedureEvent):
    """A published account is written again; its versions stay."""

    kind: ClassVar[str] = "monitoring.account_reopened"
    year: int


@dataclass(frozen=True, kw_only=True)
class AccountWritten(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.account_written"
    year: int


@dataclass(frozen=True, kw_only=True)
class AccountPublished(ProcedureEvent):
    """A version of a yearly account; `number` above 1 is a correction of the one before."""

    kind: ClassVar[str] = "monitoring.account_published"
    year: int
    number: int
    content: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AccountWithdrawn(ProcedureEvent):
    """A published version left the site: words that it may repeat are public no more."""

    kind: ClassVar[str] = "monitoring.account_withdrawn"
    year: int
    number: int


@dataclass(frozen=True, kw_only=True)
class ReadingInvited(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.reading_invited"
    year: int
    expires_at: str


@dataclass(frozen=True, kw_only=True)
class ReadingRevoked(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.reading_revoked"


@dataclass(frozen=True, kw_only=True)
class ReadingGiven(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.reading_given"
    year: int
    seal: str


@dataclass(frozen=True, kw_only=True)
class ReadingAnswered(ProcedureEvent):
    kind: ClassVar[str] = "monitoring.reading_answered"
    sequence: int
