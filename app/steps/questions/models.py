"""Questions about an avviso, their answers, and until when they are asked."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.questions.enums import QuestionState, RefusalGround


class QuestionTerm(Row, OfProcedure, table=True):
    """How many days before the avviso closes its questions end; without a row, the usual ones."""

    __tablename__ = "question_term"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id"))

    days: int


class Answer(Entity, OfProcedure, table=True):
    """One answer to one or more questions: a draft of the office's until `published_at`.

    `edition` counts its savings: two people may write it.
    """

    __tablename__ = "answer"
    __table_args__ = (procedure_key(), UniqueConstraint("id", "procedure_id"))

    text: str
    edition: int = 1
    written_by_id: int = Field(foreign_key="account.id")
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Question(Entity, OfProcedure, table=True):
    """What somebody asked, as they wrote it; `published_text` is what is published instead.

    Who asked (`account_id`, and `ets_id` where it was for a body) is never published; a question
    that came otherwise has neither. `number` is given when the answer is published.
    """

    __tablename__ = "question"
    __table_args__ = (
        procedure_key(),
        ForeignKeyConstraint(["answer_id", "procedure_id"], ["answer.id", "answer.procedure_id"]),
        UniqueConstraint("procedure_id", "number"),
        Index(None, "procedure_id", "state"),
        Index(None, "account_id"),
    )

    account_id: int | None = Field(default=None, foreign_key="account.id")
    ets_id: int | None = Field(default=None, foreign_key="ets.id")
    channel: str = Field(default="", sa_type=short(200))
    text: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    state: QuestionState = Field(default=QuestionState.WAITING, sa_type=values(QuestionState))
    published_text: str = ""
    ground: RefusalGround | None = Field(default=None, sa_type=values(RefusalGround))
    reason: str = ""
    answer_id: int | None = None
    number: int | None = None
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def shown_text(self) -> str:
        """What the public reads."""
        return self.published_text or self.text
