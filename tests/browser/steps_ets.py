"""A body of the third sector: its people register, describe it, and write its domanda."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from app.core.documents.signatures import extract_codes
from tests.browser.steps_person import Person, Upload, pdf, photograph
from tests.browser.steps_story import BODY, NEARBY, PUBLIC, TITLE
from tests.factories.files import pdf_bytes
from tests.support.postoffice import PostOffice, link_in, text_of

PASSWORD = "quattro parole a caso"
DRAFT = "BOZZA — non ancora inviata"
SAVE = "Salva la bozza e continua"


def registers(person: Person, post_office: PostOffice, name: str, email: str) -> None:
    """With an address that is confirmed by following the link of a mail."""
    person.goes_to("/registrati")
    person.fills({"Nome": name, "Cognome": "Percorso", "E-mail": email})
    person.fills({"Password": PASSWORD})
    person.presses("Registrati")
    person.is_refused("informativa sulla privacy")
    person.fills({"Password": PASSWORD})
    person.ticks("Ho letto l'informativa sulla privacy")
    person.presses("Registrati")
    person.is_at("Controllate la posta")
    mail = post_office.wait_for(email, "Confermate il vostro indirizzo")
    person.goes_to(link_in(mail, "/registrati/conferma/"))
    person.presses("Conferma l'indirizzo")
    person.sees("Benvenuti: il vostro indirizzo è confermato.")


def describes_the_body(person: Person, name: str, tax_code: str, *, wrong: str = "") -> None:
    person.goes_to("/area-personale/enti")
    person.follows("Registra il vostro ente")
    person.fills({"Nome dell'ente": name, "Forma giuridica": "Associazione"})
    person.ticks("Iscritto al RUNTS", "Legale rappresentante")
    person.picks("Sezione del registro", "b) associazioni di promozione sociale")
    person.fills({"Numero di repertorio": "77001", "Data di iscrizione": "2023-03-01"})
    person.fills({"Via e numero della sede": "Via del Percorso 1", "CAP": "57100"})
    person.fills({"Comune": "Livorno", "Provincia (sigla)": "LI", "Telefono": "0586 111111"})
    person.fills({"E-mail": "ente@percorso.esempio.it"})
    if wrong:
        person.fills({"Codice fiscale dell'ente": wrong})
        person.presses("Registra l'ente")
        person.is_refused("codice fiscale")
    person.fills({"Codice fiscale dell'ente": tax_code})
    person.presses("Registra l'ente")
    person.is_at(name)
    person.sees(tax_code, "Chi agisce per l'ente")


def invites_a_colleague(person: Person, post_office: PostOffice, email: str) -> str:
    """Gives the link that the colleague receives."""
    person.follows("Invita una persona")
    person.fills({"E-mail della persona": email, "Da quando": "2027-01-20"})
    person.ticks("Persona con delega")
    person.presses("Manda l'invito")
    person.sees("Inviti in attesa", email)
    mail = post_office.wait_for(email, f"vi invita ad agire per {BODY}")
    return link_in(mail, "/inviti/")


def accepts_the_invitation(colleague: Person, link: str) -> None:
    colleague.goes_to(link)
    colleague.sees(f"vi invita ad agire per {BODY}", "Persona con delega".lower())
    colleague.presses("Accetta l'invito")
    colleague.sees(BODY)


def begins_the_domanda(person: Person, body: str) -> None:
    person.goes_to(f"{PUBLIC}/avviso")
    person.follows("Presentate la domanda")
    person.sees(TITLE)
    if person.main.get_by_role("radio").count() > 1:
        person.ticks(body)
    person.presses("Comincia la domanda")
    person.sees(DRAFT, "Per partecipare dovete inviarla entro", "12:30:00", "Passo")


def says_who_signs(person: Person) -> None:
    person.is_at("Chi firma")
    person.fills({"Nome": "Elena", "Cognome": "Percorso", "Codice fiscale": "RSSMRA85T10A562X"})
    person.ticks("Legale rappresentante")
    person.presses(SAVE)
    person.is_refused("codice fiscale")
    person.fills({"Codice fiscale": "RSSMRA85T10A562S"})
    person.presses(SAVE)
    person.sees("La bozza è salvata.", DRAFT)


def finds_the_body_already_written(person: Person) -> None:
    """What the profile knows is proposed again, and only to be confirmed."""
    person.is_at("L'ente")
    expect(person.main.get_by_label("Nome dell'ente")).to_have_value(re.compile("."))
    person.presses(SAVE)
    person.is_at("Registro del Terzo settore")
    person.presses(SAVE)
    person.is_at("Tavoli")


def chooses_tavoli(person: Person, *tavoli: str) -> None:
    """Each with who will sit there, and the first with who takes their place."""
    for number, tavolo in enumerate(tavoli, start=1):
        if number > 1:
            person.presses("Aggiungi un altro tavolo")
        page = person.page
        page.locator(f"#f-tavolo_{number}").select_option(label=tavolo)
        page.locator(f"#f-delegate_name_{number}").fill("Delegata Percorso")
        page.locator(f"#f-delegate_email_{number}").fill("delegata@percorso.esempio.it")
    person.page.locator("#f-substitute_name_1").fill("Sostituto Percorso")
    person.page.locator("#f-substitute_email_1").fill("sostituto@percorso.esempio.it")
    person.presses(SAVE)


def leaves_and_comes_back_to_the_draft(person: Person) -> None:
    person.goes_to("/area-personale")
    person.sees(DRAFT, f"«{TITLE}»")
    person.follows("Riprendete la domanda")
    person.goes_to("/area-personale/domande")
    person.sees(DRAFT)
    person.follows(TITLE)


def tells_first_needs(person: Person) -> None:
    person.goes_to(re.sub(r"/[^/]+/[^/]+$", "/parte/needs", person.path))
    person.fills({"Bisogni e prime proposte": "Spazi per adolescenti il pomeriggio."})
    person.presses(SAVE)


def declares(person: Person) -> None:
    """Nothing is declared by itself: every box is ticked, one by one."""
    person.is_at("Dichiarazioni")
    person.sees("Che cosa comporta una dichiarazione falsa", "DPR 445/2000")
    boxes = person.main.get_by_role("checkbox")
    for place in range(boxes.count()):
        boxes.nth(place).locator("xpath=following-sibling::label").click()
    person.presses(SAVE)


def attaches_a_file(person: Person) -> None:
    person.is_at("Allegati")
    wrong: Upload = {"name": "x.exe", "mimeType": "application/pdf", "buffer": b"MZ not a document"}
    person.attaches("File da allegare", wrong)
    person.presses("Allega i file")
    person.is_refused("C’è una cosa da correggere")
    person.attaches("File da allegare", pdf("statuto.pdf", pdf_bytes()))
    person.fills({"Che cosa sono": "Statuto"})
    person.presses("Allega i file")
    person.sees("statuto.pdf", "Statuto")


def makes_the_pdf(person: Person) -> bytes:
    """Downloaded; every page carries the code of its content."""
    person.follows("Vai al riepilogo")
    person.sees("C'è tutto", "Delegata Percorso", "statuto.pdf")
    person.presses("Genera il PDF da firmare")
    person.sees("Il PDF è pronto")
    body = person.downloads("Scarica il PDF")
    code = person.main.locator("p strong").filter(has_text=re.compile(r"^[\w-]{6,}$")).first
    assert extract_codes(body) == {code.inner_text()}
    return body


def _photo(words: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "#f4f0e8" if words else "#ffffff").save(out, "JPEG")
    return out.getvalue()


def brings_it_back_signed_by_hand(person: Person) -> None:
    person.ticks("Firma a mano, con copia del documento d'identità")
    person.attaches(
        "Domanda firmata",
        photograph("pagina-1.jpg", _photo("1")),
        photograph("pagina-2.jpg", _photo("2")),
    )
    person.fills({"Luogo": "Livorno"})
    person.presses("Carica la domanda firmata")
    person.is_refused("serve la copia di un documento d'identità")
    person.ticks("Firma a mano, con copia del documento d'identità")
    person.attaches("Domanda firmata", photograph("pagina-1.jpg", _photo("1")))
    person.attaches("Copia del documento d'identità", photograph("carta.jpg", _photo("")))
    person.presses("Carica la domanda firmata")
    person.sees("Firma caricata", "Manca un ultimo passo", DRAFT)


def files_it(person: Person, post_office: PostOffice) -> str:
    """Gives the number of the register, told at once by page, PDF and mail."""
    person.presses("Invia la domanda")
    person.is_at("Ricevuta della domanda n.")
    person.sees("è stata inviata e registrata", "statuto.pdf", "SHA-256", "Rimedi e termini")
    person.does_not_see(DRAFT)
    number = person.main.locator("h1").inner_text().rpartition(" ")[2]
    assert person.downloads("Scarica la ricevuta in PDF").startswith(b"%PDF")
    mail = post_office.wait_for("elena@percorso.esempio.it", f"Domanda n. {number} ricevuta")
    assert "statuto.pdf" in text_of(mail)
    return number


def is_refused_because_late(person: Person) -> None:
    """By the second, with the rule; what was written stays, as a draft."""
    person.presses("Invia la domanda")
    person.is_refused("in ritardo di", "il termine era", "12:30:00", "La bozza è rimasta com'era")
    person.goes_to("/area-personale/domande")
    person.sees(DRAFT, within=TITLE)
    person.sees("In rete non si invia più: il termine era", within=TITLE)


def writes_a_whole_domanda(person: Person, body: str) -> None:
    """By a body that filed one elsewhere before: who signs and the body are proposed again."""
    begins_the_domanda(person, body)
    person.is_at("Tavoli")
    chooses_tavoli(person, NEARBY)
    tells_first_needs(person)
    declares(person)
    person.follows("Vai al riepilogo")
    person.presses("Genera il PDF da firmare")
    person.ticks("Firma a mano, con copia del documento d'identità")
    person.attaches("Domanda firmata", photograph("firmata.jpg", _photo("1")))
    person.attaches("Copia del documento d'identità", photograph("carta.jpg", _photo("")))
    person.presses("Carica la domanda firmata")
    person.sees("Firma caricata")
