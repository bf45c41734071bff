"""Writes a ZIP as a stream: constant memory, and equal members give equal bytes."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

_WHEN = (1980, 1, 1, 0, 0, 0)
_TEXT = (".json", ".html", ".txt", ".csv", ".eml", ".xml")
Entry = tuple[str, int, Iterable[bytes]]


class _Sink:
    """A file that only takes: what it took is handed on."""

    def __init__(self) -> None:
        self._taken: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._taken.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        taken, self._taken = b"".join(self._taken), []
        return taken


def zip_stream(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The ZIP of `entries` (path, size in bytes, content); only words are compressed."""
    sink = _Sink()
    with zipfile.ZipFile(cast(BinaryIO, sink), "w", allowZip64=True) as archive:
        for path, size, content in entries:
            info = zipfile.ZipInfo(path, _WHEN)
            words = path.endswith(_TEXT)
            info.compress_type = zipfile.ZIP_DEFLATED if words else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            info.file_size = size
            with archive.open(info, "w") as target:
                for chunk in content:
                    target.write(chunk)
                    yield sink.take()
            yield sink.take()
    yield sink.take()
