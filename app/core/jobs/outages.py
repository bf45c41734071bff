"""When the service did not answer: noticed from a gap between its beats, or noted before.

A beat rewrites one row every minute; a gap of more than two beats is an outage, one row for
each. Gaps are measured on the wall clock and kept by the legal one, which decides terms.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from sqlmodel import Session, col, select

from app.core.clock import legal_offset, wall_now
from app.core.errors import RuleError
from app.core.events import Event, emit
from app.core.jobs.models import Heartbeat, Outage
from app.core.store.installation import load_legal_offset
from app.core.store.upsert import insert_or_ignore

EVERY = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class OutageNoticed(Event):
    """Instants are ISO 8601 in UTC, by the legal clock."""

    kind: ClassVar[str] = "service.outage_noticed"
    from_at: str
    until_at: str


@dataclass(frozen=True, kw_only=True)
class MaintenanceNoted(Event):
    kind: ClassVar[str] = "service.maintenance_noted"
    from_at: str
    until_at: str


def beat(session: Session, every: timedelta = EVERY) -> Outage | None:
    """Say that the service is up; gives the outage that just ended, where there was one.

    The very first beat of an installation follows nothing. Of many processes that beat, the
    first after a gap notices it.
    """
    load_legal_offset(session)
    now = wall_now()
    insert_or_ignore(session, Heartbeat, id=1, beat_at=now)
    row = session.exec(select(Heartbeat).where(Heartbeat.id == 1).with_for_update()).one()
    last, row.beat_at = row.beat_at, max(row.beat_at, now)
    session.add(row)
    if now - last <= 2 * every:
        return None
    outage = Outage(from_at=last + legal_offset(), until_at=now + legal_offset(), noticed_at=now)
    session.add(outage)
    session.flush()
    emit(session, OutageNoticed(**_said(outage)))
    return outage


def note_maintenance(session: Session, from_at: datetime, until_at: datetime, note: str) -> Outage:
    """Write down a planned interruption; instants are aware and legal.

    Raises RuleError when it would end before it begins.
    """
    if until_at <= from_at:
        raise RuleError("La manutenzione finisce prima di cominciare: controllate i due istanti.")
    outage = Outage(
        from_at=from_at, until_at=until_at, noticed_at=wall_now(), planned=True, note=note
    )
    session.add(outage)
    session.flush()
    emit(session, MaintenanceNoted(**_said(outage)))
    return outage


def list_outages(session: Session, since: datetime, until: datetime) -> list[Outage]:
    """Those that overlap a span of legal instants, the newest first."""
    query = select(Outage).where(col(Outage.until_at) > since, col(Outage.from_at) < until)
    return list(session.exec(query.order_by(col(Outage.from_at).desc(), col(Outage.id))).all())


def find_outage(session: Session, public_id: str) -> Outage | None:
    return session.exec(select(Outage).where(Outage.public_id == public_id)).first()


def _said(outage: Outage) -> dict[str, Any]:
    return {
        "subject": outage.public_id,
        "from_at": outage.from_at.isoformat(),
        "until_at": outage.until_at.isoformat(),
    }
