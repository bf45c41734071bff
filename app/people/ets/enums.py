"""Kinds of body, mandates and RUNTS states."""

from enum import StrEnum


class RuntsState(StrEnum):
    REGISTERED = "registered"
    UNDER_WAY = "under_way"
    TRANSITIONAL = "transitional"
    NOT_ETS = "not_ets"

    @property
    def label(self) -> str:
        return {
            "registered": "iscritto al RUNTS",
            "under_way": "iscrizione al RUNTS in corso",
            "transitional": "regime transitorio (art. 101 CTS)",
            "not_ets": "non è un ente del Terzo settore",
        }[self.value]


class MembershipKind(StrEnum):
    """Why a person may act for a body."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    MANDATE = "mandate"

    @property
    def label(self) -> str:
        return {
            "legal_representative": "legale rappresentante",
            "mandate": "persona con delega",
        }[self.value]


class BodyKind(StrEnum):
    """What takes part: an ETS, another subject, or an office of the public side."""

    ETS = "ets"
    OTHER = "other"
    HEALTH_UNIT = "health_unit"
    MUNICIPAL_SERVICE = "municipal_service"

    @property
    def label(self) -> str:
        return {
            "ets": "ente del Terzo settore",
            "other": "altro soggetto",
            "health_unit": "unità funzionale dell'Azienda USL",
            "municipal_service": "servizio comunale",
        }[self.value]


PUBLIC_SIDE = frozenset({BodyKind.HEALTH_UNIT, BodyKind.MUNICIPAL_SERVICE})
