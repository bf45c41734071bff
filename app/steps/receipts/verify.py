"""Verifying a receipt for who has it on disk: what it says, its files, and our register."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from app.core.documents.attach import carried_file
from app.core.documents.errors import DocumentError
from app.core.store.session import Store
from app.steps.receipts.forms import MAX_CHECKED
from app.steps.receipts.queries import is_our_print, is_ours
from app.steps.receipts.receipt import JSON_NAME, Claim, ReceiptError, read_receipt


class Verdict(IntEnum):
    """The command's exit code."""

    AUTHENTIC = 0
    NOT_AUTHENTIC = 1
    UNREADABLE = 2
    NOT_COMPARED = 3


@dataclass
class Verification:
    """What was found, a sentence each, and the verdict."""

    lines: list[str] = field(default_factory=list)
    verdict: Verdict = Verdict.NOT_COMPARED

    def fail(self, line: str) -> None:
        self.lines.append(line)
        self.verdict = Verdict.NOT_AUTHENTIC


def verify_receipt(path: Path, files: Path | None, store: Store | None) -> Verification:
    """Verify the receipt at `path`, JSON or PDF.

    `files` is a folder with what was filed; `store` the register, None where it is not asked.
    """
    done = Verification()
    body = _read(path, done)
    if body is None:
        return done
    printed = body.startswith(b"%PDF-")
    claim = _claim(body, done, printed=printed)
    if claim is None:
        return done
    domanda = claim.content["domanda"]
    done.lines.append(
        f"it says: domanda no. {domanda['number']}, received {domanda['received_at']}"
    )
    if files is not None:
        _compare_files(claim, files, done)
    if store is None:
        if done.verdict is Verdict.NOT_COMPARED:
            done.lines.append("it holds together, but was not compared with the register")
        return done
    digest = hashlib.sha256(body).hexdigest() if printed else ""
    _compare_register(claim, digest, store, done)
    return done


def _read(path: Path, done: Verification) -> bytes | None:
    try:
        with path.open("rb") as source:
            body = source.read(MAX_CHECKED + 1)
    except OSError as error:
        done.lines.append(f"{path}: cannot be read: {error.strerror}")
    else:
        if len(body) <= MAX_CHECKED:
            return body
        done.lines.append(f"{path}: too large to be a receipt")
    done.verdict = Verdict.UNREADABLE
    return None


def _claim(body: bytes, done: Verification, *, printed: bool) -> Claim | None:
    try:
        carried = carried_file(body, JSON_NAME) if printed else body
    except DocumentError:
        done.lines.append("the PDF cannot be read, or is locked")
        done.verdict = Verdict.UNREADABLE
        return None
    if carried is None:
        done.fail("the PDF does not carry a receipt")
        return None
    try:
        return read_receipt(carried)
    except ReceiptError as problem:
        done.fail(str(problem))
        return None


def _compare_files(claim: Claim, folder: Path, done: Verification) -> None:
    held = {digest: path for path, digest in _digests(folder)}
    for file in claim.content["files"]:
        found = held.get(file["sha256"])
        if found is None:
            done.fail(f"{file['name']}: not there, or changed (SHA-256 {file['sha256']})")
        else:
            done.lines.append(f"{file['name']}: as it was filed ({found.name})")


def _digests(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as source:
                yield path, hashlib.file_digest(source, "sha256").hexdigest()


def _compare_register(claim: Claim, print_sha256: str, store: Store, done: Verification) -> None:
    with store.reading() as session:
        ours = is_ours(session, claim)
        printed_here = not print_sha256 or is_our_print(session, print_sha256)
    if not ours:
        done.fail("the register has no such receipt: it is not ours, or it was changed")
    elif not printed_here:
        done.fail(
            "the receipt inside is ours, but this PDF is not one that was issued: "
            "what its pages show may have been changed"
        )
    elif done.verdict is Verdict.NOT_COMPARED:
        done.lines.append("the register has it: it is authentic and unchanged")
        done.verdict = Verdict.AUTHENTIC
