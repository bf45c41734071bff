"""What an administration publishes: the seven slots of DM 72/2021, § 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import DM72_6, Source

_YEARS_PUBLISHED: Final = 5


class SlotState(StrEnum):
    """Filled with a document, empty, or not due (*non prevista*) for a stated reason."""

    FILLED = "filled"
    EMPTY = "empty"
    NOT_DUE = "not_due"

    @property
    def label(self) -> str:
        """The state in Italian."""
        return _STATE_LABELS[self]


_STATE_LABELS: Final = {
    SlotState.FILLED: "pubblicata",
    SlotState.EMPTY: "da pubblicare",
    SlotState.NOT_DUE: "non prevista",
}


@dataclass(frozen=True, slots=True)
class PublicationSlot:
    """One of the seven slots: what belongs in it and what is said while it is empty.

    ``may_be_not_due`` is True where a procedure that runs to its end may lack it.
    """

    number: int
    code: str
    title: str
    belongs: str
    when_empty: str
    may_be_not_due: bool
    source: Source = DM72_6


PUBLICATION_SLOTS: Final[tuple[PublicationSlot, ...]] = (
    PublicationSlot(
        1,
        "start_act",
        "Atto di avvio e responsabile",
        "L'atto che avvia il procedimento e nomina il responsabile.",
        "L'atto di avvio non è ancora pubblicato.",
        may_be_not_due=False,
    ),
    PublicationSlot(
        2,
        "avviso",
        "Avviso, modello di domanda e documenti preliminari",
        "L'avviso in ogni sua versione, il modello di domanda e l'eventuale documento preliminare.",
        "L'avviso non è ancora pubblicato.",
        may_be_not_due=False,
    ),
    PublicationSlot(
        3,
        "board",
        "Nomina della commissione istruttoria",
        "L'atto che nomina la commissione, adottato dopo la scadenza dell'avviso.",
        "La nomina della commissione non è ancora pubblicata.",
        may_be_not_due=True,
    ),
    PublicationSlot(
        4,
        "examination",
        "Verbali dell'istruttoria",
        "I verbali dell'esame delle domande.",
        "I verbali dell'istruttoria non sono ancora pubblicati.",
        may_be_not_due=True,
    ),
    PublicationSlot(
        5,
        "admitted",
        "Elenco degli ammessi e dei non ammessi",
        "L'elenco degli enti ammessi, ammessi con riserva e non ammessi, con gli atti.",
        "L'elenco degli ammessi non è ancora pubblicato.",
        may_be_not_due=False,
    ),
    PublicationSlot(
        6,
        "verbali",
        "Verbali dei tavoli",
        "I verbali approvati delle sessioni, senza i nomi dei delegati.",
        "Nessun verbale dei tavoli è ancora pubblicato.",
        may_be_not_due=False,
    ),
    PublicationSlot(
        7,
        "final_document",
        "Documento finale con i contributi",
        "Il documento finale, la relazione del responsabile e, in allegato, i contributi "
        "degli ETS.",
        "Il documento finale non è ancora pubblicato.",
        may_be_not_due=False,
    ),
)


def slot_sentence(slot: PublicationSlot, state: SlotState, why: str = "") -> str:
    """Return the Italian sentence a page shows for a slot; ``why`` is for a slot not due."""
    if state is SlotState.FILLED:
        return slot.belongs
    if state is SlotState.EMPTY:
        return slot.when_empty
    return f"Non prevista. {why.strip()}".strip()


def check_not_due(slot: PublicationSlot, why: str, *, revoked: bool = False) -> Decision:
    """Decide whether a slot may be marked *non prevista*, which always takes a reason.

    ``revoked``: the procedure was ended by an act, so any later slot may lack its document.
    """
    if not slot.may_be_not_due and not revoked:
        return Decision(
            (
                Refusal(
                    "state",
                    f"La casella «{slot.title}» è sempre prevista.",
                    "Pubblicate il documento che le appartiene.",
                    slot.source,
                ),
            )
        )
    if not why.strip():
        return Decision(
            (
                Refusal(
                    "why",
                    "Manca la ragione per cui la casella non è prevista.",
                    "Scrivete la ragione in una frase: sarà pubblica.",
                    slot.source,
                ),
            )
        )
    return ALLOWED


def published_until(published: date) -> date:
    """Return the last day a document stays published, both days in Rome.

    Five years from 1 January of the year after. Source: D.lgs. 33/2013, art. 8 c. 3.
    """
    return date(published.year + _YEARS_PUBLISHED, 12, 31)
