"""Kinds of act. Phases are the law's (`app.law.phases`)."""

from enum import StrEnum


class ActKind(StrEnum):
    START = "start"
    AVVISO = "avviso"
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
            "admission": "ammissione",
            "approval": "approvazione dell'organo",
            "closing": "atto conclusivo",
            "suspension": "sospensione",
            "resumption": "ripresa",
            "revocation": "revoca",
            "other": "altro atto",
        }[self.value]
