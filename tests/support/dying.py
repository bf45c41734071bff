"""A worker that runs what waits, and dies while it makes a fascicolo where its moment says.

The kill is SIGKILL to itself: nothing is cleaned up. `slowly` dies of nothing, but gives whoever
wants to kill it from outside the time to; with no moment it is a plain worker.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from app.assembly import assemble
from app.core.files.blobs import BlobStore
from app.main import make_store, make_worker
from app.outlets.archive import build as building
from app.outlets.archive.members import Member
from app.settings import Settings

_slice = building._slice


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


Dying = Callable[..., Any]


def _before(name: str, call: int = 1) -> tuple[str, Dying]:
    """Die instead of the `call`-th call."""
    real, left = getattr(building, name), [call]

    def dying(*given: Any, **named: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            _die()
        return real(*given, **named)

    return name, dying


def _after(name: str) -> tuple[str, Dying]:
    real = getattr(building, name)

    def dying(*given: Any, **named: Any) -> None:
        real(*given, **named)
        _die()

    return name, dying


def _cut(blobs: BlobStore, key: str, one: Member) -> Iterator[bytes]:
    """The first bytes of a big member on its way into the ZIP, and no more."""
    for chunk in _slice(blobs, key, one):
        yield chunk
        if one.size > len(chunk):
            _die()


def _slowly(blobs: BlobStore, key: str, one: Member) -> Iterator[bytes]:
    for chunk in _slice(blobs, key, one):
        time.sleep(0.05)
        yield chunk


MOMENTS: dict[str, tuple[str, Dying]] = {
    # A chapter's bytes are kept, no row names them.
    "chapter": _before("_keep_part", 6),
    # A big member is half in the ZIP.
    "zip": ("_slice", _cut),
    # It is verified, the transaction that offers it is open.
    "uncommitted": _before("emit"),
    # It is offered, its parts still stand and the job is not closed.
    "offered": _after("_keep"),
    "slowly": ("_slice", _slowly),
}


def work(settings: Settings, moment: str) -> None:
    """To be run in a process of its own; `moment` is one of MOMENTS, or empty."""
    assemble()
    if moment:
        name, dying = MOMENTS[moment]
        setattr(building, name, dying)
    make_worker(settings, make_store(settings)).run_until_idle()
