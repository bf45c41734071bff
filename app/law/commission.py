"""The board that examines the domande (*commissione istruttoria*): when, and who abstains."""

from __future__ import annotations

from datetime import date, datetime

from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import DM72_6
from app.law.words import day_in_words, in_rome, instant_in_words


def check_appointment(adopted_on: date, closes_at: datetime, now: datetime) -> Decision:
    """Decide whether a board may be appointed at ``now`` by an act of ``adopted_on`` (in Rome).

    Who examines is chosen when nobody can apply any more. Source: DM 72/2021 § 6 n. 3.
    """
    closing_day = in_rome(closes_at).date()
    if now <= closes_at:
        return _refuse(
            f"L'avviso è aperto fino a {instant_in_words(closes_at)}.",
            "La commissione si nomina dopo la scadenza.",
        )
    if adopted_on < closing_day:
        return _refuse(
            f"L'atto è di {day_in_words(adopted_on)}, prima della scadenza dell'avviso.",
            "Serve un atto adottato dopo la scadenza.",
        )
    return ALLOWED


def _refuse(reason: str, remedy: str) -> Decision:
    return Decision((Refusal("act", reason, remedy, DM72_6),))
