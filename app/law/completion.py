"""Asking to complete a domanda (*soccorso istruttorio*): what can be mended and what cannot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from app.law.decisions import Decision, Refusal
from app.law.sources import CAD_65, DM72_2_B, L241_6_B, Source


class Lack(StrEnum):
    """What is missing or wrong in a domanda."""

    DOCUMENT = "document"
    DATA = "data"
    DECLARATION = "declaration"
    DELEGATE = "delegate"
    OTHER = "other"
    APPLICANT = "applicant"
    REQUIREMENT = "requirement"
    SIGNATURE = "signature"

    @property
    def label(self) -> str:
        """The lack in Italian."""
        return _LABELS[self]


_LABELS: Final = {
    Lack.DOCUMENT: "un allegato che manca o non si legge",
    Lack.DATA: "un dato incompleto o non chiaro",
    Lack.DECLARATION: "una dichiarazione da completare o correggere",
    Lack.DELEGATE: "i dati di un delegato o di un sostituto",
    Lack.OTHER: "altro",
    Lack.APPLICANT: "non si capisce chi presenta la domanda",
    Lack.REQUIREMENT: "manca un requisito",
    Lack.SIGNATURE: "manca la firma",
}

NEVER_CURED: Final[dict[Lack, tuple[str, Source]]] = {
    Lack.APPLICANT: ("Se non si sa chi presenta la domanda, non c'è a chi chiederlo.", CAD_65),
    Lack.REQUIREMENT: (
        "Un requisito che manca alla scadenza non si può aggiungere dopo.",
        DM72_2_B,
    ),
    Lack.SIGNATURE: ("La firma non si può aggiungere dopo: senza, la domanda non vale.", CAD_65),
}
"""What no request can mend, each with its sentence and its rule."""


def check_completion(lacks: Iterable[Lack], last_day: date, today: date) -> Decision:
    """Decide whether a completion may be asked, to be given by the end of ``last_day``.

    Both days are in Rome. What can never be mended is refused one by one, and so is a term
    that does not leave at least one whole day. Source: L. 241/1990, art. 6 c. 1 lett. b).
    """
    refusals = [
        Refusal(
            "lacks",
            NEVER_CURED[lack][0],
            "Decidete la domanda per ciò che è.",
            NEVER_CURED[lack][1],
        )
        for lack in lacks
        if lack in NEVER_CURED
    ]
    if last_day <= today:
        refusals.append(
            Refusal(
                "last_day",
                "Il termine per completare deve lasciare almeno un giorno intero.",
                "Indicate un giorno successivo a oggi.",
                L241_6_B,
            )
        )
    return Decision(tuple(refusals))
