"""Deadlines in seconds: in time or late, open or closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.law.sources import CDS_8546_2024, Source
from app.law.words import in_rome, span_in_words


@dataclass(frozen=True, slots=True)
class Timeliness:
    """Whether something arrived in time; ``late_by`` counts whole seconds, zero when it did."""

    in_time: bool
    late_by: timedelta
    source: Source = CDS_8546_2024

    @property
    def words(self) -> str:
        """Return ``nei termini`` or ``in ritardo di 33 secondi``."""
        return "nei termini" if self.in_time else f"in ritardo di {span_in_words(self.late_by)}"


def timeliness(received: datetime, deadline: datetime) -> Timeliness:
    """Decide whether ``received`` is within ``deadline``; both are aware instants.

    The unit is the second: fractions are dropped, so with a deadline at 12:30:00 an arrival
    at 12:30:00.999 is in and one at 12:30:01 is late. They are compared in UTC, so that the
    hour that comes twice in October is not mistaken. Source: Cons. Stato 8546/2024. Raises
    ValueError when an instant is naive.
    """
    arrived = in_rome(received).astimezone(UTC).replace(microsecond=0)
    limit = in_rome(deadline).astimezone(UTC).replace(microsecond=0)
    late_by = max(arrived - limit, timedelta(0))
    return Timeliness(in_time=not late_by, late_by=late_by)


def is_open(published: datetime | None, closes: datetime | None, now: datetime) -> bool:
    """Say whether an avviso is open at ``now``: published, and its deadline not gone by.

    All instants are aware; None means not published yet, or not dated yet. Raises
    ValueError when an instant is naive.
    """
    if published is None or closes is None:
        return False
    begun = in_rome(published).astimezone(UTC) <= in_rome(now).astimezone(UTC)
    return begun and timeliness(now, closes).in_time
