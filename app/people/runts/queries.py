"""Reads of the register: what its extract in use says of a tax code, and which extracts came."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.law.tax_code import check_tax_code
from app.people.runts.enums import ExtractState
from app.people.runts.models import RegisterEntry, RegisterExtract

RUNTS_OLD_DAYS = "runts_old_days"  # at hand in every session: a setting of the installation


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says of `tax_code`; `problem` (Italian) where the code is not well formed.

    `extract` is None when none was loaded, `entry` when the code is not in it.
    """

    tax_code: str
    problem: str
    extract: RegisterExtract | None
    entry: RegisterEntry | None


def ask_register(session: Session, typed: str) -> Answer:
    """What the extract in use says of a tax code as somebody typed it."""
    check = check_tax_code(typed)
    extract = current_extract(session)
    if check.code is None:
        return Answer("", check.problem or "", extract, None)
    found = find_entries(session, extract, [check.code])
    return Answer(check.code, "", extract, found.get(check.code))


def old_after(session: Session) -> int:
    """After how many days an extract is old."""
    return int(session.info.get(RUNTS_OLD_DAYS, 60))


def current_extract(session: Session) -> RegisterExtract | None:
    """The extract in use."""
    return session.exec(
        select(RegisterExtract).where(RegisterExtract.state == ExtractState.CURRENT)
    ).first()


def find_entries(
    session: Session, extract: RegisterExtract | None, tax_codes: Iterable[str]
) -> dict[str, RegisterEntry]:
    """Tax code → what this extract says of it; the latest registration where there are two."""
    codes = sorted(set(tax_codes))
    if extract is None or not codes:
        return {}
    rows = session.exec(
        select(RegisterEntry)
        .where(RegisterEntry.extract_id == extract.pk, col(RegisterEntry.tax_code).in_(codes))
        .order_by(col(RegisterEntry.registered_on), col(RegisterEntry.id))
    ).all()
    return {row.tax_code: row for row in rows}


def list_extracts(session: Session) -> list[RegisterExtract]:
    """The extracts that came, newest first, at most 50."""
    query = select(RegisterExtract).order_by(col(RegisterExtract.id).desc()).limit(50)
    return list(session.exec(query).all())


def get_extract(session: Session, public_id: str) -> RegisterExtract:
    """One extract. Raises NotFoundError."""
    found = session.exec(
        select(RegisterExtract).where(RegisterExtract.public_id == public_id)
    ).first()
    if found is None:
        raise NotFoundError
    return found
