"""One extract of the register, read once in a process of its own.

`python -m bench.register FILE` reads the settings of `coprogramma` and prints JSON: seconds from
the received file to the extract in use, and peak megabytes of the process.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from app.core.clock import in_rome, wall_now
from app.main import make_store
from app.people.runts.actions import import_extract, keep_extract, receive_extract
from app.settings import load_settings
from bench.data import SMALL
from bench.processes import environment, memory_of
from bench.register_data import ROWS, write_csv, write_xlsx
from bench.results import Measure, measure

READINGS = 2
DATED = in_rome(wall_now()).date()  # newer than what the installation may hold


@dataclass(frozen=True, slots=True)
class Read:
    """Seconds, megabytes (10^6 bytes) and how many bodies stand in the extract."""

    seconds: float
    peak: float
    bodies: int


def read(path: Path) -> Read:
    """Keep, receive and read a file as the office's page and its job do."""
    store = make_store(load_settings())
    began = time.perf_counter()
    with path.open("rb") as source:
        kept = keep_extract(store.at_hand["blobs"], source, path.name)
    with store.writing() as session:
        extract = receive_extract(session, kept, DATED)
    done = import_extract(store, extract.pk)
    seconds = time.perf_counter() - began
    store.engines.dispose()
    return Read(seconds, memory_of("self", "VmHWM"), done.rows_kept)


def read_apart(folder: Path, path: Path) -> Read:
    """`read` in a fresh process. Raises RuntimeError with its last words."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.register", str(path)],
        env={**os.environ, **environment(folder, SMALL, 8000)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Read(**json.loads(done.stdout))


def measure_register(folder: Path) -> list[Measure]:
    """The whole register as XLSX and as CSV, by turns. Raises RuntimeError unless all is read."""
    files = {"XLSX": folder / "iscritti.xlsx", "CSV": folder / "iscritti.csv"}
    write_xlsx(files["XLSX"])
    write_csv(files["CSV"])
    seen: dict[str, list[Read]] = {kind: [] for kind in files}
    for _ in range(READINGS):
        for kind, path in files.items():
            found = read_apart(folder, path)
            if found.bodies != ROWS:
                raise RuntimeError(f"{found.bodies} bodies of {ROWS} were read from {kind}")
            seen[kind].append(found)
    measures = []
    for kind, reads in seen.items():
        name = f"register import, {ROWS:,} rows of {kind}"
        measures += [
            measure(name, "s", [one.seconds for one in reads], target="well under 60 s"),
            measure(f"{name}: peak", "MB", [one.peak for one in reads], target="at most 300 MB"),
        ]
    return measures


if __name__ == "__main__":
    json.dump(asdict(read(Path(sys.argv[1]))), sys.stdout)
