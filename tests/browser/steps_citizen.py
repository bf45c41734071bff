"""Anybody, without signing in: finds, reads, follows, signs up."""

import re

from icalendar import Calendar

from tests.browser import steps_avviso as avviso
from tests.browser.steps_person import Person
from tests.browser.steps_story import (
    AUTHORITY,
    BODY,
    FAMILIES,
    LABORATORY,
    OPEN_MEETING,
    PUBLIC,
    TITLE,
)
from tests.support.postoffice import PostOffice, link_in, text_of

SLOTS = (
    "1. Atto di avvio e responsabile",
    "2. Avviso, modello di domanda e documenti preliminari",
    "3. Nomina della commissione istruttoria",
    "4. Verbali dell'istruttoria",
    "5. Elenco degli ammessi e dei non ammessi",
    "6. Verbali dei tavoli",
    "7. Documento finale con i contributi",
)


def finds_the_procedure(citizen: Person) -> None:
    citizen.goes_to("/")
    citizen.sees(f"Avviso: {TITLE}", OPEN_MEETING)
    citizen.follows("Zona Livornese")
    citizen.sees(TITLE, "Chi decide")
    citizen.goes_to(f"/{AUTHORITY}/")
    citizen.main.locator("h3, h2").get_by_role("link", name=TITLE, exact=True).click()
    citizen.is_at(TITLE)
    assert citizen.path == f"{PUBLIC}/"


def sees_where_it_stands(citizen: Person, phase: str) -> None:
    """The step of the timeline that says «Siete qui»."""
    citizen.goes_to(f"{PUBLIC}/")
    here = citizen.main.locator('.timeline [aria-current="step"]')
    assert phase in here.inner_text()
    assert "Siete qui" in here.inner_text()


def reads_the_avviso(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/")
    citizen.sees("Responsabile Dimostrativa", FAMILIES)
    avviso.reads_it(citizen)


def takes_the_calendar(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/calendario")
    citizen.sees(OPEN_MEETING, LABORATORY, "Biblioteca di prova", "Su invito")
    meetings = Calendar.from_ical(citizen.downloads("Tutti gli incontri in un file .ics"))
    found = {str(event["SUMMARY"]): event.decoded("DTSTART") for event in meetings.walk("VEVENT")}
    assert len(found) == 2
    begins = next(start for title, start in found.items() if LABORATORY in title)
    assert begins.strftime("%Y-%m-%d %H:%M %z") in {
        "2027-02-23 14:30 +0100",
        "2027-02-23 13:30 +0000",
    }


def signs_up_for_the_open_meeting(citizen: Person, post_office: PostOffice) -> None:
    citizen.goes_to(f"{PUBLIC}/calendario")
    citizen.follows(OPEN_MEETING)
    citizen.fills({"Nome e cognome": "", "E-mail": "non è un indirizzo"})
    citizen.presses("Iscrivetevi")
    citizen.is_refused("Campo obbligatorio.")
    citizen.fills({"Nome e cognome": "Cittadina Curiosa", "E-mail": "cittadina@esempio.it"})
    citizen.fills({"In quante persone venite": "2"})
    citizen.presses("Iscrivetevi")
    citizen.sees("Siete iscritti")
    mail = post_office.wait_for("cittadina@esempio.it", OPEN_MEETING)
    assert "per 2 persone" in text_of(mail)
    (invitation,) = mail.iter_attachments()
    assert "BEGIN:VEVENT" in str(invitation.get_content())
    citizen.goes_to(_local(link_in(mail, "/iscrizione/")))
    citizen.sees("Risultate iscritti per 2 persone")


def _local(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


def finds_a_proposal_in_three_steps(citizen: Person) -> None:
    """From the home page: what became of the proposals, those of a body, one of them."""
    citizen.goes_to("/")
    citizen.follows(f"Cosa è successo alle proposte: {TITLE}")
    citizen.follows(f"Le proposte di {BODY}")
    citizen.sees(f"Le proposte di {BODY}", "Proposta all'organo:")
    citizen.main.locator("article.proposal").first.get_by_role("link").first.click()
    citizen.sees("Cosa è successo a questa proposta", "Il percorso", BODY)


def reads_the_documents(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/documenti")
    citizen.sees(*SLOTS)
    citizen.sees("avviso-41.pdf", "atto-7.pdf", "L'elenco degli ammessi non è ancora pubblicato.")
    assert citizen.downloads("atto-7.pdf").startswith(b"%PDF")
