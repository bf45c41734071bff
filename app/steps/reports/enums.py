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


@dataclass(frozen=True, slots=True)
class Section:
    """A section: what a person may write in it (`prompt`), beside what the data say."""

    number: int
    code: str
    title: str
    prompt: str = ""
    mandatory: bool = False


ASSESSMENT = "assessment"

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
    Section(14, "annexes", "Allegati: i contributi degli enti", ""),
)
BY_CODE = {section.code: section for section in SECTIONS}
