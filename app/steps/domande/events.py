"""What happens to domande: no answers, names or reasons, only states, numbers and hashes."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class DomandaFiled(ProcedureEvent):
    """Filed online; `received_at` is the legal instant at which the whole request was here."""

    kind: ClassVar[str] = "domande.filed"
    number: int
    year: int
    received_at: str
    sha256: str
    avviso_version: int


@dataclass(frozen=True, kw_only=True)
class LateFilingRefused(ProcedureEvent):
    """Both instants in UTC, ISO 8601."""

    kind: ClassVar[str] = "domande.late_filing_refused"
    received_at: str
    deadline: str


@dataclass(frozen=True, kw_only=True)
class DomandaSuperseded(ProcedureEvent):
    """The subject was replaced by a new filing of its body; `by` is that one's public id."""

    kind: ClassVar[str] = "domande.superseded"
    by: str
    number: int
    year: int


@dataclass(frozen=True, kw_only=True)
class MemberConfirmed(ProcedureEvent):
    """Somebody who may act for a member said that it takes part; `member` is a public id."""

    kind: ClassVar[str] = "domande.member_confirmed"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberRetracted(ProcedureEvent):
    kind: ClassVar[str] = "domande.member_retracted"
    member: str


@dataclass(frozen=True, kw_only=True)
class MemberDeclined(ProcedureEvent):
    """Somebody who may act for a body that was asked said that it does not take part."""

    kind: ClassVar[str] = "domande.member_declined"
    member: str


@dataclass(frozen=True, kw_only=True)
class DomandaWithdrawn(ProcedureEvent):
    kind: ClassVar[str] = "domande.withdrawn"
    number: int
    year: int


@dataclass(frozen=True, kw_only=True)
class SignatureChecked(ProcedureEvent):
    """The office had a signed file examined again, with the certificates trusted that day."""

    kind: ClassVar[str] = "domande.signature_checked"
    sha256: str
    anchors_sha256: str
    rules: str


@dataclass(frozen=True, kw_only=True)
class DomandaRegistered(ProcedureEvent):
    """One that came by PEC or on paper; `arrived_at` is the instant in UTC, ISO 8601."""

    kind: ClassVar[str] = "domande.registered"
    number: int
    year: int
    channel: str
    arrived_at: str
    late: bool
    sha256: str
