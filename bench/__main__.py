"""One run of everything that the design promises on speed; nothing in it passes or fails."""

import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from sqlmodel import select

from app.steps.domande.models import DomandaPart
from bench.client import Seen
from bench.data import PUBLIC, SMALL, Applicant, make_small, open_store
from bench.filing import FILING, make_filers, measure_filing
from bench.growth import measure_growth
from bench.opendata import measure_opendata
from bench.pages import (
    AVVISO,
    CONTRIBUTIONS,
    PART,
    Page,
    catch_template,
    fetch,
    first_renders,
    load_page,
    load_step,
    template_alone,
)
from bench.processes import Running, app_server, bare_server
from bench.register import measure_register
from bench.report import measure_reports
from bench.results import LATEST, Measure, machine, measure, save, show
from bench.search import measure_search

ROUNDS = 5
PAGES, STEPS, RENDERS = 6_000, 160, 25
APPLICANTS = 8
Rounds = dict[str, list[Seen]]
"""What each thing under load showed, round by round."""


@contextmanager
def said(words: str) -> Iterator[None]:
    """Say what is being done and how long it took."""
    print(f"{words} … ", end="", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s", flush=True)


def load_all(server: Running, bare: Running, pages: list[Page], people: list[Applicant]) -> Rounds:
    """The alternating rounds: every page, the bare one and the saved steps, again and again."""
    alone = Page("/", pages[0].body)
    numbers = itertools.count(1_000_000_000, STEPS)
    seen: Rounds = {name: [] for name in (*(page.path for page in pages), "bare", "step", "steps")}
    for _ in range(ROUNDS):
        for page in pages:
            seen[page.path].append(load_page(server, page, PAGES))
            seen["bare"].append(load_page(bare, alone, PAGES))
        seen["step"].append(load_step(server, people[:1], STEPS, next(numbers)))
        seen["steps"].append(load_step(server, people, STEPS, next(numbers)))
    return seen


def check_saved(folder: Path, people: list[Applicant]) -> None:
    """Raises RuntimeError unless the last round's words stand in the drafts."""
    store = open_store(folder, SMALL)
    with store.reading() as session:
        parts = session.exec(select(DomandaPart).where(DomandaPart.code == PART)).all()
    store.engines.dispose()
    last = str(1_000_000_000 + 2 * ROUNDS * STEPS - 1)
    saved = [part for part in parts if str(part.answers.get(PART, "")).startswith("10000")]
    if len(saved) < len(people) or not any(last in str(part.answers) for part in saved):
        raise RuntimeError("the steps that were answered are not in the database")


def measure_load(seen: Rounds, pages: list[Page]) -> list[Measure]:
    """Requests per second, p50 and p99; the bare page's rounds stand in pairs."""
    found = []
    bare = seen["bare"]
    for place, page in enumerate(pages):
        beside = bare[place :: len(pages)]
        name = f"{page.path.removeprefix(PUBLIC)} kept, {len(page.body) / 1000:.0f} KB"
        found += _load(name, seen[page.path], beside, "bare", "at least 0.30")
    found += _load(f"bare Starlette page, {len(pages[0].body) / 1000:.0f} KB", bare)
    step, steps = seen["step"], seen["steps"]
    found += _load("saved step, one person", step, target="p50 at most 15 ms")
    found += _load(f"saved step, {APPLICANTS} at once", steps)
    busiest = [one.busy * 100 for rounds in seen.values() for one in rounds]
    return [*found, measure("load generator's share of a core", "%", busiest)]


def _load(
    name: str, rounds: list[Seen], beside: list[Seen] | None = None, to: str = "", target: str = ""
) -> list[Measure]:
    against = [one.rate for one in beside or ()]
    slow = target if not beside else ""
    return [
        measure(
            name,
            "req/s",
            [one.rate for one in rounds],
            against=against,
            to=to,
            target=target if beside else "",
        ),
        measure(f"{name}: p50", "ms", [one.p50 for one in rounds], target=slow),
        measure(f"{name}: p99", "ms", [one.p99 for one in rounds]),
    ]


def measure_first(server: Running, folder: Path, pages: list[Page]) -> list[Measure]:
    """The first rendering after a public change, beside its template alone."""
    renders = {page.path: catch_template(folder, page) for page in pages}
    whole: dict[str, list[float]] = {page.path: [] for page in pages}
    alone: dict[str, list[float]] = {page.path: [] for page in pages}
    for _ in range(ROUNDS):
        for page in pages:
            took = first_renders(server, folder, page, PUBLIC.strip("/"), RENDERS)
            whole[page.path].append(median(took))
            alone[page.path].append(median(template_alone(renders[page.path], RENDERS)))
    found = []
    for page in pages:
        name = page.path.removeprefix(PUBLIC)
        template = f"{name} template alone"
        found.append(
            measure(
                f"{name} first render",
                "ms",
                whole[page.path],
                against=alone[page.path],
                to="its template alone",
                target="at most 4.00",
            )
        )
        found.append(measure(template, "ms", alone[page.path]))
    return found


def run(folder: Path) -> list[Measure]:
    """Make the data, start the servers, measure."""
    with said("Making the data through migrations and actions"):
        people = make_small(folder, APPLICANTS)
    with app_server(folder, SMALL) as server:
        rest = server.memory()
        pages = [fetch(server, path) for path in (CONTRIBUTIONS, AVVISO)]
        with bare_server(folder, pages[0].body) as bare, said("Loading pages and saved steps"):
            seen = load_all(server, bare, pages, people)
        check_saved(folder, people)
        with said("Rendering pages anew"):
            first = measure_first(server, folder, pages)
        highest = server.memory()
    with said("Filing complete domande"):
        filers = make_filers(folder)
        with app_server(folder, FILING) as server:
            filings = measure_filing(server, filers)
    with said("Making reports of 200, 2,000 and 20,000 contributions"):
        reports = measure_reports(folder)
    with said("Reading the register"):
        register = measure_register(folder)
    with said("Searching 100,000 contributions"):
        searches = measure_search(folder)
    with said("Rendering lists of 160 and of 100,000 contributions"):
        growth = measure_growth(folder)
    with said("Writing 100,000 contributions as open data"):
        opened = measure_opendata(folder)
    return [
        *measure_load(seen, pages),
        *first,
        *filings,
        *reports,
        *register,
        *searches,
        *growth,
        *opened,
        measure("server start, to the first answer", "s", [server.started], target="at most 2 s"),
        measure("server memory at rest", "MB", [rest], target="at most 150 MB"),
        measure("server memory after the load", "MB", [highest]),
    ]


def main() -> None:
    facts = machine()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        measures = run(folder)
    finally:
        shutil.rmtree(folder)
    show(measures, facts)
    save(measures, facts)
    print(f"\nWritten to {LATEST.relative_to(Path.cwd())}")


if __name__ == "__main__":
    main()
