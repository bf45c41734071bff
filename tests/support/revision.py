"""Writes the next migration from the difference between models and migrations."""

import sys
import tempfile
from pathlib import Path

from app.core.resources import resource
from app.core.store.engine import open_engines
from app.core.store.migrate import upgrade, write_revision


def main(slug: str) -> None:
    number = f"{len(list((resource('migrations') / 'versions').glob('*.py'))) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        engines = open_engines(f"sqlite:///{Path(folder) / 'scratch.sqlite3'}")
        upgrade(engines)
        write_revision(engines, slug, number)
        engines.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
