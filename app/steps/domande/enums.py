"""States, channels and kinds of file of a domanda."""

from enum import StrEnum


class DomandaState(StrEnum):
    DRAFT = "draft"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return {
            "draft": "bozza — non ancora inviata",
            "filed": "inviata",
            "withdrawn": "ritirata",
            "superseded": "sostituita",
        }[self.value]


LIVE = (DomandaState.DRAFT, DomandaState.FILED)


class Channel(StrEnum):
    """How it arrived; the office registers all but the first."""

    ONLINE = "online"
    PEC = "pec"
    PAPER = "paper"
    EMAIL = "email"

    @property
    def label(self) -> str:
        return {
            "online": "in rete",
            "pec": "via PEC",
            "paper": "su carta",
            "email": "via e-mail",
        }[self.value]


class ExaminationState(StrEnum):
    RECEIVED = "received"
    COMPLETION_ASKED = "completion_asked"
    HINDRANCE_NOTICE = "hindrance_notice"
    ADMITTED = "admitted"
    ADMITTED_WITH_RESERVATION = "admitted_with_reservation"
    NOT_ADMITTED = "not_admitted"
    OUT_OF_TIME = "out_of_time"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return {
            "received": "ricevuta",
            "completion_asked": "integrazione richiesta",
            "hindrance_notice": "comunicati i motivi ostativi",
            "admitted": "ammessa",
            "admitted_with_reservation": "ammessa con riserva",
            "not_admitted": "non ammessa",
            "out_of_time": "pervenuta fuori termine",
            "withdrawn": "ritirata",
            "superseded": "sostituita",
        }[self.value]


# Until a published list says otherwise; its body may still replace it.
PENDING = (
    ExaminationState.RECEIVED,
    ExaminationState.COMPLETION_ASKED,
    ExaminationState.HINDRANCE_NOTICE,
)


class SignatureWay(StrEnum):
    """CAD art. 65: what makes a domanda filed online valid."""

    DIGITAL = "digital"
    HANDWRITTEN = "by_hand"
    IDENTIFIED = "identified"

    @property
    def label(self) -> str:
        return {
            "digital": "firma digitale",
            "by_hand": "firma a mano, con copia del documento d'identità",
            "identified": "accesso con SPID o CIE",
        }[self.value]


class Tone(StrEnum):
    """How a finding on a signature weighs.

    It holds, it is only told, a person must look, it is refused.
    """

    HOLDS = "holds"
    TOLD = "told"
    LOOK = "look"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            "holds": "controllato",
            "told": "non controllato",
            "look": "da guardare",
            "refused": "non va",
        }[self.value]


class FileRole(StrEnum):
    """What a file is to its domanda. Identity documents and signatures are never public."""

    IDENTITY = "identity"
    SIGNED = "signed"
    ATTACHMENT = "attachment"
    GENERATED = "generated"
    RECEIPT = "receipt"
    ARRIVAL = "arrival"

    @property
    def label(self) -> str:
        return {
            "identity": "documento d'identità",
            "signed": "domanda firmata",
            "attachment": "allegato",
            "generated": "domanda generata",
            "receipt": "ricevuta",
            "arrival": "messaggio o scansione di arrivo",
        }[self.value]
