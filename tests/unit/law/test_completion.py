"""What may be completed in a domanda, and within which term."""

from datetime import date

import pytest

from app.law.completion import NEVER_CURED, Lack, check_completion

TODAY = date(2025, 12, 16)
LATER = date(2025, 12, 22)


def test_what_can_be_mended_may_be_asked_for() -> None:
    curable = [lack for lack in Lack if lack not in NEVER_CURED]
    assert check_completion(curable, LATER, TODAY).allowed


@pytest.mark.parametrize("lack", [Lack.APPLICANT, Lack.REQUIREMENT, Lack.SIGNATURE])
def test_what_nobody_can_mend_is_refused_with_its_rule(lack: Lack) -> None:
    decision = check_completion([Lack.DOCUMENT, lack], LATER, TODAY)
    assert [refusal.field for refusal in decision.refusals] == ["lacks"]
    assert decision.refusals[0].source.label


@pytest.mark.parametrize("last_day", [TODAY, date(2025, 12, 1)])
def test_the_term_leaves_at_least_one_whole_day(last_day: date) -> None:
    decision = check_completion([Lack.DATA], last_day, TODAY)
    assert [refusal.field for refusal in decision.refusals] == ["last_day"]


def test_tomorrow_is_a_whole_day() -> None:
    assert check_completion([Lack.DATA], date(2025, 12, 17), TODAY).allowed
