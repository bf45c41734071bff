"""When a week ends for who follows, what belongs to a tavolo, and what is only counted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import in_rome
from app.law.words import ROME
from app.outlets.follow.digest import MORNING, last_monday, sections_of, wanted_by
from app.outlets.follow.enums import NoticeKind
from app.outlets.follow.models import FollowNotice
from app.steps.procedures.models import Tavolo


def a_notice(
    kind: NoticeKind, title: str, tavolo: int | None = None, subject: str = ""
) -> FollowNotice:
    return FollowNotice(
        procedure_id=1,
        authority_id=1,
        kind=kind,
        title=title,
        address=f"/z/p/{title}",
        noted_at=datetime(2026, 1, 1, tzinfo=UTC),
        tavolo_id=tavolo,
        subject=subject,
    )


def a_tavolo(key: int) -> Tavolo:
    return Tavolo(
        id=key,
        public_id=f"t{key}",
        procedure_id=1,
        authority_id=1,
        position=key,
        slug="",
        name=f"T{key}",
    )


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-23T07:29:59+01:00", "2026-11-16"),
        ("2026-11-23T07:30:00+01:00", "2026-11-23"),
        ("2026-11-29T23:59:59+01:00", "2026-11-23"),
        ("2026-03-30T05:30:00+00:00", "2026-03-30"),  # the first morning of summer time
        ("2026-10-26T06:29:59+00:00", "2026-10-19"),  # and of winter time
    ],
)
def test_a_summary_is_due_from_monday_morning_in_rome(now: str, monday: str) -> None:
    assert last_monday(datetime.fromisoformat(now)).isoformat() == monday


@given(st.integers(0, 10 * 365 * 24 * 3600))
def test_each_week_has_one_summary(seconds: int) -> None:
    now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    monday = last_monday(now)
    assert monday.weekday() == 0
    morning = datetime.combine(monday, MORNING, tzinfo=ROME)
    assert morning <= in_rome(now) < morning + timedelta(days=7, hours=1)
    assert last_monday(morning) == monday


def test_who_follows_a_tavolo_hears_of_it_and_of_what_is_for_all() -> None:
    mine, other = a_notice(NoticeKind.ESITI, "mio", 1), a_notice(NoticeKind.ESITI, "altro", 2)
    every = a_notice(NoticeKind.REPORT, "tutti")
    notices = [mine, other, every]
    assert wanted_by(notices, 1) == [mine, every]
    assert wanted_by(notices, None) == notices


def test_many_contributions_are_counted_and_one_is_named() -> None:
    notices = [
        a_notice(NoticeKind.CONTRIBUTIONS, "il n. 1", 1, "a"),
        a_notice(NoticeKind.CONTRIBUTIONS, "il n. 2", 1, "b"),
        a_notice(NoticeKind.CONTRIBUTIONS, "il n. 2", 1, "b"),
        a_notice(NoticeKind.CONTRIBUTIONS, "il n. 9", 2, "c"),
        a_notice(NoticeKind.REPORT, "Relazione"),
    ]
    found = sections_of(notices, [a_tavolo(1), a_tavolo(2)], "z/p")
    assert [(section.tavolo, [line.title for line in section.lines]) for section in found] == [
        ("", ["Relazione"]),
        ("T1", ["2 contributi pubblicati"]),
        ("T2", ["Un contributo pubblicato: il n. 9"]),
    ]
    assert found[1].lines[0].address == "/z/p/contributi?tavolo=t1"
