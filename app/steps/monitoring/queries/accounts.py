"""Reads of the yearly accounts and of their published versions."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from app.core.clock import in_rome
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.steps.monitoring.models import AccountWithdrawal, YearlyAccount, YearlyAccountVersion
from app.steps.procedures.models import PhaseStep


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version with its PDF, the year that it tells of, and whether it was withdrawn."""

    version: YearlyAccountVersion
    file: StoredFile
    year: int
    withdrawal: AccountWithdrawal | None = None


def list_accounts(session: Session, procedure_id: int) -> list[YearlyAccount]:
    """The accounts of a procedure, drafts too, newest year first."""
    query = select(YearlyAccount).where(YearlyAccount.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(YearlyAccount.year).desc())).all())


def find_account(
    session: Session, procedure_id: int, year: int, *, lock: bool = False
) -> YearlyAccount | None:
    """The account of a year, once somebody has begun it."""
    query = select(YearlyAccount).where(
        YearlyAccount.procedure_id == procedure_id, YearlyAccount.year == year
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).first()


def get_account(
    session: Session, procedure_id: int, year: int, *, lock: bool = False
) -> YearlyAccount:
    """The account of a year. Raises NotFoundError."""
    found = find_account(session, procedure_id, year, lock=lock)
    if found is None:
        raise NotFoundError
    return found


def list_versions(session: Session, procedure_id: int, year: int | None = None) -> list[VersionRow]:
    """What was published, of one year where it is given: newest year, then version, first.

    Withdrawn versions too: of those only that they were there may be told outside the office.
    """
    query = (
        select(YearlyAccountVersion, StoredFile, YearlyAccount.year, AccountWithdrawal)
        .join(StoredFile, col(YearlyAccountVersion.file_id) == col(StoredFile.id))
        .join(YearlyAccount, col(YearlyAccountVersion.account_id) == col(YearlyAccount.id))
        .outerjoin(
            AccountWithdrawal, col(AccountWithdrawal.version_id) == col(YearlyAccountVersion.id)
        )
        .where(YearlyAccountVersion.procedure_id == procedure_id)
        .order_by(col(YearlyAccount.year).desc(), col(YearlyAccountVersion.number).desc())
    )
    if year is not None:
        query = query.where(YearlyAccount.year == year)
    return [VersionRow(*row) for row in session.exec(query).all()]


def list_readable(session: Session, procedure_id: int, year: int | None = None) -> list[VersionRow]:
    """The published versions that anyone reads: none that was withdrawn; the same order."""
    return [row for row in list_versions(session, procedure_id, year) if row.withdrawal is None]


def get_version(
    session: Session, procedure_id: int, year: int, number: int | None = None
) -> VersionRow:
    """A published version of a year's account, the newest unless `number` is given.

    Raises NotFoundError.
    """
    for row in list_versions(session, procedure_id, year):
        if number is None or row.version.number == number:
            return row
    raise NotFoundError


def started_on(session: Session, procedure_id: int) -> date | None:
    """The day (in Rome) on which the procedure left its draft."""
    query = select(func.min(PhaseStep.entered_at)).where(PhaseStep.procedure_id == procedure_id)
    at = session.exec(query).one()
    return in_rome(at).date() if at else None
