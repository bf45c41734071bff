"""Two sessions cannot share a room, a person or a tavolo at the same hour."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.steps.calendar.overlap import Slot, find_clash, overlap

NINE = datetime(2027, 3, 10, 8, tzinfo=UTC)  # 9:00 in Rome
HOUR = timedelta(hours=1)


def slot(start: int = 0, length: int = 1, **more: object) -> Slot:
    begins = NINE + start * HOUR
    given_more = {"ref": "one", "name": "Tavolo Anziani (Laboratorio)", **more}
    return Slot(starts_at=begins, ends_at=begins + length * HOUR, **given_more)  # type: ignore[arg-type]


slots = st.builds(
    slot, st.integers(0, 20), st.integers(1, 5), ref=st.sampled_from(["one", "two", "three"])
)


@given(slots, slots)
def test_overlapping_is_mutual(one: Slot, other: Slot) -> None:
    assert overlap(one, other) == overlap(other, one)


@given(slots, slots)
def test_two_overlap_exactly_when_they_share_a_minute(one: Slot, other: Slot) -> None:
    minutes = [NINE + timedelta(minutes=m) for m in range(0, 26 * 60, 30)]
    shared = any(
        one.starts_at <= at < one.ends_at and other.starts_at <= at < other.ends_at
        for at in minutes
    )
    assert overlap(one, other) == shared


@given(slots)
def test_what_follows_at_once_does_not_overlap(one: Slot) -> None:
    after = Slot("next", "poi", one.ends_at, one.ends_at + HOUR)
    assert not overlap(one, after)


@given(slots, st.lists(slots))
def test_without_room_people_or_tavolo_nothing_clashes(one: Slot, others: list[Slot]) -> None:
    assert find_clash(one, others) is None


def test_a_room_is_taken_once_and_the_other_session_is_named() -> None:
    clash = find_clash(
        slot(room="Sala Blu", place="Biblioteca", ref="two"),
        [slot(room="sala  blu", place="BIBLIOTECA")],
    )
    assert clash is not None
    assert clash.field == "room"
    assert "«Tavolo Anziani (Laboratorio)»" in clash.sentence
    assert "dalle 09:00 alle 10:00" in clash.sentence


def test_rooms_of_the_same_name_in_two_places_are_two_rooms() -> None:
    assert (
        find_clash(
            slot(room="Sala 1", place="Comune", ref="two"), [slot(room="Sala 1", place="Scuola")]
        )
        is None
    )


def test_who_takes_minutes_at_one_tavolo_does_not_facilitate_another() -> None:
    clash = find_clash(slot(people=("Ada Bini", ""), ref="two"), [slot(people=("", "ada bini"))])
    assert clash is not None
    assert clash.sentence.startswith("Ada Bini è già al lavoro")


def test_a_tavolo_works_once_at_an_hour() -> None:
    clash = find_clash(slot(tavolo="t", ref="two"), [slot(tavolo="t")])
    assert clash is not None
    assert clash.field == "tavolo"


def test_a_session_does_not_clash_with_itself() -> None:
    held = slot(tavolo="t", room="Sala", place="Comune")
    assert find_clash(held, [held]) is None


def test_at_another_hour_everything_is_free() -> None:
    busy = slot(tavolo="t", room="Sala", place="Comune", people=("Ada Bini", ""))
    wanted = slot(1, tavolo="t", room="Sala", place="Comune", people=("Ada Bini", ""), ref="two")
    assert find_clash(wanted, [busy]) is None
