"""Reads of the report, its parts, versions and sendings."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.procedures.queries import Here
from app.steps.publication.queries import list_withdrawn_files
from app.steps.reports.enums import Audience, FileFormat, ReportPiece
from app.steps.reports.models import Report, ReportFile, ReportPart, ReportVersion, Sending


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote in a section; `reserved` is for the organs only."""

    text: str = ""
    reserved: str = ""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An approved version with its files, by reader, document and format."""

    version: ReportVersion
    files: dict[tuple[Audience, ReportPiece, FileFormat], StoredFile]

    def file(
        self, audience: Audience, piece: ReportPiece, file_format: FileFormat
    ) -> StoredFile | None:
        return self.files.get((audience, piece, file_format))

    def pdf(self, audience: Audience) -> StoredFile:
        """The report's PDF of one edition: every version has it."""
        return self.files[audience, ReportPiece.REPORT, FileFormat.PDF]


@dataclass(frozen=True, slots=True)
class SendingRow:
    """A sending with the number of the version that was sent."""

    sending: Sending
    number: int


def find_report(session: Session, procedure_id: int, *, lock: bool = False) -> Report | None:
    """The report of a procedure, once somebody has begun it."""
    query = select(Report).where(Report.procedure_id == procedure_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_written(session: Session, report_id: int) -> dict[str, Written]:
    """Section code → what was written there."""
    rows = session.exec(
        select(ReportPart.section, ReportPart.text, ReportPart.reserved).where(
            ReportPart.report_id == report_id
        )
    ).all()
    return {section: Written(text, reserved) for section, text, reserved in rows}


def find_part(session: Session, report_id: int, section: str) -> ReportPart | None:
    return session.exec(
        select(ReportPart).where(ReportPart.report_id == report_id, ReportPart.section == section)
    ).first()


def list_versions(session: Session, procedure_id: int) -> list[VersionRow]:
    """Approved versions, newest first; two queries."""
    versions = session.exec(
        select(ReportVersion)
        .where(ReportVersion.procedure_id == procedure_id)
        .order_by(col(ReportVersion.number).desc())
    ).all()
    files: dict[int, dict[tuple[Audience, ReportPiece, FileFormat], StoredFile]] = {}
    rows = session.exec(
        select(ReportFile, StoredFile)
        .join(StoredFile, col(ReportFile.file_id) == col(StoredFile.id))
        .where(ReportFile.procedure_id == procedure_id)
        .order_by(col(ReportFile.id))
    ).all()
    for row, file in rows:
        files.setdefault(row.version_id, {})[row.audience, row.piece, row.format] = file
    return [VersionRow(version, files.get(version.pk, {})) for version in versions]


def list_published_versions(session: Session, procedure_id: int) -> list[VersionRow]:
    """The versions that anyone reads, newest first: none whose document was withdrawn."""
    rows = [
        row for row in list_versions(session, procedure_id) if row.version.published_at is not None
    ]
    withdrawn = list_withdrawn_files(session, procedure_id) if rows else frozenset()
    return [row for row in rows if row.pdf(Audience.PUBLIC).pk not in withdrawn]


def is_withdrawn(session: Session, procedure_id: int) -> bool:
    """Whether a report was published and nobody reads it any more."""
    query = select(ReportVersion.id).where(
        ReportVersion.procedure_id == procedure_id, col(ReportVersion.published_at).is_not(None)
    )
    published = session.exec(query).first() is not None
    return published and not list_published_versions(session, procedure_id)


def get_published(session: Session, here: Here) -> VersionRow:
    """The newest published version. Raises NotFoundError before there is one."""
    for row in list_published_versions(session, here.procedure.pk):
        return row
    raise NotFoundError("La relazione non è ancora pubblicata.")


def list_sendings(session: Session, procedure_id: int) -> list[SendingRow]:
    """To which organs the report was sent, by date."""
    rows = session.exec(
        select(Sending, ReportVersion.number)
        .join(ReportVersion, col(Sending.version_id) == col(ReportVersion.id))
        .where(Sending.procedure_id == procedure_id)
        .order_by(col(Sending.sent_on), col(Sending.id))
    ).all()
    return [SendingRow(sending, number) for sending, number in rows]


def last_edit(session: Session, report_id: int) -> datetime | None:
    """When somebody last wrote in it."""
    query = select(ReportPart.edited_at).where(ReportPart.report_id == report_id)
    return max(session.exec(query).all(), default=None)
