"""The final report: its narrative parts, its approved versions and its sendings."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.reports.enums import ReportState


class Report(Entity, OfProcedure, table=True):
    """One for each procedure. The data are read when it is built; only words are kept here."""

    __tablename__ = "report"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id"))

    state: ReportState = Field(default=ReportState.DRAFT, sa_type=values(ReportState))
    edition: int = 1


class ReportPart(Row, OfProcedure, table=True):
    """What a person wrote in one section."""

    __tablename__ = "report_part"
    __table_args__ = (procedure_key(), UniqueConstraint("report_id", "section"))

    report_id: int = Field(foreign_key="report.id")
    section: str = Field(sa_type=short(40))
    text: str = ""
    edited_by_id: int = Field(foreign_key="account.id")
    edited_at: datetime = Field(sa_type=UtcDateTime)


class ReportVersion(Entity, OfProcedure, table=True):
    """An approved version: `content` is the digest of what it says, the file its PDF."""

    __tablename__ = "report_version"
    __table_args__ = (procedure_key(), UniqueConstraint("report_id", "number"))

    report_id: int = Field(foreign_key="report.id")
    number: int
    dated: datetime = Field(sa_type=UtcDateTime)
    content: str = Field(sa_type=short(64))
    html: str
    file_id: int = Field(foreign_key="stored_file.id")
    approved_by_id: int = Field(foreign_key="account.id")
    approved_at: datetime = Field(sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Sending(Entity, OfProcedure, table=True):
    """The report was sent to an organ: when, how, under which protocol number."""

    __tablename__ = "sending"
    __table_args__ = (procedure_key(),)

    version_id: int = Field(foreign_key="report_version.id", index=True)
    organ: str = Field(sa_type=short(200))
    sent_on: date
    way: str = Field(default="", sa_type=short(200))
    protocol: str = Field(default="", sa_type=short(80))
