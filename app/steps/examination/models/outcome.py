"""What the office asks, decides and publishes about the domande it received."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.steps.domande.enums import ExaminationState
from app.steps.examination.enums import CompletionOutcome
from app.steps.procedures.models import OfProcedure, procedure_key


class Completion(Entity, OfProcedure, table=True):
    """A request to complete a domanda, to be answered by `due_at`; closed by its `outcome`."""

    __tablename__ = "domanda_completion"
    __table_args__ = (procedure_key(),)

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    items: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    due_at: datetime = Field(sa_type=UtcDateTime)
    asked_by_id: int = Field(foreign_key="account.id")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answer: str = ""
    outcome: CompletionOutcome | None = Field(
        default=None,
        sa_type=values(CompletionOutcome),
    )
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class HindranceNotice(Entity, OfProcedure, table=True):
    """The reasons against a domanda, sent before a refusal (L. 241/1990, 10-bis); one for each.

    The body answers by `due_at`, ten days from `received_on` (a day in Rome).
    """

    __tablename__ = "hindrance_notice"
    __table_args__ = (procedure_key(), UniqueConstraint("domanda_id"))

    domanda_id: int = Field(foreign_key="domanda.id")
    reasons: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    sent_by_id: int = Field(foreign_key="account.id")
    sent_at: datetime = Field(sa_type=UtcDateTime)
    received_on: date
    due_at: datetime = Field(sa_type=UtcDateTime)
    observations: str = ""
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    recorded_by_id: int | None = Field(default=None, foreign_key="account.id")
    reminded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Decision(Entity, OfProcedure, table=True):
    """What was decided of a domanda, and why; final once an admission publishes it.

    Until then a later decision replaces it, and stands beside it: `replaced_at`. Where the
    authority wants a second person, another one confirms it or sends it back (`returned_at`).
    `answer` is what it says of the body's observations.
    """

    __tablename__ = "domanda_decision"
    __table_args__ = (
        procedure_key(),
        CheckConstraint("outcome = 'admitted' OR reason <> ''", name="reasoned"),
    )

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    outcome: ExaminationState = Field(sa_type=values(ExaminationState))
    reason: str = ""
    answer: str = ""
    decided_by_id: int = Field(foreign_key="account.id")
    decided_at: datetime = Field(sa_type=UtcDateTime)
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    needs_second: bool = False
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_by_id: int | None = Field(default=None, foreign_key="account.id")
    returned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_reason: str = ""
    verbale_id: int | None = Field(default=None, foreign_key="examination_verbale.id", index=True)
    admission_id: int | None = Field(default=None, foreign_key="domanda_admission.id", index=True)

    @property
    def waits(self) -> bool:
        """Whether a second person still has to confirm it."""
        return self.needs_second and self.confirmed_at is None and self.replaced_at is None


class Admission(Entity, OfProcedure, table=True):
    """A published list, numbered within the procedure, resting on an act.

    `content` is the list as it was published: what a later decision changes is in a later one.
    """

    __tablename__ = "domanda_admission"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("procedure_id", "number"),
        UniqueConstraint("act_id"),
    )

    number: int
    act_id: int = Field(foreign_key="act.id")
    published_at: datetime = Field(sa_type=UtcDateTime)
    sha256: str = Field(sa_type=short(64))
