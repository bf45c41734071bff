"""Bars of yearly figures: nothing inline, words beside every bar, a mark for the target."""

import re

from app.core.documents.svg import refuse_unsafe_svg
from app.core.web.value_bars import YearBar, value_bars

DRAWING = value_bars(
    "Persone <accolte>",
    [YearBar("2025", 100, None, "100"), YearBar("2026", 140, 150, "140 (obiettivo 150)")],
)


def test_it_may_stand_in_a_page_and_in_a_document() -> None:
    assert not re.search(r"style|<script|class=|on\w+=", DRAWING)
    refuse_unsafe_svg(str(DRAWING))


def test_it_has_a_text_alternative_and_words_for_each_year() -> None:
    assert 'aria-label="Persone &lt;accolte&gt;"' in DRAWING
    assert ">2026: 140 (obiettivo 150)<" in DRAWING


def test_bars_are_as_long_as_their_figures() -> None:
    longest = [
        float(w) for w in re.findall(r'width="([\d.]+)" height="18" fill="#0066cc"', DRAWING)
    ]
    assert longest[0] / longest[1] == 100 / 140 or abs(longest[0] / longest[1] - 100 / 140) < 0.01


def test_only_a_year_with_a_target_has_a_mark() -> None:
    assert DRAWING.count('stroke="#a66300"') == 2  # the year's, and the legend's


def test_figures_of_nothing_and_below_zero_are_drawn_too() -> None:
    made = value_bars("Saldo", [YearBar("2025", -5, 0, "-5"), YearBar("2026", None, None, "—")])
    assert 'width="380"' in made
    assert "nan" not in value_bars("Zero", [YearBar("2025", 0, None, "0")]).lower()
