"""What is let in: the kind by name *and* by content, then what that kind must not hold.

Not a virus scan. Call it outside any transaction: it reads the whole file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.files.check_image import check_jpg, check_png
from app.core.files.check_pdf import check_pdf
from app.core.files.check_text import check_csv, check_eml, check_rtf, check_txt
from app.core.files.check_zip import check_docx, check_ods, check_odt, check_xlsx
from app.core.files.cms import read_envelope
from app.core.files.errors import FileRefused
from app.core.files.kinds import KINDS, Kind, endings_of, kind_of_name
from app.core.files.names import display_name, safe_name
from app.core.files.sniff import disguised, looks_like, refuse_second_format

MAX_ENVELOPE = 200 << 20  # bytes of a .p7m, which is read whole

_BROKEN_P7M = "Il file .p7m non è una busta firmata leggibile: firma di nuovo il documento."
_DETACHED = (
    "Il file .p7m contiene solo la firma, senza il documento: "
    "firma scegliendo la busta che contiene anche il file."
)
_NESTED = (
    "Il file .p7m contiene un altro .p7m: "
    "togliete la busta esterna, o aggiungete le firme alla stessa busta."
)


@dataclass(frozen=True)
class FileFacts:
    """A file let in: its kind and media type, a name for machines and one for people, bytes."""

    kind: str
    media_type: str
    safe_name: str
    display_name: str
    size: int


def _check_p7m(path: Path, name: str) -> None:
    if path.stat().st_size > MAX_ENVELOPE:
        raise FileRefused("Il file .p7m è troppo grande: al massimo 200 MB.")
    envelope = read_envelope(path.read_bytes())
    if envelope is None or not envelope.signers:
        raise FileRefused(_BROKEN_P7M)
    if not envelope.head:
        raise FileRefused(_DETACHED)
    inner = name.rpartition(".")[0]
    if inner.lower().endswith(".p7m") or looks_like(envelope.head) == "p7m":
        raise FileRefused(_NESTED)
    kind = kind_of_name(inner)
    if disguised(envelope.head) or (kind and not _may_be(kind, envelope.head)):
        raise FileRefused("Il file dentro la busta .p7m non è del tipo che il nome dichiara.")


_CHECKS: dict[str, Callable[[Path], None]] = {
    "pdf": check_pdf,
    "jpg": check_jpg,
    "png": check_png,
    "docx": check_docx,
    "xlsx": check_xlsx,
    "odt": check_odt,
    "ods": check_ods,
    "csv": check_csv,
    "txt": check_txt,
    "rtf": check_rtf,
    "eml": check_eml,
}

_FORMATS = {"docx": "zip", "xlsx": "zip", "odt": "zip", "ods": "zip"}
_WORDS = {"csv", "txt", "eml"}


def _may_be(kind: Kind, head: bytes) -> bool:
    """Say whether a file that begins with `head` may be of `kind`."""
    found = looks_like(head)
    if kind.name in _WORDS:
        return found is None
    return found == _FORMATS.get(kind.name, kind.name)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _declared(name: str, allowed: frozenset[str]) -> Kind:
    kind = kind_of_name(name)
    if kind is None or kind.name not in allowed:
        raise FileRefused(
            f"Questo tipo di file non è ammesso: usate uno di questi: {endings_of(allowed)}."
        )
    return kind


def inspect_file(path: Path, declared_name: str, allowed: frozenset[str]) -> FileFacts:
    """Give the facts of the file at `path`, which the sender calls `declared_name`.

    `allowed` are names of kinds (see `kinds.KINDS`). Raises FileRefused with a sentence on
    which the sender can act; OSError if the file cannot be read.
    """
    shown = display_name(declared_name)
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(
            "Il file è vuoto: controllate che si apra sul vostro computer e ricaricatelo."
        )
    kind = _declared(shown, allowed)
    head = _head(path)
    if kind.name == "p7m":
        _check_p7m(path, shown)
    else:
        if disguised(head) or not _may_be(kind, head):
            raise FileRefused(
                f"Il contenuto non è quello di un {kind.label}, come dice il nome: "
                "aprite il file, salvatelo di nuovo nel formato giusto e ricaricatelo."
            )
        if kind.name not in _FORMATS:
            refuse_second_format(path, kind.name)
        _CHECKS[kind.name](path)
    name = safe_name(shown, kind.extensions[0])
    return FileFacts(kind.name, kind.media_type, name, shown, size)


__all__ = ["KINDS", "FileFacts", "inspect_file"]
