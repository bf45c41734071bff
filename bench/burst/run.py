"""One burst on one database: real server processes, everybody across the closing second."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.assembly import assemble
from app.core.store.session import Store
from app.main import make_store
from app.settings import Settings
from bench.burst.data import CLOSES, Ready, make_avviso, make_ready, set_closing_in
from bench.burst.load import Answer, Try, attempt_all
from bench.burst.verdict import Claim, judge, read_record
from bench.processes import environment
from tests.support.server import Server

SPREAD = 1.5  # the filings leave from so many seconds before the closing to as many after
SLOW, EARLY = 10, 2.0  # one in so many begins to send so many seconds before it ends
LEAD = SPREAD + EARLY + 0.5  # seconds between the last preparation and the closing
REPEATS = 10


def burst(database_url: str, folder: Path, count: int) -> list[Claim]:
    """File `count` domande across the closing and judge what is left; the database is migrated.

    `folder` takes blobs and logs. Each claim says whether it holds.
    """
    assemble()
    store = make_store(
        Settings(database_url=database_url, blob_url=str(folder / "blobs"), demo=True)
    )
    desk = make_avviso(store)
    people = make_ready(store, desk, count)
    processes = 1 if store.dialect == "sqlite" else 2
    with _servers(database_url, folder, processes) as ports:
        closing = set_closing_in(store, LEAD)
        answers = asyncio.run(attempt_all(_tries(people, ports, closing)))
        record = read_record(store)
        again = asyncio.run(attempt_all(_repeats(answers)))
        offset = timedelta(seconds=round(CLOSES.timestamp() - closing))
        claims = [*judge(answers, record, offset), _repeated(store, answers, again)]
    store.engines.dispose()
    return claims


def _tries(people: list[Ready], ports: list[int], closing: float) -> list[Try]:
    step = 2 * SPREAD / max(1, len(people) - 1)
    return [
        Try(
            ready,
            ports[place % len(ports)],
            closing + 1 - SPREAD + place * step,
            early=EARLY if place % SLOW == 0 else 0.0,
        )
        for place, ready in enumerate(people)
    ]


def _repeats(answers: list[Answer]) -> list[Try]:
    """Some who were told «filed» press again, after the closing."""
    filed = [one.tried for one in answers if one.status == 303][:REPEATS]
    return [replace(tried, at=time.time(), early=0.0) for tried in filed]


def _repeated(store: Store, answers: list[Answer], again: list[Answer]) -> Claim:
    first = {one.tried.ready.domanda: one.location for one in answers}
    same = all(one.location == first[one.tried.ready.domanda] for one in again)
    count = len(read_record(store).numbers)
    told = sum(one.status == 303 for one in answers)
    return Claim(
        "a repeated press gets the same receipt and no new number",
        f"{len(again)} repeats, {count} numbers",
        same and count == told,
    )


@contextmanager
def _servers(database_url: str, folder: Path, processes: int) -> Iterator[list[int]]:
    """As many `coprogramma serve` on one database; each believes in its own address."""
    with ExitStack() as stack:
        ports = []
        for place in range(processes):
            settings = {
                **environment(folder, "", 0),
                "COPROGRAMMA_DATABASE_URL": database_url,
                "COPROGRAMMA_DEMO": "1",
            }
            del settings["COPROGRAMMA_BASE_URL"]
            server = Server(settings, folder / f"server-{place}.log")
            server.start()
            stack.callback(server.stop)
            ports.append(server.port)
        yield ports
