"""Questions about an avviso (*quesiti*): until when they are asked, when answers press."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from app.law.deadlines import timeliness
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import DM72_2_D, DM72_2_EQUAL
from app.law.words import ROME, counted, in_rome, instant_in_words

USUAL_DAYS: Final = 7
FEWEST_DAYS: Final = 1
MOST_DAYS: Final = 15
_NEAR: Final = timedelta(days=7)
_URGENT: Final = timedelta(hours=48)
_END_OF_DAY: Final = time(23, 59, 59)


class Pressure(StrEnum):
    """How the deadline of an avviso presses on a question that has no answer yet."""

    CALM = "calm"
    NEAR = "near"
    URGENT = "urgent"


def check_days(days: int) -> Decision:
    """Decide whether questions may end ``days`` whole days before the avviso closes.

    At least one, so that every applicant can read the answers; at most fifteen of the twenty
    that an avviso stays open.
    """
    if FEWEST_DAYS <= days <= MOST_DAYS:
        return ALLOWED
    return Decision(
        (
            Refusal(
                "days",
                f"I quesiti si chiudono da {FEWEST_DAYS} a {MOST_DAYS} giorni prima dell'avviso.",
                f"Di solito bastano {counted(USUAL_DAYS, 'giorno', 'giorni')}.",
                DM72_2_D,
            ),
        )
    )


def questions_until(closes: datetime, days: int) -> datetime:
    """Return the last second for questions: 23:59:59 in Rome, ``days`` days before closing.

    It is derived from the deadline in force, so that a *proroga* moves it too. ``closes`` is
    aware; the result is aware, in Rome. Raises ValueError when ``closes`` is naive.
    """
    last = in_rome(closes).date() - timedelta(days=days)
    return datetime.combine(last, _END_OF_DAY, tzinfo=ROME)


def check_asking(
    published: datetime | None, closes: datetime | None, days: int, now: datetime
) -> Decision:
    """Decide whether a question may be asked at ``now``; all instants are aware.

    The unit is the second, as for the avviso itself. Source: DM 72/2021 § 2 lett. d.
    """
    if published is None or closes is None or now < published:
        return _refused(
            "L'avviso non è ancora pubblicato.", "I quesiti si fanno dal giorno in cui esce."
        )
    until = questions_until(closes, days)
    if not timeliness(now, until).in_time:
        return _refused(
            f"I quesiti si potevano fare fino a {instant_in_words(until)}.",
            "Leggete le risposte già pubblicate: valgono per tutti.",
        )
    return ALLOWED


def _refused(reason: str, remedy: str) -> Decision:
    return Decision((Refusal(None, reason, remedy, DM72_2_D),))


def pressure(closes: datetime | None, now: datetime) -> Pressure:
    """Say how near the deadline is to a question that waits; both instants are aware.

    An answer that comes when nobody can use it any more treats who asked last unequally
    (DM 72/2021 § 2).
    """
    if closes is None or closes - now > _NEAR:
        return Pressure.CALM
    return Pressure.URGENT if closes - now <= _URGENT else Pressure.NEAR


EQUAL_TREATMENT: Final = DM72_2_EQUAL
