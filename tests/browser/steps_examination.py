"""The office at the domande: arrivals, completion, decisions, lists, seats, convocations."""

import re
from dataclasses import dataclass

from icalendar import Calendar

from tests.browser.steps_person import Person, pdf
from tests.browser.steps_story import (
    BODY,
    BY_PEC,
    FAMILIES,
    LABORATORY,
    NEARBY,
    OFFICE,
    ON_PAPER,
    PUBLIC,
    SERVICE,
)
from tests.factories.files import pdf_bytes
from tests.support.postoffice import PostOffice, link_in, text_of

DESK = f"{OFFICE}/domande"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A domanda that did not come online."""

    channel: str
    name: str
    tax_code: str
    email: str
    tavolo: str


FIRST_ARRIVAL = Arrival("Via PEC", BY_PEC, "93001230494", "pec@esempio.it", FAMILIES)
SECOND_ARRIVAL = Arrival("Su carta", ON_PAPER, "94001230492", "carta@esempio.it", NEARBY)


def registers_an_arrival(officer: Person, arrival: Arrival, post_office: PostOffice) -> None:
    officer.goes_to(DESK)
    officer.follows("Registrate una domanda arrivata via PEC o su carta")
    officer.picks("Come è arrivata", arrival.channel)
    officer.fills({"Giorno di arrivo": "2027-02-12", "Ora di arrivo": "11:20:15"})
    officer.fills({"Numero di protocollo": "2027/101", "Data di protocollo": "2027-02-12"})
    officer.attaches("Messaggio o scansione", pdf("arrivo.pdf", pdf_bytes()))
    officer.fills({"Codice fiscale dell'ente": arrival.tax_code, "Nome dell'ente": arrival.name})
    officer.picks("Iscrizione al RUNTS", "Iscrizione al RUNTS in corso")
    officer.fills({"E-mail": arrival.email})
    officer.picks("Preferenza", "1ª scelta", within=arrival.tavolo)
    officer.opens(f"Delegato al tavolo {arrival.tavolo}")
    officer.fills(
        {"Nome e cognome": "Delegato Arrivato", "E-mail": arrival.email},
        within=f"Delegato al tavolo {arrival.tavolo}",
    )
    officer.presses("Registrate la domanda")
    officer.sees("La domanda è registrata con il numero", arrival.name, "11:20:15")
    post_office.wait_for(arrival.email, "l'abbiamo registrata")


def looks_through_the_list(officer: Person, *, online: str, by_pec: str) -> None:
    officer.goes_to(DESK)
    officer.sees(online, by_pec)
    officer.picks("Come è arrivata", "Via PEC")
    officer.presses("Applicate i filtri")
    officer.sees(by_pec)
    officer.does_not_see(online)
    officer.follows("Togliete i filtri")
    officer.fills({"Ente, codice fiscale o numero": online})
    officer.presses("Applicate i filtri")
    officer.sees(online)
    officer.does_not_see(by_pec)


def opens_the_domanda_of(officer: Person, body: str) -> None:
    officer.goes_to(DESK)
    officer.follows(body)
    officer.is_at("Domanda n.")
    officer.sees(body)


def reads_one_domanda(officer: Person) -> None:
    opens_the_domanda_of(officer, BODY)
    officer.sees("in rete", FAMILIES, NEARBY, "Delegata Percorso", "Sostituto Percorso")
    officer.sees("statuto.pdf", "Spazi per adolescenti il pomeriggio.")
    officer.sees("resta scritto nella storia della domanda")


def asks_to_complete_it(officer: Person, post_office: PostOffice) -> None:
    opens_the_domanda_of(officer, BODY)
    officer.opens("Chiedete di completare la domanda")
    officer.ticks("Manca la firma")
    officer.fills({"Che cosa chiedete": "La firma", "Ultimo giorno per rispondere": "2027-02-18"})
    officer.presses("Inviate la richiesta")
    officer.is_refused("La firma non si può aggiungere dopo")
    officer.main.get_by_label("Manca la firma").locator("xpath=following-sibling::label").click()
    officer.ticks("Un allegato che manca o non si legge")
    officer.fills({"Che cosa chiedete": "Il bilancio dell'ultimo anno"})
    officer.presses("Inviate la richiesta")
    officer.sees("La richiesta è partita.", "Integrazione richiesta")
    mail = post_office.wait_for("@percorso.esempio.it", "vi chiediamo di completarla")
    assert "Il bilancio dell'ultimo anno" in text_of(mail)


def answers_the_request(person: Person) -> None:
    person.goes_to("/area-personale/domande")
    person.sees("Integrazione richiesta")
    person.follows("percorso")
    person.sees("L'ufficio vi chiede di completare la domanda")
    person.follows("vedete che cosa serve")
    person.sees("Il bilancio dell'ultimo anno")
    person.fills({"La vostra risposta": "Ecco il bilancio."})
    person.attaches("Documenti", pdf("bilancio.pdf", pdf_bytes()))
    person.presses("Invia la risposta")
    person.sees("La risposta è arrivata all'ufficio.", "bilancio.pdf")


def accepts_the_answer(officer: Person) -> None:
    opens_the_domanda_of(officer, BODY)
    officer.sees("Ecco il bilancio.", "bilancio.pdf")
    officer.ticks("Integrazione accolta: la domanda è completa")
    officer.presses("Chiudete la richiesta")
    officer.sees("La richiesta di integrazione è chiusa.")


def hears_before_refusing(officer: Person, body: str, reason: str) -> None:
    """Without the reasons sent and the body heard nobody is refused."""
    opens_the_domanda_of(officer, body)
    officer.opens("Comunicate i motivi ostativi")
    officer.fills({"Perché, così com'è, non si può ammettere": reason})
    officer.presses("Mandate i motivi")
    officer.sees("I motivi sono partiti", "Comunicati i motivi ostativi")
    officer.opens("Scrivete le osservazioni arrivate per altra via")
    officer.fills({"Che cosa osserva l'ente": "Vorremmo cominciare."})
    officer.presses("Mettete agli atti")
    officer.sees("Le osservazioni sono agli atti.", "Vorremmo cominciare.")


def decides(officer: Person, body: str, outcome: str, reason: str = "", answer: str = "") -> None:
    opens_the_domanda_of(officer, body)
    officer.ticks(outcome)
    if answer:
        officer.fills({"Sulle osservazioni dell'ente": answer})
    if reason:
        officer.presses("Scrivete la decisione")
        officer.is_refused("Scrivete la ragione")
        officer.fills({"Ragione": reason})
    officer.presses("Scrivete la decisione")
    officer.sees("La decisione è scritta", "Non ancora pubblicata")


def publishes_the_list(rdp: Person) -> None:
    rdp.goes_to(f"{DESK}/ammissione")
    rdp.picks("Atto di ammissione", "Direzione di Zona distretto, n. 55")
    rdp.presses("Pubblicate l'elenco")
    rdp.sees("L'elenco n. 1 è pubblicato e gli enti sono avvisati.")
    rdp.goes_to(OFFICE)
    rdp.sees("Laboratori")


def hears_why_not(post_office: PostOffice, email: str, reason: str) -> None:
    """The reason is for the body alone, with the ways to appeal."""
    text = text_of(post_office.wait_for(email, ": non ammessa"))
    assert reason in text
    assert "Come ricorrere" in text


def reads_who_takes_part(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/partecipanti")
    citizen.sees("Ammessi (1)", BODY, "Ammessi con riserva (1)", "Non ammessi (1)", "atto n. 55")
    citizen.does_not_see("Delegata Percorso", "Non svolge attività")


def seats_a_health_unit(rdp: Person, post_office: PostOffice) -> str:
    """Without a domanda; gives the link of the invitation it receives."""
    rdp.goes_to(f"{OFFICE}/posti")
    rdp.sees("Delegata Percorso", "Con riserva")
    rdp.picks("Tipo", "Unità funzionale dell'Azienda USL")
    rdp.fills({"Nome del servizio": SERVICE, "Referente istituzionale": "Referente Consultorio"})
    rdp.fills({"E-mail del referente": "servizio@usl.esempio.it"})
    rdp.ticks(FAMILIES)
    rdp.presses("Aggiungete ai tavoli")
    rdp.sees(SERVICE, "Senza domanda")
    post_office.wait_for("servizio@usl.esempio.it", f"{SERVICE} partecipa ai tavoli")
    return link_in(
        post_office.wait_for("servizio@usl.esempio.it", f"agire per {SERVICE}"), "/inviti/"
    )


def takes_up_the_seat(service: Person, link: str) -> None:
    service.goes_to(link)
    service.presses("Accetta l'invito")
    service.goes_to("/area-personale/tavoli")
    service.sees(FAMILIES, SERVICE, LABORATORY)


def convenes_the_laboratory(rdp: Person, post_office: PostOffice) -> None:
    """Everyone who sits is written to once, with the meeting for their calendar."""
    rdp.goes_to(f"{OFFICE}/laboratori")
    place = rdp.main.locator("section").filter(has_text=LABORATORY)
    with rdp.page.expect_navigation():
        place.get_by_role("button", name=re.compile(r"^Convocate \d indirizz")).click()
    rdp.sees("Sono tutti convocati.", within=LABORATORY)
    mail = post_office.wait_for("delegata@percorso.esempio.it", f"Convocazione: {LABORATORY}")
    (invitation,) = mail.iter_attachments()
    (event,) = Calendar.from_ical(str(invitation.get_content())).walk("VEVENT")
    assert LABORATORY in str(event["SUMMARY"])
