"""A body asks that its data be removed: what goes, what stays as an act, when to answer.

A body is no natural person: GDPR protects the people its papers name. What it brought to a
procedure is an act on file.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.law.sources import (
    DLGS33_7BIS_4,
    DLGS33_8,
    GDPR_5_E,
    GDPR_9,
    GDPR_17_1,
    GDPR_17_3_B,
    GDPR_17_3_D,
    Source,
)

_MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Removable:
    """A kind of data: whether it goes at a body's request, in plain words, and the rule."""

    what: str
    goes: bool
    words: str
    source: Source


# Read as a list: each is one small paragraph.
# fmt: off
RULES: Final[tuple[Removable, ...]] = (
    Removable(
        "Nomi e dati di persone rimasti in un testo pubblicato", True,
        "Si oscurano subito nella pagina, nella ricerca e nei dati aperti; "
        "l'originale resta riservato nel fascicolo.", DLGS33_7BIS_4),
    Removable(
        "Notizie sulla salute o sulla vita privata di qualcuno", True,
        "Non dovevano essere pubblicate: si oscurano appena ce lo dite.", GDPR_9),
    Removable(
        "Recapiti di delegati e sostituti", True,
        "Si tolgono dove non servono più a convocare. Nella domanda firmata i nomi restano.",
        GDPR_17_1),
    Removable(
        "Bozze mai inviate, iscrizioni agli incontri, indirizzi di chi segue per posta", True,
        "Potete toglierli da soli; altrimenti si cancellano alla fine del loro termine.",
        GDPR_5_E),
    Removable(
        "Un contributo pubblicato", False,
        "È un atto del procedimento e un allegato della relazione finale. Il responsabile può "
        "oscurarne una parte o non pubblicarlo più, con la sua ragione: restano il numero e "
        "l'esito.", GDPR_17_3_B),
    Removable(
        "Il nome dell'ente negli elenchi, nei verbali e accanto agli esiti", False,
        "La legge vuole che si sappia chi ha partecipato: resta pubblicato per cinque anni.",
        DLGS33_8),
    Removable(
        "Domande, ricevute, verbali ed esiti nel fascicolo", False,
        "Sono documenti di un archivio pubblico: si scartano solo con la sua autorizzazione.",
        GDPR_17_3_D),
)
# fmt: on


def answer_by(asked_on: date) -> date:
    """The last day (in Rome) to answer a request that arrived on `asked_on`: one month later.

    A day that the next month lacks becomes its last one. Source: GDPR art. 12 par. 3.
    """
    year, month = divmod(asked_on.year * _MONTHS_A_YEAR + asked_on.month, _MONTHS_A_YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(asked_on.day, last))
