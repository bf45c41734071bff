"""Texts of offices become safe HTML."""

import pytest

from app.core.web.markdown import render_markdown


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[premi](javascript:alert(1))",
        "[premi](data:text/html;base64,PHNjcmlwdD4=)",
        "![figura](https://altrove.example/x.png)",
        "<a href='https://x.it' onclick='alert(1)'>x</a>",
        "<javascript:alert(1)>",
    ],
)
def test_nothing_active_comes_out(payload: str) -> None:
    html = render_markdown(payload)
    for active in ("<script", "<img", 'href="javascript', 'href="data', "<a href='"):
        assert active not in html


def test_the_narrow_subset_is_kept() -> None:
    html = render_markdown("**Chi**\n\n- uno\n- due\n\n[sito](https://esempio.it)")
    assert "<strong>Chi</strong>" in html
    assert "<li>uno</li>" in html
    assert 'href="https://esempio.it" rel="noopener noreferrer"' in html


def test_headings_stand_under_those_of_the_page() -> None:
    assert "<h4>Titolo</h4>" in render_markdown("# Titolo")
