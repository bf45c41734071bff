"""Where the bytes are kept: written once, never changed, found by a random key."""

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import unquote, urlsplit

from app.core.files.errors import FileRefused, StorageError

BLOBS = "blobs"
"""Where sessions have the store at hand."""
_CHUNK = 1 << 18
_BATCH = 500
_KEY = re.compile(r"[0-9a-f]{32}\Z")
_PART = re.compile(r"\.([0-9a-f]{32})\.part\Z")
_FULL = "Lo spazio per i file è esaurito: il file non è stato salvato. Avvisa chi gestisce il sito."
_FAILED = "Il file non è stato salvato per un guasto dell’archivio: riprova tra qualche minuto."
_MISSING = "Il file non si trova nell’archivio."


@dataclass(frozen=True)
class StoredBlob:
    """A file that is durably kept: its random key, its SHA-256 in hex, its size in bytes."""

    key: str
    sha256: str
    size: int


class BlobStore(Protocol):
    """What every store of blobs does."""

    def put(self, chunks: Iterable[bytes] | BinaryIO, max_bytes: int) -> StoredBlob:
        """Keep the bytes durably; FileRefused beyond `max_bytes`, StorageError on a fault."""

    def open(self, key: str) -> BinaryIO:
        """Give the bytes to read; StorageError if there are none."""

    def exists(self, key: str) -> bool:
        """Say whether the key has bytes."""

    def delete(self, key: str) -> None:
        """Forget the bytes; nothing happens if there are none."""

    def sweep(
        self, known_keys_exist: Callable[[list[str]], set[str]], older_than: timedelta
    ) -> list[str]:
        """Remove what is older than `older_than` and known to nobody; give the keys removed."""


def _pieces(chunks: Iterable[bytes] | BinaryIO) -> Iterator[bytes]:
    read = getattr(chunks, "read", None)
    if read is None:
        yield from chunks
        return
    while piece := read(_CHUNK):
        yield piece


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(descriptor, left) :]


def _too_big(max_bytes: int) -> FileRefused:
    limit = f"{max_bytes / 1_000_000:.1f}".removesuffix(".0").replace(".", ",")
    return FileRefused(f"Il file supera il limite di {limit} MB: riducilo e riprova.")


def _storage_error(error: OSError) -> StorageError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return StorageError(_FULL if full else _FAILED)


class LocalBlobStore:
    """Blobs in a folder of this machine, two levels deep by the first digits of the key.

    A blob is written beside its place, synced, renamed, and its folder synced: after `put`
    returns, a power cut does not lose it. Raises StorageError if `root` cannot be made.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.absolute()
        try:
            self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _storage_error(error) from error

    def path(self, key: str) -> Path:
        """Give where the bytes of `key` are or would be; StorageError if it is not a key."""
        if not _KEY.match(key):
            raise StorageError(_MISSING)
        return self._root / key[:2] / key[2:4] / key

    def put(self, chunks: Iterable[bytes] | BinaryIO, max_bytes: int) -> StoredBlob:
        """Keep the bytes under a new random key.

        Raises FileRefused beyond `max_bytes` (bytes), StorageError when the disk is full or
        fails; an error of `chunks` itself passes through. Nothing is left behind in any case.
        """
        key = secrets.token_hex(16)
        final = self.path(key)
        part = final.with_name(f".{key}.part")
        pieces = _pieces(chunks)
        try:
            self._make_folders(final.parent)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise _storage_error(error) from error
        try:
            blob = self._write(descriptor, key, pieces, max_bytes)
            self._settle(part, final)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return blob

    def _write(
        self, descriptor: int, key: str, pieces: Iterator[bytes], max_bytes: int
    ) -> StoredBlob:
        digest, size = hashlib.sha256(), 0
        try:
            for piece in pieces:
                size += len(piece)
                if size > max_bytes:
                    limit = f"{max_bytes / 1_000_000:.1f}".rstrip("0").rstrip(".").replace(".", ",")
                    raise FileRefused(
                        f"Il file supera il limite di {limit} MB: riducilo e riprova."
                    )
                digest.update(piece)
                self._guarded(_write_all, descriptor, piece)
            self._guarded(os.fsync, descriptor)
        finally:
            os.close(descriptor)
        return StoredBlob(key, digest.hexdigest(), size)

    def _settle(self, part: Path, final: Path) -> None:
        self._guarded(os.rename, part, final)
        try:
            self._guarded(_sync_folder, final.parent)
        except StorageError:
            final.unlink(missing_ok=True)
            raise

    @staticmethod
    def _guarded(step: Callable[..., object], *given: object) -> None:
        """Do one step on the disk; an error of the disk, not of the caller's, is StorageError."""
        try:
            step(*given)
        except OSError as error:
            raise _storage_error(error) from error

    def _make_folders(self, folder: Path) -> None:
        for level in (folder.parent, folder):
            if not level.is_dir():
                level.mkdir(mode=0o700, exist_ok=True)
            # Synced even if it was there: another thread may have made it and not yet synced.
            _sync_folder(level.parent)

    def open(self, key: str) -> BinaryIO:
        """Give the bytes to read, from the start; the caller closes. Raises StorageError."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError as error:
            raise StorageError(_MISSING) from error

    def exists(self, key: str) -> bool:
        """Say whether `key` has bytes; False for what is not a key."""
        return bool(_KEY.match(key)) and self.path(key).is_file()

    def delete(self, key: str) -> None:
        """Forget the bytes, durably; nothing happens if there are none."""
        path = self.path(key)
        try:
            path.unlink()
            _sync_folder(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise _storage_error(error) from error

    def sweep(
        self, known_keys_exist: Callable[[list[str]], set[str]], older_than: timedelta
    ) -> list[str]:
        """Remove blobs nobody knows and parts never finished, last written before `older_than`.

        `known_keys_exist` is given some keys and gives those on record; it is asked before
        each removal, in batches. Give the keys of what was removed, sorted.
        """
        before = time.time() - older_than.total_seconds()
        removed: list[str] = []
        batch: list[str] = []
        for name in self._aged(before):
            part = _PART.match(name)
            if part:
                key = part.group(1)
                self.path(key).with_name(name).unlink(missing_ok=True)
                removed.append(key)
                continue
            batch.append(name)
            if len(batch) == _BATCH:
                removed += self._drop_unknown(batch, known_keys_exist)
                batch = []
        removed += self._drop_unknown(batch, known_keys_exist)
        return sorted(removed)

    def _drop_unknown(
        self, keys: list[str], known_keys_exist: Callable[[list[str]], set[str]]
    ) -> list[str]:
        if not keys:
            return []
        known = known_keys_exist(keys)
        unknown = [key for key in keys if key not in known]
        for key in unknown:
            self.delete(key)
        return unknown

    def _aged(self, before: float) -> Iterator[str]:
        """Give the names of blobs and parts written before `before` (seconds of the epoch)."""
        for path in self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
            if not (_KEY.match(path.name) or _PART.match(path.name)):
                continue
            try:
                if path.stat().st_mtime < before:
                    yield path.name
            except FileNotFoundError:
                continue


def blob_store_from_url(url: str) -> BlobStore:
    """Give the store that `url` names: a folder, as a path or `file://`.

    Raises StorageError for `s3://`, which is not there yet, and for anything else.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return LocalBlobStore(Path(unquote(parts.path)))
    if url and not parts.scheme:
        return LocalBlobStore(Path(url))
    if parts.scheme == "s3":
        raise StorageError("L’archivio S3 non è ancora disponibile: indica una cartella.")
    raise StorageError("L’indirizzo dell’archivio dei file non è valido: indica una cartella.")
