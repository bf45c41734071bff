"""Checks a fascicolo by itself: every hash, nothing missing, nothing more, the chain of events.

No network, no database, and nothing in the file is believed before it is counted.
"""

import hashlib
import json
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from app.core.audit.chain import START, digest_of
from app.core.audit.models import EventRow
from app.outlets.archive.index import FORMAT, INDEX, VERSION

_CHUNK = 1 << 18
_MAX_INDEX = 200 << 20  # bytes


class NotAFascicoloError(Exception):
    """The file cannot be read as a fascicolo at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problems` is empty when the file is whole and unaltered."""

    kind: str
    procedure: str
    members: int
    events: int | None
    index_sha256: str
    problems: tuple[str, ...]


def verify_fascicolo(source: Path | BinaryIO) -> Verdict:
    """Read the whole file once, in constant memory. Raises NotAFascicoloError."""
    try:
        with zipfile.ZipFile(source) as archive:
            return _verify(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError) as error:
        raise NotAFascicoloError(f"it is not a ZIP, or it is cut short: {error}") from error


def _verify(archive: zipfile.ZipFile) -> Verdict:
    raw, index = _read_index(archive)
    try:
        members = {one["percorso"]: (one["byte"], one["sha256"]) for one in index["membri"]}
        chain, kind, title = index["catena"], index["tipo"], index["procedimento"]
    except (KeyError, TypeError) as error:
        raise NotAFascicoloError("its index lacks what every index has") from error
    problems = _names(archive, set(members), len(index["membri"]))
    for path, (size, sha256) in sorted(members.items()):
        problems += _member(archive, path, size, sha256)
    events = None
    if "membro" in chain:
        events, found = _chain(archive, chain)
        problems += found
    digest = hashlib.sha256(raw).hexdigest()
    return Verdict(str(kind), str(title), len(members), events, digest, tuple(problems))


def _read_index(archive: zipfile.ZipFile) -> tuple[bytes, dict[str, Any]]:
    try:
        if archive.getinfo(INDEX).file_size > _MAX_INDEX:
            raise NotAFascicoloError("its index is too big")
        raw = archive.read(INDEX)
        index = json.loads(raw)
    except KeyError as error:
        raise NotAFascicoloError(f"there is no {INDEX} in it") from error
    except (ValueError, RecursionError, NotImplementedError, RuntimeError) as error:
        raise NotAFascicoloError(f"its {INDEX} cannot be read") from error
    if not isinstance(index, dict) or (index.get("formato"), index.get("versione")) != (
        FORMAT,
        VERSION,
    ):
        raise NotAFascicoloError("it is not a fascicolo of a version that is known here")
    return raw, index


def _names(archive: zipfile.ZipFile, listed: set[str], count: int) -> list[str]:
    """What is there more than the index says, or twice."""
    found = Counter(info.filename for info in archive.infolist())
    problems = [f"listed twice: {count - len(listed)} members"] if count != len(listed) else []
    problems += [f"twice in the file: {name}" for name, times in found.items() if times > 1]
    more = found.keys() - listed - {INDEX}
    return problems + [f"not in the index: {name}" for name in sorted(more)]


def _member(archive: zipfile.ZipFile, path: str, size: int, sha256: str) -> list[str]:
    digest, read = hashlib.sha256(), 0
    try:
        with archive.open(path) as member:
            while chunk := member.read(_CHUNK):
                read += len(chunk)
                if read > size:
                    break
                digest.update(chunk)
    except KeyError:
        return [f"missing: {path}"]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return [f"cannot be read: {path}"]
    if read != size or digest.hexdigest() != sha256:
        return [f"altered: {path}"]
    return []


def _chain(archive: zipfile.ZipFile, chain: dict[str, Any]) -> tuple[int, list[str]]:
    """Count the chain of events again, from its first link to the head that the index names."""
    number, previous = 0, START
    try:
        rows = json.loads(archive.read(chain["membro"]))
        for said in rows:
            number += 1
            row = _event(said)
            if row.number != number or row.previous != previous or digest_of(row) != row.digest:
                return number, [f"the chain of events breaks at {number}"]
            previous = row.digest
        if (number, previous) != (chain["numero"], chain["impronta"]):
            return number, ["the chain of events does not end where the index says"]
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OSError):
        return number, [f"the chain of events cannot be read after {number}"]
    return number, []


def _event(said: dict[str, Any]) -> EventRow:
    instants = {name: datetime.fromisoformat(said[name]) for name in ("wall_at", "legal_at")}
    return EventRow(**{**said, **instants})
