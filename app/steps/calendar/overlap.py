"""When two sessions cannot both be held. Pure: hours, rooms and people in, words out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.core.i18n import date_words, time_words
from app.core.text import sort_key


@dataclass(frozen=True, slots=True)
class Slot:
    """One session for the rule: `starts_at` is included, `ends_at` is not (aware instants).

    `room` and `place` together name a room; `people` conduct it. Empty words never clash.
    """

    ref: str
    name: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    place: str = ""
    tavolo: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """Which field is wrong, and why, naming the other session."""

    field: str
    sentence: str


def overlap(one: Slot, other: Slot) -> bool:
    """True when the two share an instant; one that begins as the other ends does not."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def find_clash(wanted: Slot, others: Iterable[Slot]) -> Clash | None:
    """The first of `others` (itself left out, by `ref`) with which `wanted` cannot be held.

    Names of rooms and people are compared without case, accents or spaces.
    """
    for other in others:
        if other.ref == wanted.ref or not overlap(wanted, other):
            continue
        clash = _clash(wanted, other)
        if clash is not None:
            return clash
    return None


def _clash(wanted: Slot, other: Slot) -> Clash | None:
    where = (
        f"«{other.name}», {date_words(other.starts_at)}, "
        f"dalle {time_words(other.starts_at)} alle {time_words(other.ends_at)}"
    )
    if wanted.tavolo and wanted.tavolo == other.tavolo:
        return Clash("tavolo", f"Il tavolo è già impegnato: {where}.")
    if _room(wanted) and _room(wanted) == _room(other):
        return Clash("room", f"La sala «{wanted.room}» è già occupata: {where}.")
    busy = {sort_key(person) for person in other.people} - {""}
    for person in wanted.people:
        if sort_key(person) in busy:
            return Clash("starts", f"{person} è già al lavoro altrove: {where}.")
    return None


def _room(slot: Slot) -> tuple[str, str] | None:
    room = sort_key(slot.room)
    return (room, sort_key(slot.place)) if room else None
