"""A complete filing over HTTP: a 200 KB file attached, the PDF made, signed by hand, sent.

Every body has a draft in which only these last steps are missing. Pages are read as a person
would read them, since the form's edition and its key stand on them.
"""

import asyncio
import io
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

import httpx2 as httpx
import pikepdf
from sqlmodel import Session

from app.core.store.migrate import upgrade
from app.people.accounts.actions.sign_in import Caller, open_sign_in
from bench.data import open_store
from bench.processes import Running
from bench.results import Measure, measure
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import make_applicant, make_complete_draft
from tests.factories.procedures import Desk

FILING = "filing.sqlite3"
ROUNDS, ALONE, TOGETHER, AT_ONCE = 3, 6, 24, 8
_EDITION = re.compile(r'name="edizione" value="(\d+)"')
_KEY = re.compile(r'name="chiave" value="([0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Filer:
    """A person signed in with `token`, and the public id of a draft to finish."""

    token: str
    domanda: str


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of each step of one filing."""

    attach: float
    make: float
    sign: float
    send: float

    @property
    def whole(self) -> float:
        return self.attach + self.make + self.sign + self.send


def make_filers(folder: Path) -> list[Filer]:
    """An installation with one open avviso and as many drafts as the rounds file."""
    store = open_store(folder, FILING)
    upgrade(store.engines)
    with store.writing() as session:
        desk, _ = make_open_avviso(session)
        filers = [_draft(session, desk) for _ in range(ROUNDS * (ALONE + TOGETHER))]
    store.engines.dispose()
    return filers


def _draft(session: Session, desk: Desk) -> Filer:
    applicant = make_applicant(session)
    draft = make_complete_draft(session, desk, applicant)
    token = open_sign_in(session, applicant.account, Caller("127.0.0.1", "bench"))
    return Filer(token, draft.public_id)


def pdf_of(size: int) -> bytes:
    """A one-page PDF of about `size` bytes that do not shrink."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Padding = pdf.make_stream(os.urandom(size))
        pdf.save(out)
    return out.getvalue()


def measure_filing(server: Running, filers: list[Filer]) -> list[Measure]:
    """By turns one at a time and several at once; every filing must end with its receipt."""
    waiting, file, scan = iter(filers), pdf_of(200_000), pdf_of(20_000)
    alone: list[float] = []
    steps: list[Took] = []
    rates: list[float] = []
    slow: list[float] = []
    for _ in range(ROUNDS):
        _, took = asyncio.run(_file_all(server, _some(waiting, ALONE), 1, file, scan))
        alone.append(median(one.whole for one in took) * 1000)
        steps += took
        seconds, took = asyncio.run(
            _file_all(server, _some(waiting, TOGETHER), AT_ONCE, file, scan)
        )
        rates.append(len(took) / seconds)
        slow.append(median(one.whole for one in took) * 1000)
    name = "complete filing with a 200 KB file"
    return [
        measure(f"{name}, one at a time", "ms", alone),
        *(
            measure(f"  of which: {step}", "ms", [getattr(one, step) * 1000 for one in steps])
            for step in ("attach", "make", "sign", "send")
        ),
        measure(f"{name}, {AT_ONCE} at once", "1/s", rates),
        measure(f"{name}, {AT_ONCE} at once: p50", "ms", slow),
    ]


def _some(waiting: Iterator[Filer], count: int) -> list[Filer]:
    return [next(waiting) for _ in range(count)]


async def _file_all(
    server: Running, filers: list[Filer], at_once: int, file: bytes, scan: bytes
) -> tuple[float, list[Took]]:
    gate, began = asyncio.Semaphore(at_once), time.perf_counter()

    async def one(filer: Filer) -> Took:
        async with gate:
            return await _file(server, filer, file, scan)

    took = await asyncio.gather(*(one(filer) for filer in filers))
    return time.perf_counter() - began, list(took)


@contextmanager
def _timed(steps: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    steps[name] = time.perf_counter() - began


async def _file(server: Running, filer: Filer, file: bytes, scan: bytes) -> Took:
    """One person's last steps. Raises RuntimeError where one of them is not taken."""
    steps: dict[str, float] = {}
    base = server.url(f"/area-personale/domande/{filer.domanda}")
    cookies, headers = {"sessione": filer.token}, {"Sec-Fetch-Site": "same-origin"}
    async with httpx.AsyncClient(cookies=cookies, headers=headers, timeout=60) as client:
        with _timed(steps, "attach"):
            await _taken(client, f"{base}/allegati", {"label": "Statuto"}, {"files": file})
        with _timed(steps, "make"):
            await _taken(client, f"{base}/pdf", {})
        with _timed(steps, "sign"):
            page = (await client.get(f"{base}/firma")).text
            signature = {
                "edizione": _found(_EDITION, page),
                "way": "by_hand",
                "place": "Livorno",
                "date": date.today().isoformat(),  # noqa: DTZ011  the day typed on paper
            }
            papers = {"signed_file": scan, "identity_document": scan + b"\n"}
            await _taken(client, f"{base}/firma", signature, papers)
        with _timed(steps, "send"):
            page = (await client.get(f"{base}/firma")).text
            words = {"edizione": _found(_EDITION, page), "chiave": _found(_KEY, page)}
            at = await _taken(client, f"{base}/invia", words)
    if not at.endswith("/ricevuta"):
        raise RuntimeError(f"filed, and sent to {at}")
    return Took(**steps)


async def _taken(
    client: httpx.AsyncClient, url: str, data: dict[str, str], files: dict[str, bytes] | None = None
) -> str:
    sent = {name: (f"{name}.pdf", body, "application/pdf") for name, body in (files or {}).items()}
    answer = await client.post(url, data=data, files=sent or None)
    if answer.status_code != 303:
        raise RuntimeError(f"{url}: {answer.status_code}\n{answer.text[-2000:]}")
    return answer.headers["location"]


def _found(pattern: re.Pattern[str], page: str) -> str:
    match = pattern.search(page)
    if match is None:
        raise RuntimeError(f"the page does not say {pattern.pattern}")
    return match[1]
