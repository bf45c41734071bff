"""The product knows no place: what is of one authority is its own row, or the demonstration's."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LOCAL = re.compile(r"livorn|capraia|collesalvetti|cisternino|valdombra|0586|\b571\d\d\b", re.I)
FOREIGN_SENDER = re.compile(r"sender_name=\S*authority\.name|reply_to=\S*authority\.email")
HALF_REMEDIES = re.compile(r"authority\.appeal\b")
FOLDERS = ("app", "templates", "static/js", "static/css", "migrations")


def _lines(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT)
            if path.suffix not in {".py", ".html", ".txt", ".js", ".scss", ".typ"}:
                continue
            if inside.parts[:2] == ("app", "demo"):
                continue
            text = path.read_text().splitlines()
            found += [f"{inside}:{n}" for n, line in enumerate(text, 1) if pattern.search(line)]
    return found


def test_no_place_is_named_outside_the_demonstration() -> None:
    assert _lines(LOCAL) == []


def test_mails_come_from_the_sender_that_the_authority_has_set() -> None:
    assert _lines(FOREIGN_SENDER) == []


def test_remedies_are_read_whole() -> None:
    assert _lines(HALF_REMEDIES) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (LOCAL, 'SLUG = "zona-livornese"'),
        (LOCAL, "telefono 0586 000000"),
        (FOREIGN_SENDER, "sender_name=here.authority.name,"),
        (HALF_REMEDIES, "{{ here.authority.appeal }}"),
    ],
)
def test_the_measures_themselves_can_fail(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
