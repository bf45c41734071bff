"""The one row that all processes of an installation share."""

from datetime import timedelta

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Session, SQLModel, select

from app.core.clock import set_legal_offset


class Installation(SQLModel, table=True):
    """`demo` marks an installation that was born as a demonstration and stays one."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: int = Field(default=1, primary_key=True)
    demo: bool = False
    legal_offset_seconds: int = 0


def get_installation(session: Session) -> Installation:
    """The row, made on first use (and only kept when the session is a writing one)."""
    row = session.get(Installation, 1)
    if row is None:
        row = Installation()
        session.add(row)
    return row


def load_legal_offset(session: Session) -> None:
    """Set this process's legal clock from the shared row."""
    seconds = session.exec(select(Installation.legal_offset_seconds)).first()
    set_legal_offset(timedelta(seconds=seconds or 0))
