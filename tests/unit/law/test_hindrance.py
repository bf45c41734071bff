"""Reasons before a refusal: what is refused without them."""

from datetime import UTC, datetime, timedelta

from app.law.hindrance import Ground, NoticeFacts, check_answer, check_refusal

DUE = datetime(2025, 12, 29, 22, 59, 59, tzinfo=UTC)
OPEN = NoticeFacts(DUE, None)
HEARD = NoticeFacts(DUE, DUE - timedelta(days=3))


def test_nobody_is_refused_unheard() -> None:
    assert not check_refusal(Ground.MERIT, None, "", DUE).allowed


def test_a_bound_outcome_may_go_without_a_notice_but_waits_for_one_that_was_sent() -> None:
    assert check_refusal(Ground.OUT_OF_TIME, None, "", DUE).allowed
    assert not check_refusal(Ground.OUT_OF_TIME, OPEN, "", DUE).allowed


def test_the_ten_days_are_the_bodys_to_the_last_second() -> None:
    assert not check_refusal(Ground.MERIT, OPEN, "", DUE).allowed
    assert check_refusal(Ground.MERIT, OPEN, "", DUE + timedelta(seconds=1)).allowed


def test_observations_end_the_wait_and_want_an_answer() -> None:
    early = DUE - timedelta(days=2)
    refusals = check_refusal(Ground.MERIT, HEARD, "  ", early).refusals
    assert [one.field for one in refusals] == ["answer"]
    assert check_refusal(Ground.MERIT, HEARD, "Non basta.", early).allowed
    assert not check_answer(HEARD, "").allowed
