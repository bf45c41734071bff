"""Runs the typesetter, or the joiner of its parts, in a process within bounds of time."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from app.core.documents.errors import DocumentError

_WORKER = Path(__file__).with_name("typst_worker.py")
_WORKERS = {"join": Path(__file__).with_name("pdf_join.py")}
_MAKERS = threading.BoundedSemaphore(2)
FAILED = "Non è stato possibile comporre il PDF: il contenuto è salvo, riprova più tardi."
SLOW = "La composizione del PDF ha richiesto troppo tempo: riprova più tardi."


class NotSet(Exception):  # noqa: N818 - an answer of the worker, not an error of the caller
    """The worker ran and could not set the document."""


def run_worker(kind: str, data: bytes, timeout: float) -> bytes:
    """What the worker makes of `data` (JSON): a `pdf`, a `part` of one, or `png` pictures; or,
    `join`, of packed parts.

    At most two run at once in this process; `timeout` is in seconds, waiting included. Raises
    NotSet when the document cannot be set, DocumentError on any other failure.
    """
    end = time.monotonic() + timeout
    if not _MAKERS.acquire(timeout=timeout):
        raise DocumentError(SLOW)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file, no shell
            [sys.executable, "-I", str(_WORKERS.get(kind, _WORKER)), kind],
            input=data,
            capture_output=True,
            timeout=max(end - time.monotonic(), 0.1),
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(SLOW) from error
    except OSError as error:
        raise DocumentError(FAILED) from error
    finally:
        _MAKERS.release()
    if done.returncode == 3:
        raise NotSet(done.stderr.decode(errors="replace"))
    if done.returncode:
        raise DocumentError(FAILED)
    return done.stdout
