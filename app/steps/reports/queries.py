"""Reads of the report, its parts, versions and sendings."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.procedures.queries import Here
from app.steps.reports.models import Report, ReportPart, ReportVersion, Sending


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An approved version with its PDF."""

    version: ReportVersion
    file: StoredFile


def find_report(session: Session, procedure_id: int, *, lock: bool = False) -> Report | None:
    """The report of a procedure, once somebody has begun it."""
    query = select(Report).where(Report.procedure_id == procedure_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_parts(session: Session, report_id: int) -> dict[str, str]:
    """Section code → what was written."""
    rows = session.exec(
        select(ReportPart.section, ReportPart.text).where(ReportPart.report_id == report_id)
    ).all()
    return dict(rows)


def find_part(session: Session, report_id: int, section: str) -> ReportPart | None:
    return session.exec(
        select(ReportPart).where(ReportPart.report_id == report_id, ReportPart.section == section)
    ).first()


def list_versions(session: Session, procedure_id: int) -> list[VersionRow]:
    """Approved versions, newest first."""
    rows = session.exec(
        select(ReportVersion, StoredFile)
        .join(StoredFile, col(ReportVersion.file_id) == col(StoredFile.id))
        .where(ReportVersion.procedure_id == procedure_id)
        .order_by(col(ReportVersion.number).desc())
    ).all()
    return [VersionRow(version, file) for version, file in rows]


def get_published(session: Session, here: Here) -> VersionRow:
    """The newest published version. Raises NotFoundError before there is one."""
    for row in list_versions(session, here.procedure.pk):
        if row.version.published_at is not None:
            return row
    raise NotFoundError("La relazione non è ancora pubblicata.")


def list_sendings(session: Session, procedure_id: int) -> list[Sending]:
    """To which organs the report was sent, by date."""
    query = select(Sending).where(Sending.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(Sending.sent_on), col(Sending.id))).all())


def last_edit(session: Session, report_id: int) -> datetime | None:
    """When somebody last wrote in it."""
    query = select(ReportPart.edited_at).where(ReportPart.report_id == report_id)
    return max(session.exec(query).all(), default=None)
