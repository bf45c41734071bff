"""How long each class of data is kept: classes as data, each with its rule and its term.

An authority may set other terms within the bounds of the class. What removes data asks
`due_on`; nothing here knows where the data lie.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.law.sources import DLGS33_8, DPR445_68, GDPR_5_E, GDPR_9, Source
from app.law.words import counted

_MONTHS_A_YEAR: Final = 12
_LAST_DAY_OF_ALL: Final = 28


class StartsFrom(StrEnum):
    """The day from which a term is counted."""

    CONCLUSION = "conclusion"
    CLOSING = "closing"
    NEXT_JANUARY = "next_january"
    FACT = "fact"
    LAST_SAVED = "last_saved"
    LINK_END = "link_end"

    @property
    def label(self) -> str:
        """The day in Italian."""
        return {
            "conclusion": "dalla conclusione del procedimento",
            "closing": "dalla chiusura dell'avviso",
            "next_january": "dal 1° gennaio dell'anno dopo la pubblicazione",
            "fact": "dal giorno in cui i dati sono nati",
            "last_saved": "dall'ultima volta che qualcuno ci ha lavorato",
            "link_end": "da quando il collegamento non vale più",
        }[self.value]


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """A class of data. `months` is the term where the authority sets none.

    `at_least` and `at_most` (None: no limit) bound what it may set.
    """

    code: str
    label: str
    what: str
    starts: StartsFrom
    months: int
    at_least: int
    at_most: int | None
    source: Source


# Read as a list: each class is one small paragraph.
# fmt: off
CLASSES: Final[tuple[RetentionClass, ...]] = (
    RetentionClass(
        "published", "Pagine e documenti pubblicati",
        "Atti, elenchi, verbali, contributi pubblicati, esiti, relazione.",
        StartsFrom.NEXT_JANUARY, 60, 60, None, DLGS33_8),
    RetentionClass(
        "domande", "Domande e istanze presentate",
        "Risposte, allegati, ricevute, istruttoria e decisioni.",
        StartsFrom.CONCLUSION, 120, 60, None, DPR445_68),
    RetentionClass(
        "identity", "Documenti di identità e firme a mano",
        "Copie dei documenti e scansioni firmate: non sono mai pubbliche.",
        StartsFrom.CONCLUSION, 12, 6, 60, GDPR_5_E),
    RetentionClass(
        "drafts", "Bozze mai inviate",
        "Domande e contributi che nessuno ha presentato, tabelle che l'ufficio non ha registrato.",
        StartsFrom.CLOSING, 3, 1, 12, GDPR_5_E),
    RetentionClass(
        "istanza_drafts", "Bozze di istanza mai presentate",
        "Testo, allegati, enti che aderiscono e indirizzi di chi è stato invitato.",
        StartsFrom.LAST_SAVED, 6, 3, 24, GDPR_5_E),
    RetentionClass(
        "contacts", "Recapiti di delegati, sostituti e componenti",
        "Nomi, e-mail e telefoni di chi siede ai tavoli, e-mail di chi siede in commissione. "
        "Nella domanda firmata i nomi restano: è un atto, e ha il suo termine.",
        StartsFrom.CONCLUSION, 24, 6, 60, GDPR_5_E),
    RetentionClass(
        "access_needs", "Esigenze di accesso",
        "Che cosa serve a una persona per partecipare a un incontro: dice anche della salute.",
        StartsFrom.CONCLUSION, 1, 1, 6, GDPR_9),
    RetentionClass(
        "messages", "Testi delle comunicazioni",
        "Lettere scritte dal sistema, con gli indirizzi; resta la prova dell'invio.",
        StartsFrom.CONCLUSION, 60, 12, 120, DPR445_68),
    RetentionClass(
        "questions", "Chi ha posto un quesito",
        "Il nome di chi ha chiesto e le parole che non si sono pubblicate; domanda e risposta "
        "restano pubbliche e anonime.",
        StartsFrom.CONCLUSION, 12, 3, 60, GDPR_5_E),
    RetentionClass(
        "sign_ups", "Iscrizioni agli incontri pubblici",
        "Nomi ed e-mail di chi si è iscritto da cittadino.",
        StartsFrom.CONCLUSION, 6, 1, 24, GDPR_5_E),
    RetentionClass(
        "followers", "Indirizzi di chi segue per posta",
        "E-mail di chi ha chiesto gli aggiornamenti e non si è tolto prima: dopo la conclusione "
        "arrivano ancora i rendiconti di ogni anno del piano.",
        StartsFrom.CONCLUSION, 48, 1, 72, GDPR_5_E),
    RetentionClass(
        "readers", "Chi ha letto il rendiconto per il comitato",
        "Nome ed e-mail di chi è stato invitato, e quello che aveva salvato senza consegnarlo; la "
        "lettura consegnata resta, e non nomina nessuno.",
        StartsFrom.LINK_END, 6, 1, 24, GDPR_5_E),
    RetentionClass(
        "access", "Accessi e tentativi",
        "Sessioni chiuse, tentativi falliti, inviti scaduti.",
        StartsFrom.FACT, 12, 6, 24, GDPR_5_E),
)
# fmt: on

BY_CODE: Final[Mapping[str, RetentionClass]] = {one.code: one for one in CLASSES}


def months_of(kept: RetentionClass, own: Mapping[str, int]) -> int:
    """The months in force: the authority's own term (`own`, by code) or the class's."""
    return own.get(kept.code, kept.months)


def check_months(kept: RetentionClass, months: int) -> str | None:
    """Why a term cannot be set, in Italian, or None when it can."""
    if months < kept.at_least:
        return f"Almeno {counted(kept.at_least, 'mese', 'mesi')}: {kept.source.sentence}"
    if kept.at_most is not None and months > kept.at_most:
        return f"Al massimo {counted(kept.at_most, 'mese', 'mesi')}: {kept.source.sentence}"
    return None


def due_on(kept: RetentionClass, months: int, since: date) -> date:
    """The first day (in Rome) on which data of this class may be removed.

    `since` is the day that the class starts from: of the conclusion, the closing, the fact, or
    of the publication, from which the next 1 January is taken. A day that the last month lacks
    (31 June) becomes the first of the month after.
    """
    if kept.starts is StartsFrom.NEXT_JANUARY:
        since = date(since.year + 1, 1, 1)
    count = since.year * _MONTHS_A_YEAR + since.month - 1 + months
    year, month = divmod(count, _MONTHS_A_YEAR)
    if since.day <= _LAST_DAY_OF_ALL:
        return date(year, month + 1, since.day)
    return _or_first_after(year, month + 1, since.day)


def _or_first_after(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        return date(year + month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
