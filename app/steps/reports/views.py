"""What the pages of the report show: rows in, frozen dataclasses for templates out."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.files.blobs import BlobStore
from app.core.files.models import StoredFile
from app.steps.reports.differences import SectionChange, compare
from app.steps.reports.enums import Audience, FileFormat, ReportPiece
from app.steps.reports.queries import VersionRow

OFFERED = (FileFormat.PDF, FileFormat.DOCX)
_TO_SHOW = (*OFFERED, FileFormat.JSON)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away, with its hash."""

    label: str
    address: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """What changed in one document between two versions."""

    label: str
    sections: tuple[SectionChange, ...]

    @property
    def any(self) -> bool:
        return any(section.units for section in self.sections)


@dataclass(frozen=True, slots=True)
class Differences:
    """Two versions beside each other; `before` and `after` are their numbers."""

    before: int
    after: int
    documents: tuple[DocumentChanges, ...]


def downloads(row: VersionRow, audience: Audience, base: str) -> list[Download]:
    """The files of one edition; their addresses begin with `base`."""
    found = []
    for piece in ReportPiece:
        for file_format in _TO_SHOW:
            file = row.file(audience, piece, file_format)
            if file is not None:
                found.append(
                    Download(
                        f"{piece.label.capitalize()}, {file_format.label}",
                        f"{base}/{piece.path}.{file_format}",
                        file.size,
                        file.sha256,
                    )
                )
    return found


def find_file(
    row: VersionRow | None, audience: Audience, piece: str, file_format: str
) -> StoredFile | None:
    """The file that an address names; None where there is none."""
    pieces = {one.path: one for one in ReportPiece}
    if row is None or piece not in pieces or file_format not in set(_TO_SHOW):
        return None
    return row.file(audience, pieces[piece], FileFormat(file_format))


def read_fragment(blobs: BlobStore, row: VersionRow, audience: Audience, piece: ReportPiece) -> str:
    """The page of a document as it was made; empty where none was kept."""
    return _read(blobs, row.file(audience, piece, FileFormat.HTML)).decode()


def differences(
    blobs: BlobStore, rows: Mapping[int, VersionRow], audience: Audience, before: int, after: int
) -> Differences | None:
    """What changed from version `before` to `after`; None where either is not among `rows`."""
    if before not in rows or after not in rows or before == after:
        return None
    found = []
    for piece in ReportPiece:
        files = [rows[n].file(audience, piece, FileFormat.JSON) for n in (before, after)]
        if any(files):
            old, new = (_read(blobs, file) or b'{"blocks": []}' for file in files)
            changes = tuple(compare(old, new)) if old != new else ()
            found.append(DocumentChanges(piece.label.capitalize(), changes))
    return Differences(before, after, tuple(found))


def _read(blobs: BlobStore, file: StoredFile | None) -> bytes:
    if file is None or file.erased_at is not None:
        return b""
    with blobs.open(file.key) as source:
        return source.read()
