"""Documents of Word, Excel and OpenDocument: archives, so checked as archives first."""

import re
import zipfile
import zlib
from pathlib import Path

from app.core.files.errors import FileRefused

MAX_ENTRIES = 4_000
MAX_UNPACKED = 300 << 20  # bytes, of all entries together
MAX_RATIO = 200  # times, of what is over FREE_UNPACKED
FREE_UNPACKED = 8 << 20  # bytes
_SMALL = 1 << 20

_BROKEN = "Il documento è rovinato o incompleto: apritelo, salvatelo di nuovo e ricaricatelo."
_BOMB = "Il documento si espande oltre misura: salvatelo come PDF e ricaricatelo."
_MACROS = (
    "Il documento contiene macro o programmi: salvatelo senza macro, o come PDF, e ricaricatelo."
)
_LOCKED = "Il documento è protetto da password: salvatelo senza password e ricaricatelo."
_OTHER = "Il contenuto non è del tipo che il nome dichiara: salvatelo nel formato giusto."
_UNSAFE = "Il documento contiene nomi di file non validi: salvatelo di nuovo e ricaricatelo."

_ACTIVE = re.compile(
    r"vbaproject|vbadata|(?:^|/)activex/|^basic/|^scripts/|^dialogs/"
    r"|\.(?:exe|dll|js|vbs|bat|cmd|ps1|jar|hta|lnk|scr|msi)$"
)
_CONTENT_TYPES = "[Content_Types].xml"


def _refuse_name(name: str) -> None:
    parts = re.split(r"[/\\]", name)
    if "\\" in name or name.startswith("/") or ":" in name or ".." in parts or "\0" in name:
        raise FileRefused(_UNSAFE)
    if _ACTIVE.search(name.lower()):
        raise FileRefused(_MACROS)


def _refuse_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise FileRefused(_BOMB)
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or unpacked > FREE_UNPACKED + MAX_RATIO * packed:
        raise FileRefused(_BOMB)


def _refuse_layout(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive with something before it, after it, or between its entries' names."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise FileRefused(_UNSAFE)
    first = min((entry.header_offset for entry in entries), default=-1)
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 22 - len(archive.comment)))
        end = file.read(4)
    if first != 0 or end != b"PK\x05\x06":
        raise FileRefused(_BROKEN)


def _unpack_all(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Read every entry to its declared end, so that a false size or sum shows."""
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise FileRefused(_LOCKED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileRefused(_BROKEN)
        with archive.open(entry) as file:
            while file.read(_SMALL):
                pass


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(_SMALL)


def _has(archive: zipfile.ZipFile, name: str) -> bool:
    return name in archive.NameToInfo


def _check(path: Path, needed: str, marker: str, *, mimetype: bool) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _refuse_sizes(entries)
            for entry in entries:
                _refuse_name(entry.orig_filename)
            _refuse_layout(path, archive)
            _unpack_all(archive, entries)
            teller = "mimetype" if mimetype else _CONTENT_TYPES
            if not _has(archive, teller) or not _has(archive, needed):
                raise FileRefused(_OTHER)
            told = _small(archive, teller)
            if b"macroenabled" in told.lower():
                raise FileRefused(_MACROS)
            if told.strip() != marker.encode() if mimetype else marker.encode() not in told:
                raise FileRefused(_OTHER)
            if mimetype and b"encryption-data" in _manifest(archive):
                raise FileRefused(_LOCKED)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_BROKEN) from error


def _manifest(archive: zipfile.ZipFile) -> bytes:
    name = "META-INF/manifest.xml"
    return _small(archive, name) if _has(archive, name) else b""


def check_docx(path: Path) -> None:
    """Raise FileRefused unless the file is a Word document without macros."""
    _check(path, "word/document.xml", "wordprocessingml.document.main+xml", mimetype=False)


def check_xlsx(path: Path) -> None:
    """Raise FileRefused unless the file is an Excel workbook without macros."""
    _check(path, "xl/workbook.xml", "spreadsheetml.sheet.main+xml", mimetype=False)


def check_odt(path: Path) -> None:
    """Raise FileRefused unless the file is an OpenDocument text without macros."""
    _check(path, "content.xml", "application/vnd.oasis.opendocument.text", mimetype=True)


def check_ods(path: Path) -> None:
    """Raise FileRefused unless the file is an OpenDocument sheet without macros."""
    _check(path, "content.xml", "application/vnd.oasis.opendocument.spreadsheet", mimetype=True)
