"""What the public lists cost with 100,000 published contributions, beside 160: both databases.

Every answer is rendered anew: the page was cooled by a public change just before.
"""

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median

from app.core.store.migrate import upgrade
from bench.data import PUBLIC, SMALL, make_small, open_store
from bench.grown import copy_rows, grow
from bench.pages import fetch, first_renders
from bench.processes import Running, app_server
from bench.results import Measure, machine, measure, show
from tests.support.databases import PostgresServer

BIG = "grown.sqlite3"
LISTS = (f"{PUBLIC}/", f"{PUBLIC}/contributi", f"{PUBLIC}/esiti", f"{PUBLIC}/quadro")
ROUNDS, RENDERS = 5, 15
TARGET = "at most 1.20"


def measure_growth(folder: Path) -> list[Measure]:
    """The lists on both databases; `folder` holds the small one already."""
    shutil.copy(folder / SMALL, folder / BIG)
    found = _measure("SQLite", folder, SMALL, BIG)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the PostgreSQL wheel wants one
    postgres = PostgresServer(folder / "postgres")
    try:
        with postgres.database() as less, postgres.database() as more:
            _fill(folder, less)
            _fill(folder, more)
            found += _measure("PostgreSQL", folder, less, more)
    finally:
        postgres.stop()
    return found


def _fill(folder: Path, address: str) -> None:
    source, target = open_store(folder, SMALL), open_store(folder, address)
    copy_rows(source, target)
    source.engines.dispose()
    target.engines.dispose()


def _measure(name: str, folder: Path, small: str, big: str) -> list[Measure]:
    store = open_store(folder, big)
    upgrade(store.engines)
    size = grow(store)
    store.engines.dispose()
    with app_server(folder, small) as less, app_server(folder, big) as more:
        found = []
        for path in LISTS:
            both = ((less, small), (more, big))
            found += _list(f"{name}, {path.removeprefix(PUBLIC)}", size, path, folder, both)
    return found


def _list(
    name: str, size: int, path: str, folder: Path, both: tuple[tuple[Running, str], ...]
) -> list[Measure]:
    scope = PUBLIC.strip("/")
    rounds: list[list[float]] = [[], []]
    for _ in range(ROUNDS):
        for (server, database), took in zip(both, rounds, strict=True):
            page = fetch(server, path)
            took.append(median(first_renders(server, folder, page, scope, RENDERS, database)))
    few, many = rounds
    return [
        measure(f"{name} rendered anew, 160 contributions", "ms", few),
        measure(
            f"{name} rendered anew, {size} contributions",
            "ms",
            many,
            against=few,
            to="160 contributions",
            target=TARGET,
        ),
    ]


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        make_small(folder, 1)
        measures = measure_growth(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show(measures, machine())


if __name__ == "__main__":
    main()
