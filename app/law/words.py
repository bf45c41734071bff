"""Italian words for dates, instants and spans of time, the same on pages and on the terminal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ROME: Final = ZoneInfo("Europe/Rome")

_WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
_MONTHS = (
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno",
    "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre",
)  # fmt: skip


def day_in_words(day: date) -> str:
    """Return ``lunedì 17 novembre 2025``; the first of a month is ``1°``."""
    number = "1°" if day.day == 1 else str(day.day)
    return f"{_WEEKDAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def instant_in_words(instant: datetime) -> str:
    """Return ``martedì 9 dicembre 2025 alle 23:59:59`` in Rome, for an aware instant.

    Raises ValueError when ``instant`` has no time zone.
    """
    local = in_rome(instant)
    return f"{day_in_words(local.date())} alle {local:%H:%M:%S}"


def in_rome(instant: datetime) -> datetime:
    """Return the same instant on the clock of Rome. Raises ValueError when it is naive."""
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(ROME)


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its noun: ``1 giorno``, ``20 giorni``."""
    return f"{number} {one if number == 1 else many}"


def span_in_words(span: timedelta) -> str:
    """Return ``1 ora, 2 minuti e 3 secondi`` for a span that is not negative.

    Fractions of a second are dropped. Raises ValueError when the span is negative.
    """
    if span < timedelta(0):
        raise ValueError("a span in words is never negative")
    minutes, seconds = divmod(span.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    named = (
        (span.days, "giorno", "giorni"),
        (hours, "ora", "ore"),
        (minutes, "minuto", "minuti"),
        (seconds, "secondo", "secondi"),
    )
    parts = [counted(number, one, many) for number, one, many in named if number]
    return joined(parts) or "0 secondi"


def joined(parts: list[str]) -> str:
    """Join as Italian does: ``a``, ``a e b``, ``a, b e c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} e {parts[-1]}"
