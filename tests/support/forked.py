"""Processes to be killed for real, each forked from one that has loaded the program already."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

_NURSERY = multiprocessing.get_context("forkserver")
_NURSERY.set_forkserver_preload(
    [f"tests.support.{name}" for name in ("beating", "dying", "mortal")]
)


def start(program: Callable[..., None], *given: Any) -> BaseProcess:
    """Run `program` in a process of its own; it knows nothing of the tests' threads and locks."""
    process = _NURSERY.Process(target=program, args=given, daemon=True)
    process.start()
    return process


def end_of(process: BaseProcess, seconds: float) -> int | None:
    """The exit code, -9 after SIGKILL; None where it still runs after `seconds`."""
    process.join(seconds)
    return process.exitcode
