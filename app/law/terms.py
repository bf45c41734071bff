"""Terms in days and deadlines in seconds.

Days are calendar days in Rome. The first day is not counted, holidays in between are, and a
last day that is a holiday moves on (art. 2963 c.c., art. 155 c.p.c.). The whole last day
belongs to the term.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from app.law.days import (
    MonthDay,
    holiday_name,
    next_working_day,
    previous_working_day,
)
from app.law.deadlines import Timeliness, is_open, timeliness
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import (
    CC_2963,
    CPC_155,
    L241_10BIS,
    LR65_10_C,
    Source,
)
from app.law.words import (
    ROME,
    counted,
    day_in_words,
    in_rome,
    instant_in_words,
)

__all__ = [
    "END_OF_DAY",
    "MINIMUM_DAYS",
    "NOTICE_10BIS_DAYS",
    "MonthDay",
    "TermCount",
    "Timeliness",
    "check_closing",
    "check_extension",
    "check_working_day",
    "count_term",
    "end_of_10bis",
    "end_of_days",
    "end_of_last_day",
    "holiday_name",
    "is_open",
    "latest_publication",
    "next_working_day",
    "previous_working_day",
    "timeliness",
]

MINIMUM_DAYS: Final = 20
"""Days an avviso stays published at the least (LR 65/2020, art. 10 c. 1 lett. c)."""
NOTICE_10BIS_DAYS: Final = 10
"""Days for observations before a refusal (L. 241/1990, art. 10-bis)."""
END_OF_DAY: Final = time(23, 59, 59)
"""The last second of a day, in Rome."""

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TermCount:
    """A counted term: from, how many days, moved because, until.

    ``published`` is the day that is not counted; ``nominal_last`` the last day before any
    move; ``moves`` each day skipped with its Italian reason; ``last_day`` belongs whole to
    the term. ``starts_with`` names in Italian what happened on the first day.
    """

    published: date
    days: int
    nominal_last: date
    moves: tuple[tuple[date, str], ...]
    last_day: date
    sources: tuple[Source, ...]
    starts_with: str = "Pubblicazione"

    @property
    def sentences(self) -> tuple[str, ...]:
        """The count told in Italian lines, as the page and the terminal print them."""
        moved = tuple(
            f"{day_in_words(day).capitalize()} è un giorno festivo ({why}): "
            "il termine passa al giorno dopo."
            if why != "sabato"
            else f"{day_in_words(day).capitalize()} è sabato: il termine passa al giorno dopo."
            for day, why in self.moves
        )
        length = counted(self.days, "giorno", "giorni")
        return (
            f"{self.starts_with}: {day_in_words(self.published)}. Quel giorno non si conta.",
            f"Durata: {length}. L'ultimo sarebbe {day_in_words(self.nominal_last)}."
            if moved
            else f"Durata: {length}. L'ultimo è {day_in_words(self.nominal_last)}.",
            *moved,
            f"Il termine dura fino alle 23:59:59 di {day_in_words(self.last_day)}.",
        )


def end_of_days(
    start: date,
    days: int,
    *,
    patron: MonthDay | None = None,
    saturday: bool = False,
    source: Source | None = None,
    starts_with: str = "Decorrenza",
) -> TermCount:
    """Count any term of ``days`` calendar days after ``start``, a day in Rome.

    ``source`` is the rule that sets the length and is told first. Raises ValueError when
    ``days`` is less than one.
    """
    if days < 1:
        raise ValueError("a term has at least one day")
    nominal = start + timedelta(days=days)
    moves: list[tuple[date, str]] = []
    last = nominal
    while (why := holiday_name(last, patron, saturday)) is not None:
        moves.append((last, why))
        last += _ONE_DAY
    own = () if source is None else (source,)
    return TermCount(
        start, days, nominal, tuple(moves), last, (*own, CC_2963, CPC_155), starts_with
    )


def count_term(
    published: date,
    days: int = MINIMUM_DAYS,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> TermCount:
    """Count the shortest lawful term of an avviso published on ``published``, a day in Rome.

    Source: LR 65/2020, art. 10 c. 1 lett. c). Raises ValueError when ``days`` is under one.
    """
    return end_of_days(
        published,
        days,
        patron=patron,
        saturday=saturday,
        source=LR65_10_C,
        starts_with="Pubblicazione",
    )


def end_of_10bis(
    received: date, *, patron: MonthDay | None = None, saturday: bool = False
) -> TermCount:
    """Count the ten days for observations from the day the reasons arrived (art. 10-bis)."""
    return end_of_days(
        received,
        NOTICE_10BIS_DAYS,
        patron=patron,
        saturday=saturday,
        source=L241_10BIS,
        starts_with="Comunicazione ricevuta",
    )


def end_of_last_day(count: TermCount) -> datetime:
    """Return 23:59:59 in Rome on the last day: the earliest lawful closing, an aware instant."""
    return datetime.combine(count.last_day, END_OF_DAY, tzinfo=ROME)


def check_closing(
    published: datetime,
    closes: datetime,
    *,
    days: int = MINIMUM_DAYS,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> Decision:
    """Decide whether an avviso published at one instant may close at another.

    Both instants are aware and are judged in Europe/Rome. A closing before the end of the
    last day is refused, and so is one on a holiday, with the next working day offered.
    Source: LR 65/2020, art. 10 c. 1 lett. c); art. 2963 c.c. Raises ValueError when an
    instant is naive or ``days`` is under twenty.
    """
    if days < MINIMUM_DAYS:
        raise ValueError("an avviso never stays open under twenty days")
    count = count_term(in_rome(published).date(), days, patron, saturday)
    if in_rome(closes) < end_of_last_day(count):
        last = day_in_words(count.last_day)
        return Decision(
            (
                Refusal(
                    "closes",
                    f"L'avviso chiuderebbe {instant_in_words(closes)}, prima che finiscano i "
                    f"{count.days} giorni: il termine comprende tutto {last}.",
                    f"Chiudete alle 23:59:59 di {last}, oppure all'ora che preferite "
                    "in un giorno successivo non festivo.",
                    LR65_10_C,
                ),
            )
        )
    return check_working_day(closes, patron, saturday)


def check_extension(
    current: datetime,
    proposed: datetime,
    *,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> Decision:
    """Decide whether a *proroga* may move the deadline from ``current`` to ``proposed``.

    Both are aware instants. A deadline moves later, never earlier, and never onto a holiday.
    Raises ValueError when an instant is naive.
    """
    if in_rome(proposed).astimezone(UTC) <= in_rome(current).astimezone(UTC):
        return Decision(
            (
                Refusal(
                    "closes",
                    "La proroga sposta il termine in avanti, mai indietro.",
                    f"Scegliete un istante successivo a {instant_in_words(current)}.",
                    LR65_10_C,
                ),
            )
        )
    return check_working_day(proposed, patron, saturday)


def check_working_day(closes: datetime, patron: MonthDay | None, saturday: bool) -> Decision:
    """Refuse a closing on a holiday, offering the next working day at the same hour."""
    local = in_rome(closes)
    why = holiday_name(local.date(), patron, saturday)
    if why is None:
        return ALLOWED
    offered = next_working_day(local.date(), patron, saturday)
    return Decision(
        (
            Refusal(
                "closes",
                f"L'avviso chiuderebbe in un giorno festivo: {day_in_words(local.date())}"
                f"{'' if why in ('domenica', 'sabato') else f' ({why})'}.",
                f"Chiudete {day_in_words(offered)} alle {local:%H:%M:%S}.",
                CC_2963,
            ),
        )
    )


def latest_publication(
    closes: date,
    *,
    at: time = END_OF_DAY,
    days: int = MINIMUM_DAYS,
    patron: MonthDay | None = None,
    saturday: bool = False,
) -> date:
    """Return the latest day of publication whose count ends by a closing on ``closes``.

    ``at`` is the hour of closing in Rome: before 23:59:59 the term must end on an earlier
    day. A ``closes`` on a holiday stands for the working day before it. All are days in Rome.
    Raises ValueError when ``days`` is under one.
    """
    closing_day = previous_working_day(closes, patron, saturday)
    limit = closing_day if at >= END_OF_DAY else closing_day - _ONE_DAY
    candidate = limit - timedelta(days=days)
    while count_term(candidate, days, patron, saturday).last_day > limit:
        candidate -= _ONE_DAY
    return candidate
