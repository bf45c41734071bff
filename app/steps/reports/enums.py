"""The fourteen sections of the final report, and its states."""

from dataclasses import dataclass
from enum import StrEnum


class ReportState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        return {"draft": "BOZZA", "approved": "approvata", "published": "pubblicata"}[self.value]


class Audience(StrEnum):
    """Who an edition is for: the organs read it complete, anyone the published one."""

    ORGANS = "organs"
    PUBLIC = "public"

    @property
    def label(self) -> str:
        return {"organs": "per gli organi", "public": "pubblica"}[self.value]

    @property
    def path(self) -> str:
        """What names it in addresses."""
        return {"organs": "organi", "public": "pubblica"}[self.value]


class ReportPiece(StrEnum):
    """The documents of a version: the report, and the contributions' words where they are apart."""

    REPORT = "report"
    CONTRIBUTIONS = "contributions"

    @property
    def label(self) -> str:
        return {"report": "relazione", "contributions": "contributi degli enti"}[self.value]

    @property
    def path(self) -> str:
        """What names it in addresses."""
        return {"report": "relazione", "contributions": "contributi"}[self.value]


class FileFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    JSON = "json"

    @property
    def label(self) -> str:
        return {"pdf": "PDF", "docx": "Word", "html": "pagina web", "json": "dati"}[self.value]


class Annexing(StrEnum):
    """Where the contributions' full words go.

    An organ reads a report, not two thousand texts: apart unless the office decides otherwise.
    """

    APART = "apart"
    INSIDE = "inside"

    @property
    def label(self) -> str:
        return {
            "apart": "in un documento allegato, con l'elenco nella relazione",
            "inside": "per intero dentro la relazione",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: what a person may write in it (`prompt`), beside what the data say."""

    number: int
    code: str
    title: str
    prompt: str = ""
    mandatory: bool = False


ASSESSMENT, ANNEXES = "assessment", "annexes"

SECTIONS = (
    Section(
        1, "premise", "Premessa e riferimenti di legge", "Perché questo percorso e con quali scopi."
    ),
    Section(2, "acts", "Atti e cronologia", "Ciò che le date da sole non dicono."),
    Section(3, "participants", "Chi ha partecipato", "Un commento alla partecipazione."),
    Section(
        4,
        "method",
        "Il metodo",
        "Come si è lavorato: tecniche, regole del gioco, materiali messi a disposizione.",
        True,
    ),
    Section(5, "tables", "Sintesi per tavolo e laboratorio", "Ciò che attraversa i tavoli."),
    Section(6, "picture", "Quadro dei bisogni e dell'offerta sociale", "Come leggere il quadro."),
    Section(7, "objectives", "Obiettivi", "Come si è arrivati agli obiettivi."),
    Section(
        8,
        "interventions",
        "Priorità, interventi, modi e risorse",
        "Le priorità condivise e perché.",
    ),
    Section(
        9,
        "positions",
        "Convergenze e divergenze",
        "Su che cosa c'è accordo e su che cosa le posizioni restano distinte.",
    ),
    Section(10, "not_proposed", "Proposte non accolte e ragioni", "Un commento generale."),
    Section(11, "areas", "Aree di approfondimento e di co-progettazione", "Che cosa viene dopo."),
    Section(12, "plan", "Collegamento con il piano", "Dove il piano tiene conto del percorso."),
    Section(
        13,
        ASSESSMENT,
        "Valutazione motivata del responsabile del procedimento",
        "La valutazione del responsabile: la scrive e la firma chi conduce il procedimento.",
        True,
    ),
    Section(14, ANNEXES, "Allegati", ""),
)
BY_CODE = {section.code: section for section in SECTIONS}
