"""What of the examination goes on while the avviso is revoked, or open: at first or again."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from app.law.changes import Standing
from app.law.decisions import ALLOWED, Decision, Refusal
from app.law.sources import (
    DM72_2_EQUAL,
    L241_10BIS,
    L241_21QUINQUIES,
    LR65_10_C,
    Source,
)
from app.law.words import day_in_words, in_rome, instant_in_words


class Work(StrEnum):
    """What is done with a domanda, by how far it goes.

    INSIDE stays in the office until a list publishes it: the checklist, who looks at what, a
    decision that can still be taken again. The others reach the body, or everybody.
    """

    INSIDE = "inside"
    ASK = "ask"
    ANSWER = "answer"
    OBJECT = "object"
    PUBLISH = "publish"


_WAITS: Final[dict[Work, tuple[str, str, Source]]] = {
    Work.OBJECT: (
        "fino ad allora l'ente può ancora cambiare la domanda.",
        "Comunicate i motivi dopo la chiusura; intanto potete chiedere un'integrazione.",
        L241_10BIS,
    ),
    Work.PUBLISH: (
        "chi può ancora fare domanda entra nello stesso elenco di chi l'ha fatta prima.",
        "Pubblicate l'elenco dopo la chiusura; chi attende partecipa intanto con riserva.",
        LR65_10_C,
    ),
}
"""What waits for the closing: why, what to do meanwhile, the rule."""


def check_work(work: Work, standing: Standing) -> Decision:
    """Decide whether a work of the examination may be done as the avviso stands.

    After a revocation none may: what was revoked has no further effects (L. 241/1990, art.
    21-quinquies), and another avviso begins anew. While domande come in, at first or after a
    reopening, no reasons against one are sent and no list is published: the term is whole for
    everybody (LR 65/2020, art. 10 c. 1 lett. c), who applies can still replace what was filed,
    and the phases follow one another (DM 72/2021 § 2). The laboratories that have begun go on.
    """
    if standing.revoked:
        return _refused(
            "L'avviso è stato revocato: le sue domande non si esaminano più.",
            "Restano solo gli atti della revoca; se serve, pubblicate un nuovo avviso."
            if work is not Work.ANSWER
            else "Se esce un nuovo avviso potete presentare un'altra domanda.",
            L241_21QUINQUIES,
        )
    if standing.is_open and standing.closes is not None and work in _WAITS:
        why, remedy, source = _WAITS[work]
        reason = f"L'avviso è aperto fino a {instant_in_words(standing.closes)}: {why}"
        return _refused(reason, remedy, source)
    return ALLOWED


def check_asked_day(last_day: date, standing: Standing) -> Decision:
    """Decide whether what is missing may be asked for by the end of ``last_day`` (in Rome).

    While the avviso is open nobody has less time than who has not applied yet (DM 72/2021 § 2).
    """
    if not standing.is_open or standing.closes is None:
        return ALLOWED
    closing_day = in_rome(standing.closes).date()
    if last_day >= closing_day:
        return ALLOWED
    return _refused(
        f"L'avviso è aperto fino a {instant_in_words(standing.closes)}: chi ha già fatto domanda "
        "ha almeno lo stesso tempo degli altri.",
        f"Indicate {day_in_words(closing_day)} o un giorno successivo.",
        DM72_2_EQUAL,
        field="last_day",
    )


def _refused(reason: str, remedy: str, source: Source, *, field: str | None = None) -> Decision:
    return Decision((Refusal(field, reason, remedy, source),))
