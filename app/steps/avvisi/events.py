"""What happens to an avviso."""

from dataclasses import dataclass
from typing import ClassVar

from app.steps.procedures.events import ProcedureEvent


@dataclass(frozen=True, kw_only=True)
class AvvisoSectionWritten(ProcedureEvent):
    kind: ClassVar[str] = "avvisi.section_written"
    section: str


@dataclass(frozen=True, kw_only=True)
class DomandaFormChosen(ProcedureEvent):
    kind: ClassVar[str] = "avvisi.form_chosen"
    parts: tuple[str, ...]
    declarations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AvvisoClosingSet(ProcedureEvent):
    kind: ClassVar[str] = "avvisi.closing_set"
    closes_at: str


@dataclass(frozen=True, kw_only=True)
class AvvisoPublished(ProcedureEvent):
    """`act` is the public id of the act it rests on; instants are ISO 8601 in UTC."""

    kind: ClassVar[str] = "avvisi.published"
    number: int
    published_at: str
    closes_at: str
    act: str
    content_sha256: str
