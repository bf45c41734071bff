"""Contributions: written and sent by bodies, read by the office, published or not."""

from tests.browser.steps_person import Person, pdf
from tests.browser.steps_story import (
    BODY,
    BY_PEC,
    FAMILIES,
    LABORATORY,
    OFFICE,
    PUBLIC,
    SERVICE,
)
from tests.factories.files import pdf_bytes
from tests.support.postoffice import PostOffice, text_of

OWN = "/area-personale/contributi"
QUEUE = f"{OFFICE}/contributi"
AFTERNOONS = "Pomeriggi aperti per adolescenti"
LISTENING = "Ascolto psicologico a scuola"
VAGUE = "Proposta da chiarire"
CLEAR = "Un educatore in ogni quartiere"
SINGLE_CASE = "Un caso della nostra via"
IN_THE_ROOM = "Orari delle biblioteche"
UNSENT = "Pensiero non finito"
PLAIN = "Contributo da un telefono vecchio"


def begins_a_contribution(person: Person, body: str, kind: str) -> None:
    person.goes_to(OWN)
    person.follows("Scrivi un contributo")
    seat = person.page.locator("#f-seat option", has_text=body).filter(has_text=FAMILIES)
    person.page.locator("#f-seat").select_option(value=seat.first.get_attribute("value"))
    person.ticks(kind)
    person.presses("Continuate")
    person.sees("BOZZA — non ancora inviato")


def writes_it(person: Person, title: str, text: str) -> None:
    person.picks("Per quale laboratorio", LABORATORY)
    person.fills({"Titolo": title, "Testo": text})


def adds_details_and_a_file(person: Person) -> None:
    person.opens("Aggiungi dettagli")
    person.fills({"Quali persone riguarda": "Ragazze e ragazzi dagli 11 ai 16 anni"})
    person.picks("Copertura di oggi", "parziale")
    person.fills({"Che cosa manca": "Luoghi aperti dopo le 16"})
    person.presses("Salva la bozza")
    person.sees("La bozza è salvata. Non è ancora inviata.")
    person.attaches("Allega file", pdf("indagine.pdf", pdf_bytes()))
    person.touches("Allega")
    person.sees("I file sono allegati alla bozza.", "indagine.pdf")


def sends_it(person: Person, title: str) -> str:
    """After reading it again; gives its number."""
    person.presses("Salva e rileggi prima di inviare")
    person.is_at("Rileggete e inviate")
    person.sees(title)
    person.presses("Invia il contributo")
    person.is_at("Contributo n.")
    person.sees("Inviato: è il contributo n.", "Da esaminare")
    return person.main.locator("h1").inner_text().rpartition(" ")[2]


def contributes(person: Person, body: str, title: str, text: str, kind: str = "Bisogno") -> str:
    begins_a_contribution(person, body, kind)
    writes_it(person, title, text)
    return sends_it(person, title)


def cannot_send_an_empty_one(person: Person) -> None:
    person.presses("Salva e rileggi prima di inviare")
    person.presses("Invia il contributo")
    person.is_refused("Il contributo non è stato inviato", "Scrivete un titolo.")
    person.follows("Scrivete un titolo.")


def keeps_a_draft(person: Person, body: str) -> None:
    begins_a_contribution(person, body, "Bisogno")
    writes_it(person, UNSENT, "Da finire.")
    person.presses("Salva la bozza")
    person.sees("La bozza è salvata.")


def sees_no_draft(officer: Person) -> None:
    officer.goes_to(QUEUE)
    officer.sees(AFTERNOONS)
    officer.does_not_see(UNSENT)


def opens_in_the_queue(officer: Person, title: str) -> None:
    officer.goes_to(f"{QUEUE}?q={title.split()[0]}")
    officer.follows(title)
    officer.sees(title, "Impronta (SHA-256)", "Registro delle decisioni")


def publishes_with_its_file(officer: Person) -> None:
    opens_in_the_queue(officer, AFTERNOONS)
    officer.sees("Prima del laboratorio", "Luoghi aperti dopo le 16")
    officer.ticks("indagine.pdf")
    officer.presses("Pubblicate così com'è")
    officer.sees("Il contributo è pubblicato.")


def publishes_with_omissions(officer: Person) -> None:
    opens_in_the_queue(officer, LISTENING)
    officer.follows("Pubblicate con omissis")
    officer.fills({"Testo pubblicato": "Serve ascolto a scuola: [omissis]."})
    officer.fills({"Ragione degli omissis": "Nominava una persona."})
    officer.presses("Pubblicate con omissis")
    officer.sees("Il contributo è pubblicato con omissis.", "Nominava Tizio", "Come è pubblicato")


def sends_back(officer: Person, post_office: PostOffice) -> None:
    opens_in_the_queue(officer, VAGUE)
    officer.follows("Rimanda all'ente")
    officer.fills({"Ragione": "Dite quale intervento proponete."})
    officer.presses("Rimanda all'ente")
    officer.sees("Rimandato: l'ente ne riceve la ragione.")
    mail = post_office.wait_for("@percorso.esempio.it", "vi chiediamo di correggerlo")
    assert "Dite quale intervento proponete." in text_of(mail)


def corrects_what_came_back(person: Person) -> None:
    person.goes_to(OWN)
    person.follows(VAGUE)
    person.sees("Dite quale intervento proponete.")
    person.presses("Correggi in una nuova bozza")
    writes_it(person, CLEAR, "Un educatore di quartiere, con due associazioni.")
    sends_it(person, CLEAR)


def withholds(rdp: Person) -> None:
    opens_in_the_queue(rdp, SINGLE_CASE)
    rdp.follows("Non pubblicare")
    rdp.fills({"Ragione": "Riguarda una persona riconoscibile."})
    rdp.presses("Non pubblicare")
    rdp.sees("Deciso: il contributo non è pubblicato.")


def writes_what_was_said_in_the_room(officer: Person) -> None:
    officer.goes_to(QUEUE)
    officer.follows("Registrate un contributo raccolto in aula")
    officer.picks("Ente che lo ha detto", BY_PEC)
    officer.picks("Tavolo", FAMILIES)
    officer.picks("Laboratorio", LABORATORY)
    officer.picks("Tipo", "Offerta già presente")
    officer.fills({"Titolo": IN_THE_ROOM, "Testo": "Le biblioteche chiudono troppo presto."})
    officer.presses("Registrate il contributo")
    officer.sees("Raccolto in aula, scritto dall'ufficio", BY_PEC)


def publishes_the_rest_together(officer: Person) -> None:
    officer.goes_to(f"{QUEUE}?stato=submitted")
    officer.sees(CLEAR, IN_THE_ROOM)
    rows = officer.main.get_by_role("checkbox")
    for place in range(rows.count()):
        rows.nth(place).locator("xpath=following-sibling::label").click()
    officer.presses("Pubblicate gli scelti così come sono")
    officer.goes_to(QUEUE)
    officer.does_not_see("Da esaminare:")


def sees_the_others_at_its_tavolo(person: Person) -> None:
    """What was published at one's own tavolo; never the drafts of others."""
    person.goes_to("/area-personale/tavoli")
    person.follows(FAMILIES)
    person.sees("Chi siede al tavolo", "Delegata Percorso", SERVICE)
    person.follows("I contributi al tavolo")
    person.sees(AFTERNOONS, BODY)
    person.does_not_see(UNSENT)


def reads_contributions(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/contributi")
    citizen.sees(AFTERNOONS, LISTENING, CLEAR, IN_THE_ROOM)
    citizen.does_not_see(UNSENT, SINGLE_CASE, "Nominava Tizio")
    citizen.picks("Ente", SERVICE)
    citizen.presses("Applicate i filtri")
    citizen.sees(LISTENING)
    citizen.does_not_see(AFTERNOONS)
