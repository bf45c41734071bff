"""The search over 100,000 published contributions, by its page, on both databases.

`python -m bench.search` runs it alone; `--size N` for fewer.
"""

import argparse
import http.client
import os
import random
import shutil
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote_plus

from sqlalchemy import text

from app.assembly import assemble
from app.core.store.migrate import upgrade
from app.core.store.session import Store
from app.outlets.search.actions import rebuild
from bench.data import open_store
from bench.processes import Running, app_server, worked
from bench.results import Measure, machine, measure, show
from bench.search_data import COMMON, SIZE, fill, vocabulary
from tests.support.databases import PostgresServer

ROUNDS, EACH = 5, 24
TARGET = "p95 at most 100 ms"


def queries() -> dict[str, list[str]]:
    """Kind of search → queries as they stand in the address."""
    words = vocabulary()
    chance = random.Random(4)
    rare = chance.sample(words[8_000:], EACH)
    middling = chance.sample(words[100:2_000], EACH)
    common = list(COMMON[:EACH])
    return {
        "a common word": [f"q={quote_plus(word)}+" for word in common],
        "a rare word": [f"q={quote_plus(word)}+" for word in rare],
        "two words, common and middling": [
            f"q={quote_plus(one)}+{quote_plus(two)}+"
            for one, two in zip(common, middling, strict=True)
        ],
        "three common words": [
            "q=" + "+".join(quote_plus(word) for word in chance.sample(COMMON, 3)) + "+"
            for _ in range(EACH)
        ],
        "a beginning of three letters": [f"q={quote_plus(word[:3])}" for word in common + middling][
            :EACH
        ],
        "a beginning of five letters": [
            f"q={quote_plus(word[:5])}" for word in common if len(word) > 5
        ],
        "a common word, narrowed": [
            f"q={quote_plus(word)}+&tipo=contribution&anno=2025&amministrazione=zona-1&pagina=3"
            for word in common
        ],
        "a word that is nowhere": [f"q=qwxyz{number}" for number in range(EACH)],
    }


def measure_search(folder: Path, size: int = SIZE) -> list[Measure]:
    """Make the data on both databases, index them, ask; what stands in `folder` is left."""
    assemble()
    found = _measure("SQLite", folder, "search.sqlite3", size)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the PostgreSQL wheel wants one
    postgres = PostgresServer(folder / "postgres-search")
    try:
        with postgres.database() as address:
            found += _measure("PostgreSQL", folder, address, size)
    finally:
        postgres.stop()
    return found


def _measure(name: str, folder: Path, database: str, size: int) -> list[Measure]:
    store = open_store(folder, database)
    upgrade(store.engines)
    fill(store, size)
    began = time.monotonic()
    indexed = rebuild(store)
    took = time.monotonic() - began
    _analyse(store)
    store.engines.dispose()
    found = [measure(f"{name}, search: indexing {indexed:,} documents", "s", [took])]
    with app_server(folder, database) as server:
        began, asked_in_all = worked(server.pid), 0
        every: list[list[float]] = [[] for _ in range(ROUNDS)]
        for kind, asked in queries().items():
            rounds = [_ask(server, asked) for _ in range(ROUNDS)]
            for all_of, times in zip(every, rounds, strict=True):
                all_of += times
            asked_in_all += ROUNDS * len(asked)
            found += _times(f"{name}, {kind}", rounds)
        found += _times(f"{name}, search of any kind", every, TARGET)
        spent = (worked(server.pid) - began) * 1000 / asked_in_all
        found.append(measure(f"{name}, search: processor of the server", "ms", [spent]))
    return found


def _times(name: str, rounds: list[list[float]], target: str = "") -> list[Measure]:
    return [
        measure(f"{name}: p50", "ms", [quantiles(times, n=100)[49] for times in rounds]),
        measure(
            f"{name}: p95", "ms", [quantiles(times, n=100)[94] for times in rounds], target=target
        ),
    ]


def _analyse(store: Store) -> None:
    with store.engines.write.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def _ask(server: Running, asked: list[str]) -> list[float]:
    """Milliseconds of each query, one at a time over one connection; raises on a wrong answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    times = []
    for query in asked:
        began = time.perf_counter()
        connection.request("GET", f"/cerca?{query}")
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - began) * 1000)
        if answer.status != 200 or b'id="trovati"' not in body:
            raise RuntimeError(f"{query}: {answer.status}")
    connection.close()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    size = parser.parse_args().size
    facts = machine()
    folder = Path(tempfile.mkdtemp(prefix="bench-search-"))
    try:
        measures = measure_search(folder, size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show(measures, facts)


if __name__ == "__main__":
    main()
