"""The laboratory: who came, what was said, the verbale read again, sealed and published."""

from tests.browser.steps_person import Person
from tests.browser.steps_story import BODY, FAMILIES, LABORATORY, NEARBY, OFFICE, PUBLIC
from tests.support.postoffice import PostOffice, link_in

DESK = f"{OFFICE}/laboratori"
SESSIONS = ("Plenaria", FAMILIES, NEARBY)


def opens_a_session(officer: Person, page: str, session: str) -> None:
    officer.goes_to(DESK)
    officer.follows(f"{page} di {session}", within=LABORATORY)


def notes_who_is_there(officer: Person) -> None:
    """By one touch for each, without leaving the page."""
    for session in SESSIONS:
        opens_a_session(officer, "Presenze", session)
        officer.touches("Entra", within="Delegata Percorso, delegato")
        officer.sees("Presente", "Entrata ore 14:4", within=BODY)


def notes_who_leaves(officer: Person) -> None:
    opens_a_session(officer, "Presenze", FAMILIES)
    officer.touches("Esce", within="Delegata Percorso, delegato")
    officer.sees("Uscito prima della fine", within=BODY)


def cannot_share_both_outcomes(officer: Person) -> None:
    """A unitary proposal or distinct positions, never both (DM 72/2021)."""
    opens_a_session(officer, "Verbale", FAMILIES)
    proposes(officer, "Aprire le scuole il pomeriggio.")
    officer.fills({"Testo della posizione 1": "Una posizione diversa."})
    officer.presses("Salvate la bozza")
    officer.is_refused("posizioni")


def proposes(officer: Person, text: str) -> None:
    """The choice and the words to write have the same label."""
    officer.ticks("Proposta unitaria")
    officer.main.get_by_role("textbox", name="Proposta unitaria").fill(text)


def writes_and_shares(officer: Person) -> None:
    for session in SESSIONS:
        opens_a_session(officer, "Verbale", session)
        officer.fills({"Presiede": "Presidente Prova", "Verbalizza": "Segretaria Prova"})
        officer.fills({"Luogo": "Biblioteca di prova", "Ordine del giorno": "Bisogni\nProposte"})
        officer.fills({"Punto 1": "Bisogni", "Che cosa è emerso sul punto 1": "Servono luoghi."})
        proposes(officer, f"La proposta di tutti: {session}.")
        officer.presses("Salvate la bozza")
        officer.sees("La bozza è salvata.")
        officer.fills({"Ultimo giorno per le correzioni": "2027-02-26"})
        officer.presses("Condividi la bozza con i partecipanti")
        officer.sees("I partecipanti possono chiedere correzioni fino a")


def asks_for_a_correction(person: Person, post_office: PostOffice) -> None:
    mail = post_office.wait_for("@percorso.esempio.it", f"Verbale da rileggere: {FAMILIES}")
    person.goes_to(link_in(mail, "/verbali/"))
    person.sees(f"La proposta di tutti: {FAMILIES}.")
    person.fills({"Che cosa va corretto, e come": "Servono anche educatori."})
    person.presses("Invia la correzione")
    person.sees("In esame")


def cannot_approve_yet(rdp: Person) -> None:
    opens_a_session(rdp, "Verbale", FAMILIES)
    rdp.confirms("Approvate il verbale", "Confermo: approvate il verbale")
    rdp.is_refused("I partecipanti possono chiedere correzioni fino a")


def answers_the_correction(officer: Person) -> None:
    opens_a_session(officer, "Verbale", FAMILIES)
    officer.fills({"Risposta": "Aggiunto."}, within="Servono anche educatori.")
    officer.presses("Accolta")
    officer.sees("La risposta è registrata.")


def approves_and_publishes(rdp: Person) -> None:
    for session in SESSIONS:
        opens_a_session(rdp, "Verbale", session)
        rdp.confirms("Approvate il verbale", "Confermo: approvate il verbale")
        rdp.sees("Il verbale è approvato e sigillato.", "Sigillo verificato")
        rdp.confirms("Pubblicate il verbale", "Confermo: pubblicate il verbale")
        rdp.sees("Il verbale è pubblicato.")


def reads_the_verbali(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/verbali")
    citizen.follows(FAMILIES)
    citizen.sees(f"La proposta di tutti: {FAMILIES}.", BODY)
    citizen.does_not_see("Delegata Percorso")
    assert citizen.downloads("Scarica il PDF").startswith(b"%PDF")
