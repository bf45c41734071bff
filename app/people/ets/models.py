"""Bodies that take part, and the persons who may act for them."""

from datetime import date, datetime

from sqlmodel import Field

from app.core.store.base import Entity
from app.core.store.types import FrozenJson, UtcDateTime, short, values
from app.people.ets.enums import PUBLIC_SIDE, BodyKind, MembershipKind, RuntsState


class Ets(Entity, table=True):
    """A body. `tax_code` is normalised; `name_key` sorts as Italians expect.

    `activities` are letters of art. 5 CTS, `territory` names of municipalities; `edition` grows
    with every change, so that two people who edit at once do not undo each other.
    """

    __tablename__ = "ets"

    kind: BodyKind = Field(default=BodyKind.ETS, sa_type=values(BodyKind))
    name: str = Field(sa_type=short(300))
    name_key: str = Field(sa_type=short(300), index=True)
    legal_form: str = Field(default="", sa_type=short(120))
    tax_code: str | None = Field(default=None, sa_type=short(16), unique=True)
    runts_state: RuntsState = Field(sa_type=values(RuntsState))
    runts_number: str = Field(default="", sa_type=short(20))
    runts_section: str = Field(default="", sa_type=short(1))
    runts_date: date | None = None
    street: str = Field(default="", sa_type=short(200))
    postcode: str = Field(default="", sa_type=short(5))
    municipality: str = Field(default="", sa_type=short(100))
    province: str = Field(default="", sa_type=short(2))
    pec: str = Field(default="", sa_type=short(320))
    email: str = Field(default="", sa_type=short(320))
    phone: str = Field(default="", sa_type=short(60))
    site: str = Field(default="", sa_type=short(300))
    activities: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    territory: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    about: str = ""
    edition: int = 1

    @property
    def missing(self) -> tuple[str, ...]:
        """What a domanda will ask and the description does not say yet, in Italian words."""
        if self.kind in PUBLIC_SIDE:
            return ()
        is_ets = self.kind is BodyKind.ETS
        asked = (
            ("forma giuridica", self.legal_form),
            ("codice fiscale", self.tax_code or not is_ets),
            ("sede", self.street and self.municipality),
            ("PEC o e-mail", self.pec or self.email),
            ("telefono", self.phone),
            ("attività di interesse generale", self.activities or not is_ets),
        )
        return tuple(words for words, said in asked if not said)


class Membership(Entity, table=True):
    """A person may act for a body from `since` until `until` (dates in Rome, inclusive).

    Rows are the history: a renewal is another row, a revocation writes `ended_at`.
    """

    __tablename__ = "membership"

    account_id: int = Field(foreign_key="account.id", index=True)
    ets_id: int = Field(foreign_key="ets.id", index=True)
    kind: MembershipKind = Field(sa_type=values(MembershipKind))
    since: date
    until: date | None = None
    mandate_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Invitation(Entity, table=True):
    """A person invited by mail to act for a body; good once, until `ends_at` or withdrawn.

    With `replaces` the legal representatives of that day end on the day before `since`.
    """

    __tablename__ = "invitation"

    ets_id: int = Field(foreign_key="ets.id", index=True)
    email: str = Field(sa_type=short(320))
    token_hash: str = Field(sa_type=short(64), unique=True)
    kind: MembershipKind = Field(sa_type=values(MembershipKind))
    since: date
    until: date | None = None
    mandate_file_id: int | None = Field(default=None, foreign_key="stored_file.id")
    invited_by_id: int = Field(foreign_key="account.id")
    ends_at: datetime = Field(sa_type=UtcDateTime)
    accepted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replaces: bool = False
