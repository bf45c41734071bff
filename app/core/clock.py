"""Two clocks: the one that decides the law and the one on the wall.

`legal_now()` decides every term of the procedure; the demonstration and the tests may move it.
`wall_now()` serves sessions, one-time codes, leases and limits, and is never moved.
The offset between them is a row of the installation, shared by every process; the edge
hands it over with `set_legal_offset` at the start of each unit of work.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


class _Offset:
    value = timedelta(0)


def wall_now() -> datetime:
    """The true instant, aware, in UTC."""
    return datetime.now(UTC)


def legal_now() -> datetime:
    """The instant that decides terms and deadlines, aware, in UTC."""
    return wall_now() + _Offset.value


def legal_today() -> date:
    """The date in Rome at `legal_now()`."""
    return legal_now().astimezone(ROME).date()


def legal_offset() -> timedelta:
    """How far the legal clock stands from the wall clock."""
    return _Offset.value


def set_legal_offset(offset: timedelta) -> None:
    """Move the legal clock of this process; it moves nothing that is stored."""
    _Offset.value = offset


def in_rome(instant: datetime) -> datetime:
    """The same instant with the wall time of Europe/Rome. Raises ValueError on a naive one."""
    if instant.tzinfo is None:
        raise ValueError("a naive datetime has no instant")
    return instant.astimezone(ROME)


def from_rome(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """The UTC instant of a wall time in Europe/Rome on `day`."""
    local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=ROME)
    return local.astimezone(UTC)
