"""Lists of what has reached its term, how each authority removes it, and who asked for more."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.outlets.retention.enums import ItemState, ListState, RequestChannel, RequestOutcome


class RetentionList(Entity, table=True):
    """What was due in a month for one authority. `month` is its first day (in Rome).

    Nothing is removed before a person confirms, or before `alone_on`, where the authority lets
    it run by itself: then `confirmed_by_id` stays empty.
    """

    __tablename__ = "retention_list"
    __table_args__ = (UniqueConstraint("authority_id", "month"),)

    authority_id: int = Field(foreign_key="authority.id")
    month: date
    state: ListState = Field(default=ListState.OPEN, sa_type=values(ListState))
    alone_on: date | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RetentionItem(Entity, table=True):
    """One thing of a list: `eraser` knows how to remove the row `row_id`; `kept` is its class.

    `title` says what it is without personal data, `since` when its term began; `chain` is the
    procedure it belongs to.
    """

    __tablename__ = "retention_item"
    __table_args__ = (
        UniqueConstraint("list_id", "eraser", "row_id"),
        Index(None, "list_id", "state"),
        Index(None, "eraser", "row_id"),
    )

    list_id: int = Field(foreign_key="retention_list.id")
    eraser: str = Field(sa_type=short(40))
    kept: str = Field(sa_type=short(40))
    row_id: int
    chain: str = Field(sa_type=short(40))
    title: str = Field(sa_type=short(300))
    since: date
    due_on: date
    state: ItemState = Field(default=ItemState.LISTED, sa_type=values(ItemState))
    why_kept: str = Field(default="", sa_type=short(500))
    kept_by_id: int | None = Field(default=None, foreign_key="account.id")


class RetentionSetting(Row, table=True):
    """After how many days a list that nobody has confirmed runs by itself; without a row, never."""

    __tablename__ = "retention_setting"

    authority_id: int = Field(foreign_key="authority.id", unique=True)
    alone_after_days: int | None = None


class RemovalRequest(Entity, table=True):
    """A body asks that data of its own be removed; answered once, with the reason.

    `body_name` is how the body is called, `ets_id` which one it is, where it has an area here;
    no person is named. `removed` says what was taken away and `stays` what was not.
    """

    __tablename__ = "removal_request"
    __table_args__ = (Index(None, "authority_id", "asked_on"),)

    authority_id: int = Field(foreign_key="authority.id")
    ets_id: int | None = Field(default=None, foreign_key="ets.id", index=True)
    body_name: str = Field(sa_type=short(300))
    asked_on: date
    channel: RequestChannel = Field(sa_type=values(RequestChannel))
    protocol: str = Field(default="", sa_type=short(200))
    what: str
    recorded_by_id: int = Field(foreign_key="account.id")
    outcome: RequestOutcome | None = Field(default=None, sa_type=values(RequestOutcome))
    reason: str = ""
    removed: str = ""
    stays: str = ""
    sent_as: str = Field(default="", sa_type=short(300))
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by_id: int | None = Field(default=None, foreign_key="account.id")
