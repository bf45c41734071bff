"""An agenda is typed one item a line."""

import pytest

from app.steps.calendar.forms import agenda_text, parse_agenda


@pytest.mark.parametrize("minutes", ["20;", "20 min:", "20' -"])
def test_minutes_what_and_technique(minutes: str) -> None:
    item = {"minutes": 20, "what": "Bisogni", "technique": "post-it"}
    assert parse_agenda(f"{minutes} Bisogni; post-it") == [item]


def test_a_line_without_minutes_is_named() -> None:
    with pytest.raises(ValueError, match="Riga 2"):
        parse_agenda("20; Accoglienza\nBisogni")


def test_what_was_typed_comes_back() -> None:
    items = parse_agenda("15; Accoglienza\n45; Bisogni; world café")
    assert parse_agenda(agenda_text(items)) == items
