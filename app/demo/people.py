"""The fictitious people whom the demonstration lets you be."""

from dataclasses import dataclass

from app.demo import livorno, valdombra


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`key` is the button's value; `role` is an office role, at `place`, where it has one."""

    key: str
    email: str
    given_name: str
    family_name: str
    words: str
    role: str = ""
    place: str = livorno.SLUG


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
    DemoPerson(
        "rdp-valdombra",
        valdombra.HERE.rdp,
        "Direttrice",
        "Valdombra",
        "responsabile del procedimento di un altro ente, una Società della Salute inventata",
        "rdp",
        valdombra.SLUG,
    ),
    DemoPerson(
        "ufficio-valdombra",
        f"ufficio@{valdombra.SLUG}.esempio.it",
        "Ufficio",
        "Valdombra",
        "l'ufficio di quella Società della Salute: non vede nulla della zona vicina",
        "officer",
        valdombra.SLUG,
    ),
    DemoPerson(
        "ets-valdombra",
        valdombra.BODIES[0].email,
        "Volontaria",
        "Valdombra",
        "legale rappresentante di un ente che ha chiesto e ottenuto una co-programmazione",
        "",
        valdombra.SLUG,
    ),
)
