"""Bars drawn on the server: nothing inline, a text alternative, readable type."""

import re

from app.core.web.charts import stacked_bars
from app.core.web.drawing import WIDE

DRAWING = stacked_bars(
    "Esiti <per> tavolo",
    ["Disabilità", "Riorganizzazione della sanità territoriale e integrazione con la rete"],
    [("proposto", [30, 20]), ("non proposto", [10, 0]), ("rinviato", [0, 1])],
)


def test_nothing_is_inline_that_the_policy_refuses() -> None:
    assert not re.search(r"style|<script|class=|on\w+=", DRAWING)


def test_it_has_a_text_alternative_which_is_escaped() -> None:
    assert 'role="img"' in DRAWING
    assert 'aria-label="Esiti &lt;per&gt; tavolo"' in DRAWING


def test_each_part_long_enough_says_its_figure_and_a_zero_draws_nothing() -> None:
    assert re.findall(r'fill="#ffffff"[^>]*>(\d+)<', DRAWING) == ["30", "10", "20"]
    assert len(re.findall(r'<rect[^>]* height="24"', DRAWING)) == 4


def test_each_bar_stands_under_its_whole_name_and_total() -> None:
    words = re.findall(r">([^<>]+)</text>", DRAWING)
    assert "Disabilità: 40" in words
    assert "Riorganizzazione della sanità territoriale e" in words
    assert "integrazione con la rete: 21" in words


def test_type_stays_readable_on_a_phone() -> None:
    width = re.search(r'viewBox="0 0 (\d+) ', DRAWING)
    size = re.search(r'font-size="(\d+)"', DRAWING)
    assert width
    assert size
    assert 328 / int(width[1]) * int(size[1]) >= 12  # pixels, where the page leaves 328


def test_on_a_wider_ground_the_legend_has_two_columns() -> None:
    def legend(drawn: str) -> set[str]:
        return set(re.findall(r'<rect x="(\d+)"[^>]* height="14"', drawn))

    assert len(legend(DRAWING)) == 1
    assert len(legend(stacked_bars("Esiti", ["A"], [("sì", [1]), ("no", [2])], WIDE))) == 2
