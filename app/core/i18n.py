"""Dates, times and sizes in Italian words. Every instant is shown in Europe/Rome."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from app.core.clock import in_rome

LOCALE = "it_IT"


def date_words(day: date | datetime) -> str:
    """`lunedì 15 dicembre 2025`."""
    local = in_rome(day).date() if isinstance(day, datetime) else day
    return str(format_date(local, "EEEE d MMMM y", locale=LOCALE))


def date_short(day: date | datetime) -> str:
    """`15/12/2025`."""
    local = in_rome(day).date() if isinstance(day, datetime) else day
    return str(format_date(local, "dd/MM/y", locale=LOCALE))


def time_words(instant: datetime) -> str:
    """`12:30`, or `12:30:15` where the seconds say something."""
    local = in_rome(instant)
    return str(format_time(local, "HH:mm:ss" if local.second else "HH:mm", locale=LOCALE))


def deadline_words(instant: datetime) -> str:
    """`lunedì 15 dicembre 2025, ore 12:30:00`: a deadline always shows its seconds."""
    return str(format_datetime(in_rome(instant), "EEEE d MMMM y, 'ore' HH:mm:ss", locale=LOCALE))


def instant_words(instant: datetime) -> str:
    """`15/12/2025, ore 12:29:58`."""
    return str(format_datetime(in_rome(instant), "dd/MM/y, 'ore' HH:mm:ss", locale=LOCALE))


def number_words(value: int | float) -> str:
    """`1.600`."""
    return str(format_decimal(value, locale=LOCALE))


def size_words(size: int) -> str:
    """A file's size as people read it: `18 KB`, `2,4 MB`."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_decimal(round(size / 1_000_000, 1), locale=LOCALE)} MB"
