"""When a request to remove data is answered, and on which rules."""

from datetime import date

import pytest

from app.law.erasure import RULES, answer_by


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        (date(2026, 1, 15), date(2026, 2, 15)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 9), date(2027, 1, 9)),
    ],
)
def test_the_answer_is_due_one_month_later(asked: date, until: date) -> None:
    assert answer_by(asked) == until


def test_what_stays_rests_on_the_exceptions_for_public_tasks_and_archives() -> None:
    stays = {rule.source.short for rule in RULES if not rule.goes}
    assert {"gdpr-17-3-b", "gdpr-17-3-d"} <= stays
    assert any(rule.goes for rule in RULES)
