"""The fictitious people whom the demonstration lets you be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`key` is the button's value; `role` is an office role where it has one."""

    key: str
    email: str
    given_name: str
    family_name: str
    words: str
    role: str = ""


PEOPLE = (
    DemoPerson(
        "rdp",
        "rdp@zona-livornese.esempio.it",
        "Responsabile",
        "Dimostrativa",
        "responsabile del procedimento: pubblica, ammette, conclude",
        "rdp",
    ),
    DemoPerson(
        "ufficio",
        "ufficio@zona-livornese.esempio.it",
        "Ufficio",
        "Dimostrativo",
        "Ufficio di Piano: prepara, esamina, modera, sintetizza",
        "officer",
    ),
    DemoPerson(
        "ets",
        "volontaria@associazione-esempio.it",
        "Volontaria",
        "Dimostrativa",
        "legale rappresentante dell'Associazione Esempio Girasole",
    ),
    DemoPerson(
        "servizio",
        "servizio@usl.esempio.it",
        "Servizio",
        "Dimostrativo",
        "un'unità funzionale dell'Azienda USL, che partecipa senza domanda",
    ),
    DemoPerson(
        "nuova",
        "nuova@ente-esempio.it",
        "Persona",
        "Nuova",
        "una persona appena registrata, che non ha ancora descritto il suo ente",
    ),
)
