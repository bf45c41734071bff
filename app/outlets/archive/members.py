"""Members on their way into the file: written one after the other, counted and hashed."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from app.core.documents.pieces import Piece
from app.core.files.blobs import BlobStore
from app.core.files.models import StoredFile
from app.core.web.download import read_in_pieces


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the file; `offset` is where its bytes begin in the part's blob.

    `file` is the public id of the stored file, where it is one.
    """

    path: str
    title: str
    source: str
    public: bool
    size: int
    sha256: str
    offset: int
    file: str = ""

    def plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Gone:
    """A file that was removed at the end of its term; its hash stays."""

    path: str
    title: str
    sha256: str
    file: str

    def plain(self) -> dict[str, Any]:
        return {**asdict(self), "gone": True}


class PartWriter:
    """Turns pieces into one stream of bytes and notes what stands where."""

    def __init__(self, blobs: BlobStore, taken: set[str], tick: Callable[[], None]) -> None:
        self.members: list[Member | Gone] = []
        self._blobs = blobs
        self._taken = taken
        self._tick = tick

    def stream(self, pieces: Iterable[Piece]) -> Iterator[bytes]:
        offset = 0
        for piece in pieces:
            path = self._free(piece.path)
            file = piece.content.public_id if isinstance(piece.content, StoredFile) else ""
            if isinstance(piece.content, StoredFile) and is_gone(piece.content):
                gone = Gone(path, piece.title, piece.content.sha256, file)
                self.members.append(gone)
                continue
            digest, size = hashlib.sha256(), 0
            for chunk in self._chunks(piece):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
            self.members.append(
                Member(
                    path,
                    piece.title,
                    piece.source,
                    piece.public,
                    size,
                    digest.hexdigest(),
                    offset,
                    file,
                )
            )
            offset += size
            self._tick()

    def _chunks(self, piece: Piece) -> Iterator[bytes]:
        content = piece.content
        if isinstance(content, StoredFile):
            yield from read_in_pieces(self._blobs.open(content.key))
        elif isinstance(content, bytes):
            yield content
        else:
            yield from content

    def _free(self, path: str) -> str:
        """A path that no other member has."""
        number, free = 1, path
        while free in self._taken:
            number += 1
            stem, dot, ending = path.rpartition(".")
            free = f"{stem}-{number}.{ending}" if dot else f"{path}-{number}"
        self._taken.add(free)
        return free


def is_gone(file: StoredFile) -> bool:
    """Whether the file's bytes were removed at the end of their term."""
    return file.erased_at is not None
