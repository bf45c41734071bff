"""100,000 contributions as open data, format by format: seconds, and the memory they take.

Each file is made in a process of its own, as the application makes it: rows read in one snapshot,
written to disk. `python -m bench.opendata` measures all and prints; with a format and an authority
it is the child: it reads the settings of `coprogramma` and prints JSON.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from app.core.store.migrate import upgrade
from app.main import make_store
from app.outlets.opendata.about import About
from app.outlets.opendata.dataset import Made
from app.outlets.opendata.datasets import BY_CODE
from app.outlets.opendata.formats import FORMATS
from app.outlets.opendata.kept import KeptFiles
from app.outlets.opendata.queries import Asked, stream_records
from app.people.authorities.queries import list_authorities
from app.settings import load_settings
from bench.data import open_store
from bench.processes import environment, memory_of
from bench.results import Measure, machine, measure, show
from bench.search_data import SIZE, fill

LARGE, TENTH = "opendata.sqlite3", "opendata-tenth.sqlite3"
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Written:
    """Seconds, the process's peak and the file's size in megabytes (10^6 bytes)."""

    seconds: float
    peak: float
    size: float


def write(extension: str, authority: str) -> Written:
    """The contributions of an authority as a kept file."""
    store, kept = make_store(load_settings()), KeptFiles(10**12)
    dataset, base = BY_CODE["contributi"], "https://esempio.it"
    about = About(dataset, authority, f"/{authority}/dati", base, None, demo=False)
    began = time.perf_counter()
    with store.reading() as session:
        records = stream_records(session, dataset, Asked(authority), Made(base))
        source, size = kept.make(("bench",), FORMATS[extension][1](about, records), packed=False)
    seconds = time.perf_counter() - began
    source.close()
    store.engines.dispose()
    return Written(seconds, memory_of("self", "VmHWM"), size / 1e6)


def write_apart(folder: Path, database: str, extension: str, authority: str) -> Written:
    """`write` in a fresh process. Raises RuntimeError with its last words."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.opendata", "--file", extension, authority],
        env={**os.environ, **environment(folder, database, 8000)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Written(**json.loads(done.stdout.splitlines()[-1]))


def measure_opendata(folder: Path, size: int = SIZE) -> list[Measure]:
    """Every format at `size` rows and at a tenth of them, by turns."""
    authority = ""
    for database, rows in ((LARGE, size), (TENTH, size // 10)):
        store = open_store(folder, database)
        upgrade(store.engines)
        fill(store, 2 * rows)  # of two authorities, one of which is written
        with store.reading() as session:
            authority = list_authorities(session)[0].slug
        store.engines.dispose()
    found = []
    for extension in FORMATS:
        large: list[Written] = []
        tenth: list[Written] = []
        for _ in range(ROUNDS):
            tenth.append(write_apart(folder, TENTH, extension, authority))
            large.append(write_apart(folder, LARGE, extension, authority))
        name = f"open data, {extension.upper()}, {size:,} rows ({large[0].size:.0f} MB)"
        more = f"{size // 10:,} rows"
        found += [
            measure(
                name,
                "s",
                [each.seconds for each in large],
                against=[each.seconds for each in tenth],
                to=more,
            ),
            measure(
                f"{name}: peak",
                "MB",
                [each.peak for each in large],
                against=[each.peak for each in tenth],
                to=more,
                target="at most 1.20",
            ),
        ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--file", nargs=2, metavar=("FORMAT", "AUTHORITY"))
    asked = parser.parse_args()
    if asked.file:
        print(json.dumps(asdict(write(*asked.file))))
        return
    facts = machine()
    folder = Path(tempfile.mkdtemp(prefix="bench-opendata-"))
    try:
        measures = measure_opendata(folder, asked.size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show(measures, facts)


if __name__ == "__main__":
    main()
