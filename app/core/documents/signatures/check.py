"""The way in: a file and what it should be, in; a report, out. Never inside a transaction."""

import json
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from app.core.documents.signatures.anchors import Anchors
from app.core.documents.signatures.report import (
    Expected,
    FileReport,
    Trouble,
    report_from_json,
    unexamined,
)

MAX_SIGNED = 25_000_000  # bytes
TIMEOUT = 20.0  # seconds, waiting for a turn included

_WORKER = Path(__file__).with_name("worker.py")
_TURN = threading.BoundedSemaphore(2)


def check_file(
    data: bytes,
    at: datetime,
    *,
    expected: Expected | None = None,
    anchors: Anchors | None = None,
    timeout: float = TIMEOUT,
) -> FileReport:
    """Examine a file in a process of its own, with limits of time and memory.

    `at` (UTC) is by when the file was surely here: certificates must hold then. A file that does
    not end in time is TOO_HEAVY. Raises nothing.
    """
    anchors = anchors or Anchors()
    end = time.monotonic() + timeout
    too_heavy = unexamined(data, at, Trouble.TOO_HEAVY, anchors)
    if len(data) > MAX_SIGNED or not _TURN.acquire(timeout=timeout):
        return too_heavy
    try:
        return _run(data, at, expected, anchors, max(end - time.monotonic(), 0.1))
    except (subprocess.TimeoutExpired, OSError):
        return too_heavy
    except (ValidationError, ValueError):
        return unexamined(data, at, Trouble.UNREADABLE, anchors)
    finally:
        _TURN.release()


def _run(
    data: bytes, at: datetime, expected: Expected | None, anchors: Anchors, timeout: float
) -> FileReport:
    asked = {
        "at": at.isoformat(),
        "expected": [expected.size, expected.sha256] if expected else None,
        "anchors": [der.hex() for der in anchors.certificates],
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter and file, no shell
        [sys.executable, "-I", str(_WORKER)],
        input=json.dumps(asked).encode() + b"\n" + data,
        capture_output=True,
        timeout=timeout,
        check=False,
        env={},
        cwd="/",
    )
    return report_from_json(json.loads(done.stdout))
