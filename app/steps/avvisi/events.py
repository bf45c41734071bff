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


@dataclass(frozen=True, kw_only=True)
class AvvisoChanged(ProcedureEvent):
    """Base of what happens to a published avviso: the new version and the act it rests on.

    `number` is the version's, `closes_at` the deadline in force afterwards (ISO 8601 in UTC).
    """

    number: int
    closes_at: str
    act: str
    content_sha256: str


@dataclass(frozen=True, kw_only=True)
class AvvisoRectified(AvvisoChanged):
    """`change` is correction, rectification or renewal (`app.law.changes`).

    `changed` names sections, and `definition` for the form. `proof_asked` where who has
    already applied must prove something new by `closes_at`.
    """

    kind: ClassVar[str] = "avvisi.rectified"
    change: str
    changed: tuple[str, ...]
    proof_asked: bool = False


@dataclass(frozen=True, kw_only=True)
class AvvisoExtended(AvvisoChanged):
    """`was` is the deadline before."""

    kind: ClassVar[str] = "avvisi.extended"
    was: str


@dataclass(frozen=True, kw_only=True)
class AvvisoReopened(AvvisoChanged):
    kind: ClassVar[str] = "avvisi.reopened"
    was: str


@dataclass(frozen=True, kw_only=True)
class AvvisoRevoked(AvvisoChanged):
    kind: ClassVar[str] = "avvisi.revoked"


@dataclass(frozen=True, kw_only=True)
class RevisionStarted(ProcedureEvent):
    kind: ClassVar[str] = "avvisi.revision_started"
    based_on: int


@dataclass(frozen=True, kw_only=True)
class RevisionDiscarded(ProcedureEvent):
    kind: ClassVar[str] = "avvisi.revision_discarded"


@dataclass(frozen=True, kw_only=True)
class FormTemplateSaved(ProcedureEvent):
    """`name` is the office's own word for a form of the domanda."""

    kind: ClassVar[str] = "avvisi.form_template_saved"
    name: str


@dataclass(frozen=True, kw_only=True)
class FormTemplateRemoved(ProcedureEvent):
    kind: ClassVar[str] = "avvisi.form_template_removed"
    name: str
