"""What of the examination stops with a revocation, and what waits while the avviso is open."""

from datetime import date, datetime, timedelta

import pytest

from app.core.clock import from_rome
from app.law.changes import Standing
from app.law.examination import Work, check_asked_day, check_work
from app.law.phases import Phase
from app.law.sources import DM72_2_EQUAL, L241_10BIS, L241_21QUINQUIES, LR65_10_C, Source

PUBLISHED = from_rome(date(2025, 11, 20), 9)
CLOSES = from_rome(date(2025, 12, 15), 12, 30)
LATE = CLOSES + timedelta(seconds=1)


def standing(now: datetime, *, phase: Phase = Phase.OPEN, revoked: bool = False) -> Standing:
    return Standing(phase, PUBLISHED, CLOSES, revoked, now)


@pytest.mark.parametrize("work", Work)
@pytest.mark.parametrize("now", [PUBLISHED, LATE])
def test_after_a_revocation_nothing_goes_on(work: Work, now: datetime) -> None:
    (refused,) = check_work(work, standing(now, revoked=True)).refusals
    assert refused.source == L241_21QUINQUIES
    assert "nuovo avviso" in refused.remedy


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.LABORATORIES])
@pytest.mark.parametrize(("work", "source"), [(Work.OBJECT, L241_10BIS), (Work.PUBLISH, LR65_10_C)])
def test_while_it_is_open_no_list_and_no_reasons_against(
    work: Work, source: Source, phase: Phase
) -> None:
    (refused,) = check_work(work, standing(CLOSES, phase=phase)).refusals
    assert refused.source == source
    assert "12:30:00" in refused.reason
    assert check_work(work, standing(LATE, phase=phase)).allowed


@pytest.mark.parametrize("work", [Work.INSIDE, Work.ASK, Work.ANSWER])
def test_while_it_is_open_the_office_looks_asks_and_hears(work: Work) -> None:
    assert check_work(work, standing(PUBLISHED)).allowed


def test_who_applied_early_has_no_less_time_to_complete_than_who_has_not_applied() -> None:
    (refused,) = check_asked_day(date(2025, 12, 14), standing(PUBLISHED)).refusals
    assert (refused.field, refused.source) == ("last_day", DM72_2_EQUAL)
    assert check_asked_day(date(2025, 12, 15), standing(PUBLISHED)).allowed
    assert check_asked_day(date(2025, 12, 14), standing(LATE)).allowed
