"""The final report: its narrative parts, its approved versions and its sendings."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.core.store.base import Entity, Row
from app.core.store.types import UtcDateTime, short, values
from app.steps.procedures.models import OfProcedure, procedure_key
from app.steps.reports.enums import Annexing, Audience, FileFormat, ReportPiece, ReportState


class Report(Entity, OfProcedure, table=True):
    """One for each procedure. The data are read when it is built; only words are kept here.

    `annexing` says where the contributions' full words go.
    """

    __tablename__ = "report"
    __table_args__ = (procedure_key(), UniqueConstraint("procedure_id"))

    state: ReportState = Field(default=ReportState.DRAFT, sa_type=values(ReportState))
    annexing: Annexing = Field(default=Annexing.APART, sa_type=values(Annexing))
    edition: int = 1


class ReportPart(Row, OfProcedure, table=True):
    """What a person wrote in one section; `reserved` is for the organs only, never published."""

    __tablename__ = "report_part"
    __table_args__ = (procedure_key(), UniqueConstraint("report_id", "section"))

    report_id: int = Field(foreign_key="report.id")
    section: str = Field(sa_type=short(40))
    text: str = ""
    reserved: str = ""
    edited_by_id: int = Field(foreign_key="account.id")
    edited_at: datetime = Field(sa_type=UtcDateTime)


class ReportVersion(Entity, OfProcedure, table=True):
    """An approved version: `content` is the digest of what its complete edition says."""

    __tablename__ = "report_version"
    __table_args__ = (procedure_key(), UniqueConstraint("report_id", "number"))

    report_id: int = Field(foreign_key="report.id")
    number: int
    dated: datetime = Field(sa_type=UtcDateTime)
    content: str = Field(sa_type=short(64))
    approved_by_id: int = Field(foreign_key="account.id")
    approved_at: datetime = Field(sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReportFile(Row, OfProcedure, table=True):
    """A file of a version: for whom, which document of it, in which format.

    The JSON is the neutral document that the others were made from: versions are compared by it.
    """

    __tablename__ = "report_file"
    __table_args__ = (
        procedure_key(),
        UniqueConstraint("version_id", "audience", "piece", "format"),
    )

    version_id: int = Field(foreign_key="report_version.id")
    audience: Audience = Field(sa_type=values(Audience))
    piece: ReportPiece = Field(sa_type=values(ReportPiece))
    format: FileFormat = Field(sa_type=values(FileFormat))
    file_id: int = Field(foreign_key="stored_file.id", index=True)


class Sending(Entity, OfProcedure, table=True):
    """The complete edition was sent to an organ: when, how, under which protocol number.

    `sha256` is of the PDF that was sent; `message_id` is the mail, where it left from here.
    """

    __tablename__ = "sending"
    __table_args__ = (procedure_key(),)

    version_id: int = Field(foreign_key="report_version.id", index=True)
    message_id: int | None = Field(default=None, foreign_key="message.id", index=True)
    sha256: str = Field(default="", sa_type=short(64))
    organ: str = Field(sa_type=short(200))
    sent_on: date
    way: str = Field(default="", sa_type=short(200))
    protocol: str = Field(default="", sa_type=short(80))
