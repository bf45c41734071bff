"""The end: the report, the organ's approval, the closing act, what is sent and published."""

import io
from pathlib import Path

import pdfua
import pikepdf

from app.core.documents.pdf_text import page_texts
from tests.browser.steps_contributions import AFTERNOONS
from tests.browser.steps_person import Person, kept
from tests.browser.steps_preparing import MAYORS
from tests.browser.steps_story import BODY, OFFICE, PUBLIC, TITLE
from tests.support.postoffice import PostOffice

DESK = f"{OFFICE}/relazione"
METHOD, ASSESSMENT = "Il metodo", "Valutazione motivata del responsabile del procedimento"


def cannot_approve_without_the_assessment(rdp: Person) -> None:
    rdp.goes_to(DESK)
    rdp.confirms("Approvate la relazione", "Confermo: approvate la relazione")
    rdp.is_refused(ASSESSMENT, "LR 65/2020")


def writes_a_part(person: Person, section: str, text: str) -> None:
    """Beside what the data say by themselves."""
    person.goes_to(DESK)
    person.follows(section)
    person.sees("Che cosa dicono i dati")
    person.fills({"Il vostro testo": text})
    person.presses("Salvate")
    person.sees("è salvata.")


def approves_it(rdp: Person) -> None:
    rdp.goes_to(f"{DESK}/anteprima")
    rdp.sees("Si è lavorato a piccoli gruppi.", AFTERNOONS, BODY)
    rdp.goes_to(DESK)
    rdp.confirms("Approvate la relazione", "Confermo: approvate la relazione")
    rdp.sees("La relazione è approvata.", "Versioni approvate")


def cannot_conclude_yet(rdp: Person) -> None:
    rdp.goes_to(DESK)
    rdp.confirms("Concludete il procedimento", "Confermo: concludete il procedimento")
    rdp.is_refused("Manca l'atto che conclude il procedimento.")


def records_what_was_sent(rdp: Person) -> None:
    rdp.goes_to(DESK)
    rdp.picks("Organo", MAYORS)
    rdp.fills({"Data di trasmissione": "2027-03-16", "Come": "PEC"})
    rdp.fills({"Numero di protocollo": "2027/900"})
    rdp.presses("Registrate la trasmissione")
    rdp.sees("La trasmissione è registrata.", "2027/900")


def publishes_it(rdp: Person) -> None:
    rdp.confirms("Pubblicate la relazione", "Confermo: pubblicate la relazione")
    rdp.sees("La relazione è pubblicata.")


def reads_it_as_a_page(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/relazione")
    citizen.sees("Si è lavorato a piccoli gruppi.", MAYORS, ASSESSMENT, AFTERNOONS)


def reads_it_as_a_pdf(citizen: Person, folder: Path) -> None:
    """Tagged, in Italian, with its title: nobody is left out."""
    citizen.goes_to(f"{PUBLIC}/relazione")
    body = citizen.downloads("Scaricate la relazione in PDF")
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert str(pdf.Root.Lang).startswith("it")
        assert str(pdf.docinfo["/Title"]).startswith("Relazione conclusiva")
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert any(TITLE in words for words in page_texts(pdf))
    assert not pdfua.validate(kept(folder, "relazione.pdf", body)).findings


def says_what_was_taken_up(rdp: Person, post_office: PostOffice) -> None:
    """The organ's decisions stand beside the proposals, with the act they rest on."""
    rdp.goes_to(f"{OFFICE}/esiti")
    rdp.main.locator("label", has_text=AFTERNOONS).first.click()
    rdp.picks("Atto di approvazione", f"{MAYORS}, n. 9 del 15/03/2027")
    rdp.picks("Decisione", "Accolto")
    rdp.fills({"Ragione": "Entra nel piano.", "Voce del piano": "Programma spazi aperti"})
    rdp.presses("Guardate i testi prima di pubblicare")
    rdp.sees("Ancora non è stato scritto niente.")
    rdp.presses("Pubblicate le decisioni")
    rdp.sees("accolto")
    post_office.wait_for("@percorso.esempio.it", "Nuovi esiti dei vostri contributi")


def concludes(rdp: Person) -> None:
    rdp.goes_to(DESK)
    rdp.confirms("Concludete il procedimento", "Confermo: concludete il procedimento")
    rdp.sees("Il procedimento è concluso.", "Concluso")


def sees_it_concluded(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/")
    citizen.sees("Il procedimento è concluso")
    citizen.goes_to(f"{PUBLIC}/documenti")
    citizen.does_not_see("Il documento finale non è ancora pubblicato.")
    citizen.goes_to(f"{PUBLIC}/esiti")
    citizen.sees("accolto", "Entra nel piano.", "Programma spazi aperti")
