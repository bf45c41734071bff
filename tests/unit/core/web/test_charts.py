"""Bars drawn on the server: nothing inline, a text alternative, whole numbers."""

import re

from app.core.web.charts import stacked_bars

DRAWING = stacked_bars(
    "Esiti <per> tavolo",
    ["Disabilità", "Un tavolo dal nome davvero molto lungo"],
    [("proposto", [3, 2]), ("non proposto", [1, 0])],
)


def test_nothing_is_inline_that_the_policy_refuses() -> None:
    assert not re.search(r"style|<script|class=|on\w+=", DRAWING)


def test_it_has_a_text_alternative_which_is_escaped() -> None:
    assert 'role="img"' in DRAWING
    assert 'aria-label="Esiti &lt;per&gt; tavolo"' in DRAWING


def test_each_bar_says_its_figure_and_zeroes_say_nothing() -> None:
    bars = re.findall(r'fill="#ffffff">(\d+)<', DRAWING)
    assert sorted(bars) == ["1", "2", "3"]


def test_a_zero_draws_no_bar() -> None:
    bars = re.findall(r"<rect[^>]*>", DRAWING)
    assert [bar for bar in bars if " width=" not in bar] == []


def test_the_axis_counts_in_whole_numbers() -> None:
    axis = re.findall(r'fill="#17324d"[^>]*>(\d+)<', DRAWING)
    assert axis == ["0", "1", "2", "3", "4"]
