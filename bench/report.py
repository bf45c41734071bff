"""The report of generated procedures of 200, 2,000 and 20,000 contributions, format by format.

Each is made in a process of its own, from reading the data to the bytes; its memory is that of the
whole tree of processes, the typesetter's too. `python -m bench.report` measures all and prints;
with a size it is the child: it reads the settings of `coprogramma` and prints JSON.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median

from app.assembly import assemble
from app.demo.livorno import PROCEDURE, SLUG
from app.main import make_store
from app.settings import load_settings
from app.steps.procedures.queries import get_public
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import Annexing, Audience, FileFormat, ReportPiece
from app.steps.reports.making import render, today
from bench.data import make_sized, make_small
from bench.processes import environment, memory_of
from bench.results import Measure, measure, show

SIZES = (200, 2_000, 20_000)
FORMATS = (FileFormat.HTML, FileFormat.PDF, FileFormat.DOCX)
TARGETS = {FileFormat.HTML: 1, FileFormat.PDF: 3, FileFormat.DOCX: 5}
AIMED = 2_000
_EVERY = 0.01  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Made:
    """Seconds on the clock and of the processor, megabytes (10^6 bytes) at the peak and made.

    `seconds` and `busy` are of the report; `annex` of the contributions' own document after it.
    """

    seconds: float
    busy: float
    annex: float
    annex_busy: float
    peak: float
    size: float


def make(file_format: FileFormat) -> Made:
    """Read, build and make the report, then the contributions' words, in one format."""
    assemble()
    store = make_store(load_settings())
    peak = _Peak()
    began, worked = time.perf_counter(), _busy()
    with store.reading() as session:
        here = get_public(session, SLUG, PROCEDURE)
        data = replace(read_data(session, here), annexing=Annexing.APART)
    documents = build_edition(data, Audience.PUBLIC, Frame(today()))
    body = render(documents[ReportPiece.REPORT], file_format)
    then, worked_then = time.perf_counter(), _busy()
    more = render(documents[ReportPiece.CONTRIBUTIONS], file_format)
    end, worked_end = time.perf_counter(), _busy()
    store.engines.dispose()
    return Made(
        then - began,
        worked_then - worked,
        end - then,
        worked_end - worked_then,
        peak.stop(),
        (len(body) + len(more)) / 1e6,
    )


def _busy() -> float:
    """Seconds of the processor, of this process and of its children that ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(sum(resource.getrusage(each)[:2]) for each in whose)


class _Peak:
    """Looks at the memory of this process and its children, until it is stopped."""

    def __init__(self) -> None:
        self._most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, _tree(os.getpid()))

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return max(self._most, memory_of("self", "VmHWM"))


def _tree(pid: int, above: bytes = b"") -> float:
    """Megabytes resident now of a process and all below it; one that just ended counts as none.

    So does one that has not begun its own program: for a moment it has its parent's memory.
    """
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        if words == above:
            return 0.0
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return memory_of(pid, "VmRSS") + sum(_tree(int(child), words) for child in below)
    except (OSError, ValueError):
        return 0.0


def make_apart(folder: Path, database: str, file_format: FileFormat) -> Made:
    """`make` in a fresh process. Raises RuntimeError with its last words."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.report", file_format],
        env={**os.environ, **environment(folder, database, 8000)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Made(**json.loads(done.stdout))


def measure_reports(folder: Path, rounds: int = 3) -> list[Measure]:
    """Every size and format by turns, on copies of the small database of `folder`; the largest
    once. Growth is of the processor's seconds for each contribution, to the size before.
    """
    found = []
    names = {size: f"report{size}.sqlite3" for size in SIZES}
    for size, name in names.items():
        make_sized(folder, name, size)
    for file_format in FORMATS:
        before: list[float] = []
        for size, name in names.items():
            turns = 1 if size == SIZES[-1] else rounds
            made = [make_apart(folder, name, file_format) for _ in range(turns)]
            each = [(one.busy + one.annex_busy) / size * 1000 for one in made]
            found += _measures(file_format, size, made, each, before)
            before = each
    return found


def _measures(
    file_format: FileFormat, size: int, made: list[Made], each: list[float], before: list[float]
) -> list[Measure]:
    what = f"report {file_format.upper()}, {size} contributions"
    aimed = size == AIMED
    target = f"at most {TARGETS[file_format]} s" if aimed else ""
    return [
        measure(what, "s", [one.seconds for one in made], target=target),
        measure(f"{what}: processor", "s", [one.busy for one in made]),
        measure(f"{what}: their words apart", "s", [one.annex for one in made]),
        measure(f"{what}: processor, apart", "s", [one.annex_busy for one in made]),
        measure(
            f"{what}: peak of all processes",
            "MB",
            [one.peak for one in made],
            target="at most 500 MB" if aimed else "",
        ),
        measure(f"{what}: made", "MB", [one.size for one in made]),
        measure(
            f"{what}: processor for each contribution",
            "ms",
            each,
            against=[median(before)] * len(each) if before else (),
            to="the size before" if before else "",
            target="at most 1.00" if before else "",
        ),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-report-") as name:
        folder = Path(name)
        print("Making the data …", flush=True)
        make_small(folder, 1)
        show(measure_reports(folder), {})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        json.dump(asdict(make(FileFormat(sys.argv[1]))), sys.stdout)
    else:
        main()
