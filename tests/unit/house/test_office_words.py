"""The office's pages speak to people as «voi», and call what the plan holds «voci»."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parents[3] / "templates"
OFFICE = [
    path
    for path in sorted(TEMPLATES.rglob("*.html"))
    if 'extends "layouts/office.html"' in path.read_text()
]
_TU = re.compile(
    r'"(?:Salva|Aggiungi|Togli|Pubblica|Approva|Registra|Carica|Prepara|Crea|Manda)[ "]'
)
_ELEMENT = re.compile(r"(?<![/\w-])element[oi]\b", re.IGNORECASE)


def test_no_button_says_tu() -> None:
    assert [path.name for path in OFFICE if _TU.search(path.read_text())] == []


def test_the_plan_holds_voci() -> None:
    pages = [*(TEMPLATES / "plans").iterdir(), *(TEMPLATES / "coverage").iterdir()]
    assert [page.name for page in pages if _ELEMENT.search(page.read_text())] == []
