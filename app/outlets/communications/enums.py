"""Receipts of certified mail, and what they make of the message they speak of."""

from enum import StrEnum


class ReceiptKind(StrEnum):
    """The kinds of DM 2 November 2005, named as `daticert.xml` names them.

    An anomaly is the envelope in which a provider wraps what is not certified mail.
    """

    ACCEPTED = "accettazione"
    NOT_ACCEPTED = "non-accettazione"
    TAKEN = "presa-in-carico"
    DELIVERED = "avvenuta-consegna"
    LATE = "preavviso-errore-consegna"
    NOT_DELIVERED = "errore-consegna"
    VIRUS = "rilevazione-virus"
    ANOMALY = "anomalia"

    @property
    def label(self) -> str:
        return {
            "accettazione": "accettazione",
            "non-accettazione": "mancata accettazione",
            "presa-in-carico": "presa in carico",
            "avvenuta-consegna": "avvenuta consegna",
            "preavviso-errore-consegna": "preavviso di mancata consegna",
            "errore-consegna": "mancata consegna",
            "rilevazione-virus": "virus rilevato",
            "anomalia": "busta di anomalia",
        }[self.value]

    @property
    def tone(self) -> str:
        if self in FAILURES:
            return "danger"
        return {"avvenuta-consegna": "success", "anomalia": "warning"}.get(self.value, "info")


FAILURES = (ReceiptKind.NOT_ACCEPTED, ReceiptKind.NOT_DELIVERED, ReceiptKind.VIRUS)


def outcome_of(kinds: set[ReceiptKind]) -> ReceiptKind | None:
    """What the receipts of one message to one address come to; None where there is none.

    A delivery counts whatever else came: from that instant the message is in the box.
    Source: DPR 68/2005, artt. 3 and 6.
    """
    order = (
        ReceiptKind.DELIVERED,
        *FAILURES,
        ReceiptKind.ANOMALY,
        ReceiptKind.LATE,
        ReceiptKind.TAKEN,
        ReceiptKind.ACCEPTED,
    )
    return next((kind for kind in order if kind in kinds), None)
