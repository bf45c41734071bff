"""Roles in an authority's office, who adopts its acts, and kinds of authority."""

from enum import StrEnum


class OfficeRole(StrEnum):
    """`RDP` leads the procedure (responsabile del procedimento); `OFFICER` prepares with them."""

    RDP = "rdp"
    OFFICER = "officer"
    FACILITATOR = "facilitator"

    @property
    def label(self) -> str:
        return {
            "rdp": "responsabile del procedimento",
            "officer": "Ufficio di Piano",
            "facilitator": "facilitatore o verbalizzante",
        }[self.value]


class OrganKind(StrEnum):
    """`MANAGER` is a person's place or an office that is competent to adopt acts."""

    ORGAN = "organ"
    MANAGER = "manager"

    @property
    def label(self) -> str:
        return {"organ": "organo", "manager": "dirigente o ufficio competente"}[self.value]


class AuthorityKind(StrEnum):
    CONVENTION = "convention"
    CONSORTIUM = "consortium"
    MUNICIPALITY = "municipality"

    @property
    def label(self) -> str:
        return {
            "convention": "convenzione sociosanitaria",
            "consortium": "Società della Salute",
            "municipality": "Comune",
        }[self.value]
