"""The report of one procedure, made once in a process of its own.

`python -m bench.report` reads the settings of `coprogramma` and prints JSON: seconds and peak
megabytes of reading the data with the HTML, then of the PDF.
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from app.assembly import assemble
from app.core.documents.html import render_html
from app.core.documents.typst import render_pdf
from app.demo.livorno import PROCEDURE, SLUG
from app.main import make_store
from app.settings import load_settings
from app.steps.procedures.queries import get_public
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame, build_edition
from app.steps.reports.enums import Annexing, Audience, ReportPiece
from app.steps.reports.making import today
from bench.processes import environment, memory_of


@dataclass(frozen=True, slots=True)
class Made:
    """Seconds, megabytes (10^6 bytes) and the sizes of what was made.

    The PDF is set in a child process: its peak is that of the larger of the two.
    """

    html_seconds: float
    html_peak: float
    html_size: int
    pdf_seconds: float
    pdf_peak: float
    pdf_size: int


def make() -> Made:
    """Read, build and set the report of the grown procedure."""
    assemble()
    store = make_store(load_settings())
    began = time.perf_counter()
    with store.reading() as session:
        here = get_public(session, SLUG, PROCEDURE)
        data = replace(read_data(session, here), annexing=Annexing.INSIDE)
    editions = build_edition(data, Audience.PUBLIC, Frame(today()))
    document = editions[ReportPiece.REPORT]
    html = str(render_html(document))
    html_seconds, html_peak = time.perf_counter() - began, memory_of("self", "VmHWM")
    began = time.perf_counter()
    pdf = render_pdf(document)
    pdf_seconds = time.perf_counter() - began
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    store.engines.dispose()
    return Made(html_seconds, html_peak, len(html), pdf_seconds, child, len(pdf))


def make_apart(folder: Path, database: str) -> Made:
    """`make` in a fresh process. Raises RuntimeError with its last words."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.report"],
        env={**os.environ, **environment(folder, database, 8000)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return Made(**json.loads(done.stdout))


if __name__ == "__main__":
    json.dump(asdict(make()), sys.stdout)
