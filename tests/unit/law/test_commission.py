"""Who examines is chosen when nobody can apply any more."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.law.commission import check_appointment
from app.law.sources import DM72_6

CLOSES = datetime(2025, 12, 15, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("adopted_on", "after", "allowed"),
    [
        (date(2025, 12, 15), timedelta(0), False),
        (date(2025, 12, 15), timedelta(seconds=1), True),
        (date(2025, 12, 14), timedelta(days=3), False),
        (date(2025, 12, 17), timedelta(days=3), True),
    ],
)
def test_a_board_comes_after_the_deadline(
    adopted_on: date, after: timedelta, allowed: bool
) -> None:
    decision = check_appointment(adopted_on, CLOSES, CLOSES + after)
    assert decision.allowed is allowed
    assert all(one.source is DM72_6 for one in decision.refusals)
