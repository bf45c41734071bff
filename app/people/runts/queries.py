"""Reads of the register: what its extract in use says of a tax code, and which extracts came."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select

from app.core.errors import NotFoundError
from app.law.tax_code import check_tax_code
from app.people.authorities.models import Authority
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
    """What the newest extract says of a tax code as somebody typed it.

    Whoever loaded it: this is offered to be confirmed, and is no evidence.
    """
    check = check_tax_code(typed)
    extract = _newest(session)
    if check.code is None:
        return Answer("", check.problem or "", extract, None)
    found = find_entries(session, extract, [check.code])
    return Answer(check.code, "", extract, found.get(check.code))


def old_after(session: Session) -> int:
    """After how many days an extract is old."""
    return int(session.info.get(RUNTS_OLD_DAYS, 60))


def current_extract(session: Session, authority_id: int | None) -> RegisterExtract | None:
    """The extract that an authority compares with: its own or the installation's, the newer.

    What another authority loaded is never evidence here. Without an authority, the
    installation's.
    """
    return _newest(session, serves(authority_id))


def serves(authority_id: int | None) -> ColumnElement[bool]:
    """The condition that an extract serves this authority."""
    own = col(RegisterExtract.authority_id)
    return own.is_(None) if authority_id is None else or_(own.is_(None), own == authority_id)


def _newest(session: Session, *conditions: ColumnElement[bool]) -> RegisterExtract | None:
    query = select(RegisterExtract).where(
        RegisterExtract.state == ExtractState.CURRENT, *conditions
    )
    newest = (col(RegisterExtract.dated).desc(), col(RegisterExtract.id).desc())
    return session.exec(query.order_by(*newest)).first()


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


@dataclass(frozen=True, slots=True)
class Loaded:
    """An extract and the authority that it serves, empty for the whole installation."""

    extract: RegisterExtract
    authority: str


def list_extracts(session: Session, authorities: Collection[int]) -> list[Loaded]:
    """The extracts of these authorities and the installation's, newest first, at most 50."""
    query = _loaded(authorities).order_by(col(RegisterExtract.id).desc()).limit(50)
    return [Loaded(extract, name or "") for extract, name in session.exec(query).all()]


def get_extract(session: Session, authorities: Collection[int], public_id: str) -> Loaded:
    """One extract of these authorities, or the installation's. Raises NotFoundError."""
    query = _loaded(authorities).where(RegisterExtract.public_id == public_id)
    found = session.exec(query).first()
    if found is None:
        raise NotFoundError
    return Loaded(found[0], found[1] or "")


def _loaded(authorities: Collection[int]) -> Select[RegisterExtract, str]:
    own = col(RegisterExtract.authority_id)
    return (
        select(RegisterExtract, Authority.name)
        .outerjoin(Authority, own == col(Authority.id))
        .where(or_(own.is_(None), own.in_(authorities)))
    )
