"""What a requirement of a step is; the requirements themselves are in `requirements`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.law.facts import ProcedureFacts
from app.law.source import Source


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must be true before a step.

    ``title`` is what to do, ``sentence`` what is missing, ``remedy`` how to mend it, all in
    Italian. ``target`` is a short key of where to go. ``after`` names the requirements
    without which this one cannot be met yet. ``vacuous`` marks a fact that is true of
    nothing ("no contribution waits") and so means nothing before its phase.
    """

    code: str
    title: str
    sentence: str
    remedy: str
    source: Source
    fact: Callable[[ProcedureFacts], bool]
    target: str
    after: tuple[str, ...] = ()
    vacuous: bool = False
