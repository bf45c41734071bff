"""`make burst`: prints a table for each database; exits 0 only if every claim holds."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.burst.run import burst
from bench.burst.verdict import Claim
from bench.results import machine
from tests.support.databases import PostgresServer, SqliteServer

COUNT = 300


@contextmanager
def _databases(folder: Path) -> Iterator[Iterator[tuple[str, str]]]:
    postgres = PostgresServer(folder / "postgres")
    sqlite = SqliteServer(folder)

    def each() -> Iterator[tuple[str, str]]:
        for name, server in (("SQLite", sqlite), ("PostgreSQL", postgres)):
            with server.database() as address:
                yield name, address

    try:
        yield each()
    finally:
        postgres.stop()


def _show(name: str, claims: list[Claim]) -> None:
    print(f"\n{name}: {COUNT} domande across the closing second")
    for claim in claims:
        mark = "holds" if claim.holds else "FAILS"
        print(f"  {mark}  {claim.words:62}  {claim.found}")


def main() -> int:
    print(", ".join(f"{name} {value}" for name, value in machine().items()))
    held = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        os.environ["XDG_RUNTIME_DIR"] = folder  # the PostgreSQL wheel wants a private one
        with _databases(root) as databases:
            for name, address in databases:
                place = root / name
                place.mkdir()
                claims = burst(address, place, COUNT)
                _show(name, claims)
                held = held and all(claim.holds for claim in claims)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
