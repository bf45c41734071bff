"""Kinds of act. Phases are the law's (`app.law.phases`)."""

from enum import StrEnum


class ActKind(StrEnum):
    START = "start"
    AVVISO = "avviso"
    AVVISO_RECTIFICATION = "avviso_rectification"
    AVVISO_EXTENSION = "avviso_extension"
    AVVISO_REOPENING = "avviso_reopening"
    AVVISO_REVOCATION = "avviso_revocation"
    BOARD = "board"
    ADMISSION = "admission"
    APPROVAL = "approval"
    CLOSING = "closing"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    REVOCATION = "revocation"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "start": "atto di avvio",
            "avviso": "approvazione dell'avviso",
            "avviso_rectification": "rettifica dell'avviso",
            "avviso_extension": "proroga dei termini dell'avviso",
            "avviso_reopening": "riapertura dei termini dell'avviso",
            "avviso_revocation": "revoca dell'avviso",
            "board": "nomina della commissione istruttoria",
            "admission": "ammissione",
            "approval": "approvazione dell'organo",
            "closing": "atto conclusivo",
            "suspension": "sospensione",
            "resumption": "ripresa",
            "revocation": "revoca del procedimento",
            "other": "altro atto",
        }[self.value]
