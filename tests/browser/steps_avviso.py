"""The avviso: written section by section, checked against the law, published, frozen."""

from playwright.sync_api import expect

from tests.browser.steps_person import Person, pdf
from tests.browser.steps_preparing import DIRECTION
from tests.browser.steps_story import FAMILIES, OFFICE, PUBLIC
from tests.factories.files import pdf_bytes

DESK = f"{OFFICE}/avviso"
LEFT_OUT = "Rimedi e termini"


def writes_the_sections(officer: Person) -> None:
    """All of them, one after the other, but the last that the law asks for."""
    officer.goes_to(DESK)
    officer.follows("Finalità")
    while officer.path != DESK:
        officer.sees("dell'avviso.")
        title = officer.main.locator("h1").inner_text()
        if title != LEFT_OUT:
            officer.fills({"Testo": f"{title}: le parole dell'ufficio per il percorso di prova."})
        officer.presses("Salvate e andate alla prossima")


def looks_at_the_form_and_the_preview(officer: Person) -> None:
    """The short form is what an avviso begins with."""
    officer.follows("Modulo della domanda")
    officer.sees("Chi firma", "Registro del Terzo settore", "Dichiarazioni veritiere")
    officer.presses("Salvate il modulo")
    officer.sees("Il modulo è stato salvato.")
    officer.goes_to(f"{DESK}/modulo/anteprima/tavoli")
    officer.sees(FAMILIES, "Persona delegata", "Passo")
    officer.goes_to(f"{DESK}/anteprima")
    officer.sees("Questa pagina non è pubblica", "le parole dell'ufficio per il percorso")


def closes_on(officer: Person, day: str, clock: str) -> None:
    officer.goes_to(DESK)
    officer.fills({"Giorno di chiusura": day, "Ora di chiusura": clock})
    officer.presses("Salvate la chiusura")


def cannot_close_before_twenty_days(officer: Person) -> None:
    closes_on(officer, "2027-01-29", "12:30:00")
    officer.is_refused("prima che finiscano i 20 giorni", "LR 65/2020, art. 10 c. 1 lett. c)")


def cannot_close_on_a_holiday(officer: Person) -> None:
    closes_on(officer, "2027-02-14", "12:30:00")
    officer.is_refused("giorno festivo", "lunedì 15 febbraio 2027", "art. 2963")


def cannot_publish_yet(rdp: Person, *missing: str) -> None:
    """The desk lists what is missing and offers no button."""
    rdp.goes_to(DESK)
    rdp.sees(*missing, within="Che cosa manca per pubblicare")
    expect(rdp.main.locator("summary", has_text="Pubblicate l'avviso")).to_have_count(0)


def writes_what_was_missing(officer: Person) -> None:
    officer.goes_to(DESK)
    officer.follows(LEFT_OUT)
    officer.fills({"Testo": "Al Tribunale amministrativo regionale, entro 60 giorni."})
    officer.presses("Salvate")
    officer.sees("La sezione è stata salvata.")


def records_its_act(officer: Person) -> None:
    officer.goes_to(DESK)
    officer.fills({"Organo che lo ha adottato": DIRECTION, "Numero": "41", "Data": "2027-01-15"})
    officer.attaches("File dell'atto", pdf("avviso-41.pdf", pdf_bytes()))
    officer.presses("Registrate l'atto")
    officer.sees("L'atto è stato registrato.", "avviso-41.pdf")


def publishes_it(rdp: Person) -> None:
    rdp.goes_to(DESK)
    rdp.sees("Non manca nulla")
    rdp.confirms("Pubblicate l'avviso", "Confermo: pubblicate l'avviso")
    rdp.sees(
        "L'avviso è pubblicato: da ora arrivano le domande.",
        "Il testo pubblicato non si cambia più",
    )


def finds_it_frozen(officer: Person) -> None:
    officer.goes_to(DESK)
    officer.follows("Finalità")
    officer.sees("questa sezione non si cambia più")
    expect(officer.main.get_by_role("textbox")).to_have_count(0)
    officer.goes_to(f"{DESK}/modulo")
    officer.sees("il modulo non si cambia più")


def reads_it(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/avviso")
    citizen.sees("Presentate la domanda entro", "12:30:00", "lunedì 15 febbraio 2027")
    citizen.sees("Il conto dei venti giorni", "Fare domanda e partecipare è gratuito.")
    citizen.sees("n. 41 del 15/01/2027", "Impronta SHA-256")
    assert citizen.downloads("avviso-41.pdf").startswith(b"%PDF")
    citizen.follows("L'avviso in breve")
    citizen.sees("Chi può partecipare", "Chi vi aiuta", "12:30:00")
