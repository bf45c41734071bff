"""The bodies that take part together with the one that files."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.people.ets.enums import RuntsState
from app.steps.procedures.models import OfProcedure, procedure_key


class DomandaMember(Entity, OfProcedure, table=True):
    """A member of a joint domanda; its lead is the body that files.

    It is there by its own declaration, a file of the domanda (`declaration_id`), or because
    someone who may act for it confirmed from their own area: `confirmed_at`, by whom, on which
    mandate (`ground`, as in the domanda), with the codes of what was `declared` and what it wrote
    beside them (`details`, by field). `asked_at` is when the lead asked it to, `declined_at` when
    it said no: a declaration that others enclosed does not outweigh that. `email` is where it is
    told of what is filed in its name if it has no profile here. Nothing changes once the domanda
    is filed.
    """

    __tablename__ = "domanda_member"
    __table_args__ = (procedure_key(), UniqueConstraint("domanda_id", "tax_code"))

    domanda_id: int = Field(foreign_key="domanda.id", index=True)
    position: int
    name: str = Field(sa_type=short(300))
    tax_code: str = Field(sa_type=short(16), index=True)
    runts_state: RuntsState = Field(sa_type=values(RuntsState))
    declaration_id: int | None = Field(default=None, foreign_key="domanda_file.id")
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    declined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    email: str = Field(default="", sa_type=short(254))
    ets_id: int | None = Field(default=None, foreign_key="ets.id", index=True)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    ground: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)
    declared: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    details: dict[str, str] = Field(default_factory=dict, sa_type=FrozenJson)

    @property
    def is_there(self) -> bool:
        """Whether it takes part by either way, and has not said no."""
        if self.declined_at is not None:
            return False
        return self.confirmed_at is not None or self.declaration_id is not None
