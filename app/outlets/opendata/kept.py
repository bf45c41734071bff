"""Files of open data made once for each version, kept on disk, handed out by many.

A file is whole before its first byte leaves: what fails while it is made is an error page, what
fails while it is sent is shorter than its announced length. No reader holds a transaction while
a slow client takes its time.
"""

import asyncio
import gzip
import shutil
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from app.core.store.base import new_public_id

Key = tuple[str, ...]


class KeptFiles:
    """Bounded in bytes; the least recently used leaves first, and is still read to its end.

    `turn` lets one file be made at a time in a process: reading rows takes a core.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.turn = asyncio.Semaphore(1)
        self._folder = Path(tempfile.mkdtemp(prefix="coprogramma-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._held: OrderedDict[Key, tuple[Path, int]] = OrderedDict()
        self._lock = Lock()

    def open(self, key: Key) -> tuple[BinaryIO, int] | None:
        """The file of this key with its size, or None. Who opens it closes it."""
        with self._lock:
            held = self._held.get(key)
            if held is None:
                return None
            self._held.move_to_end(key)
            return held[0].open("rb"), held[1]

    def make(self, key: Key, pieces: Iterable[bytes], *, packed: bool) -> tuple[BinaryIO, int]:
        """Write the file, `packed` with gzip, and open it. On any failure nothing is kept."""
        path = self._folder / new_public_id()
        try:
            with path.open("wb") as target:
                if packed:
                    with gzip.GzipFile("", "wb", 6, target, mtime=0) as gz:
                        gz.writelines(pieces)
                else:
                    target.writelines(pieces)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        opened, size = path.open("rb"), path.stat().st_size
        self._keep(key, path, size)
        return opened, size

    def _keep(self, key: Key, path: Path, size: int) -> None:
        with self._lock:
            old = self._held.pop(key, None)
            if old is not None:
                old[0].unlink(missing_ok=True)
            self._held[key] = (path, size)
            while len(self._held) > 1 and sum(s for _, s in self._held.values()) > self.max_bytes:
                _, (gone, _) = self._held.popitem(last=False)
                gone.unlink(missing_ok=True)

    def clear(self) -> None:
        with self._lock:
            for path, _ in self._held.values():
                path.unlink(missing_ok=True)
            self._held.clear()
