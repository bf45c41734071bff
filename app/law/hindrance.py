"""Reasons sent before a refusal (art. 10-bis): what is refused without them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import L241_10BIS, L241_21OCTIES, Source


class Ground(StrEnum):
    """Why a domanda is not admitted."""

    MERIT = "merit"
    OUT_OF_TIME = "out_of_time"


BOUND: Final[dict[Ground, Source]] = {Ground.OUT_OF_TIME: L241_21OCTIES}
"""The grounds whose outcome could not be another, so that the notice is the office's choice.

Art. 10-bis exempts none of them: what ``Source`` says is that a judge does not annul a bound act
because the notice was not sent (first period of the paragraph; since 2020 the second no longer
covers art. 10-bis). The office may always send it, and then the ten days count for it too.
"""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice that was sent: the end of the term (aware), when observations came, if they did."""

    due_at: datetime
    observed_at: datetime | None


def check_refusal(
    ground: Ground, notice: NoticeFacts | None, answer: str, now: datetime
) -> Decision:
    """Decide whether a domanda may be refused at ``now`` (an aware instant).

    ``answer`` is what the decision says of the observations. Source: L. 241/1990, art. 10-bis.
    """
    if notice is None:
        return (
            ALLOWED
            if ground in BOUND
            else _refuse(
                None,
                "Prima di non ammettere i motivi si comunicano all'ente, che ha dieci giorni.",
                "Mandate la comunicazione dei motivi ostativi, poi decidete.",
            )
        )
    if notice.observed_at is None and now <= notice.due_at:
        return _refuse(
            None,
            "L'ente ha ancora tempo per le sue osservazioni.",
            "Decidete quando sono arrivate, o quando il termine è passato.",
        )
    return check_answer(notice, answer)


def check_answer(notice: NoticeFacts | None, answer: str) -> Decision:
    """Whatever is decided, observations that came are answered (art. 10-bis)."""
    if notice is None or notice.observed_at is None or answer.strip():
        return ALLOWED
    return _refuse(
        "answer",
        "L'ente ha mandato osservazioni: la decisione dice perché sono accolte o no.",
        "Rispondete alle osservazioni.",
    )


def _refuse(field: str | None, reason: str, remedy: str) -> Decision:
    return Decision((Refusal(field, reason, remedy, L241_10BIS),))
