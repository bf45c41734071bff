"""Tables of domande that came by e-mail, and the domanda that each of their rows became."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, UtcDateTime, short
from app.steps.procedures.models import OfProcedure, procedure_key


class ArrivalBatch(Entity, OfProcedure, table=True):
    """A CSV that the office loaded; the same file is the same batch. Registered whole or not.

    `problems` says line by line what was refused when it was last tried; `registered_at` is by
    the legal clock.
    """

    __tablename__ = "arrival_batch"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id", "sha256"))

    sha256: str = Field(sa_type=short(64))
    file_id: int = Field(foreign_key="stored_file.id")
    problems: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)
    made_by_id: int = Field(foreign_key="account.id")
    registered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ArrivalBatchRow(Row, OfProcedure, table=True):
    """Which domanda a line of the file became; `line` counts as in the file, the header being 1."""

    __tablename__ = "arrival_batch_row"
    __table_args__ = (procedure_key(), UniqueConstraint("batch_id", "line"))

    batch_id: int = Field(foreign_key="arrival_batch.id")
    line: int
    domanda_id: int = Field(foreign_key="domanda.id", index=True)
