"""Administrations that lead procedures, their organs and the people of their offices."""

from sqlalchemy import ForeignKeyConstraint, UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import FrozenJson, short, values
from app.people.authorities.enums import AuthorityKind, OfficeRole


class Authority(Entity, table=True):
    """`patron_*` and `saturday_moves` decide its terms; `links` are its footer's."""

    __tablename__ = "authority"

    slug: str = Field(sa_type=short(60), unique=True)
    name: str = Field(sa_type=short(200))
    kind: AuthorityKind = Field(sa_type=values(AuthorityKind))
    tagline: str = Field(default="", sa_type=short(300))
    parent_name: str = Field(default="", sa_type=short(200))
    parent_url: str = Field(default="", sa_type=short(300))
    municipalities: list[str] = Field(default_factory=list, sa_type=FrozenJson)
    pec: str = Field(default="", sa_type=short(320))
    email: str = Field(default="", sa_type=short(320))
    phone: str = Field(default="", sa_type=short(60))
    address: str = Field(default="", sa_type=short(300))
    tax_code: str = Field(default="", sa_type=short(16))
    links: list[list[str]] = Field(default_factory=list, sa_type=FrozenJson)
    patron_month: int | None = None
    patron_day: int | None = None
    saturday_moves: bool = False
    appeal: str = ""


class Organ(Row, table=True):
    """A body of the authority whose acts and agreements are recorded."""

    __tablename__ = "organ"
    __table_args__ = (UniqueConstraint("authority_id", "name"),)

    authority_id: int = Field(foreign_key="authority.id")
    name: str = Field(sa_type=short(200))
    email: str = Field(default="", sa_type=short(320))


class StaffRole(Row, table=True):
    """A person's role in the office of one authority."""

    __tablename__ = "staff_role"
    __table_args__ = (
        UniqueConstraint("account_id", "authority_id", "role"),
        ForeignKeyConstraint(["account_id"], ["account.id"]),
    )

    account_id: int = Field(index=True)
    authority_id: int = Field(foreign_key="authority.id", index=True)
    role: OfficeRole = Field(sa_type=values(OfficeRole))
