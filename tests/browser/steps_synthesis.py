"""From contributions to shared nodes, to a draft that participants observe, to the esiti."""

from playwright.sync_api import expect

from tests.browser.steps_contributions import (
    AFTERNOONS,
    CLEAR,
    IN_THE_ROOM,
    LISTENING,
    PLAIN,
    SINGLE_CASE,
)
from tests.browser.steps_person import Person
from tests.browser.steps_story import BODY, OFFICE, PUBLIC
from tests.support.postoffice import PostOffice, text_of

DESK = f"{OFFICE}/sintesi"
ESITI = f"{OFFICE}/esiti"
WITHHELD = "(non pubblicato)"
NEED, OBJECTIVE, INTERVENTION = "Luoghi e ascolto", "Aprire spazi", "Scuole aperte"


def picks_contributions(officer: Person, *titles: str) -> None:
    for title in titles:
        officer.main.locator("label", has_text=title).first.click()


def joins_into_a_node(officer: Person, kind: str, name: str, *titles: str) -> None:
    officer.goes_to(DESK)
    if titles:
        picks_contributions(officer, *titles)
        officer.presses("Create un nuovo nodo")
    else:
        officer.follows("Nuovo nodo senza contributi")
    officer.is_at("Nuovo nodo della sintesi")
    officer.ticks(kind)
    officer.fills({"Titolo": name, "Perché": "Dicono la stessa cosa."})
    officer.presses("Create il nodo")
    officer.is_at(name)


def links(officer: Person, node: str, to: str) -> None:
    officer.goes_to(DESK)
    officer.follows(node)
    officer.fills({"Collegate a": to})
    officer.presses("Collegate")
    officer.sees("Il collegamento è stato fatto.", "Porta a:")


def draws_the_nodes(officer: Person) -> None:
    """A need from two contributions, the objective it leads to, the intervention that serves it."""
    joins_into_a_node(officer, "Bisogno", NEED, AFTERNOONS, LISTENING)
    joins_into_a_node(officer, "Obiettivo", OBJECTIVE)
    joins_into_a_node(officer, "Intervento", INTERVENTION, CLEAR)
    links(officer, NEED, f"O1 {OBJECTIVE}")
    leads_to_the_intervention(officer)


def leads_to_the_intervention(officer: Person) -> None:
    links(officer, OBJECTIVE, f"I1 {INTERVENTION}")


def undoes_the_last_step(officer: Person) -> None:
    officer.goes_to(DESK)
    officer.presses("Annullate questo passo")
    officer.sees("L'ultimo passo è stato annullato.", "senza intervento")
    officer.follows("Tutta la storia e i nodi tolti")
    officer.sees("annullamento", "Dicono la stessa cosa.")


def shares_the_draft(rdp: Person, post_office: PostOffice) -> None:
    rdp.goes_to(DESK + "/bozze")
    rdp.fills({"Ultimo giorno per le osservazioni": "2027-03-02"})
    rdp.presses("Inviate la bozza ai partecipanti")
    rdp.is_refused("Lasciate almeno 3 giorni")
    rdp.fills({"Ultimo giorno per le osservazioni": "2027-03-08"})
    rdp.presses("Inviate la bozza ai partecipanti")
    rdp.sees("La bozza è stata inviata ai partecipanti.")
    post_office.wait_for("@percorso.esempio.it", "Bozza di sintesi n. 1")


def observes(person: Person) -> None:
    person.goes_to("/area-personale")
    person.follows("Bozze di sintesi")
    person.follows("Bozza n. 1")
    person.sees(NEED, OBJECTIVE, INTERVENTION, "Osservazioni aperte")
    person.fills({"Osservazione": "B1: aggiungete gli oratori."})
    person.presses("Inviate l'osservazione")
    person.sees("B1: aggiungete gli oratori.", "In attesa di risposta")


def answers_the_observation(officer: Person, post_office: PostOffice) -> None:
    officer.goes_to(OFFICE)
    officer.follows("Rispondete alle osservazioni")
    officer.follows(BODY)
    officer.fills({"Risposta, con la ragione": "Gli oratori sono tra i luoghi del bisogno B1."})
    officer.presses("Inviate la risposta")
    officer.sees("La risposta è stata inviata.", "risposta inviata")
    mail = post_office.wait_for("@percorso.esempio.it", "Risposta alla vostra osservazione")
    assert "Gli oratori sono tra i luoghi" in text_of(mail)


def gives_the_same_esito(officer: Person, outcome: str, reason: str, *titles: str) -> None:
    officer.goes_to(ESITI)
    picks_contributions(officer, *titles)
    officer.picks("Esito proposto", outcome)
    officer.fills({"Ragione": reason})
    officer.presses("Guardate i testi prima di salvare")
    officer.sees("Ancora non è stato scritto niente.", reason.replace("{titolo}", titles[0]))
    officer.presses(f"Salvate {len(titles)} esiti in bozza")
    officer.sees("Gli esiti sono salvati in bozza.")


def proposes_all_but_one(officer: Person) -> None:
    gives_the_same_esito(
        officer, "Proposto all'organo", "«{titolo}» risponde al bisogno B1.", AFTERNOONS, LISTENING
    )
    gives_the_same_esito(
        officer, "Già previsto", "«{titolo}» è già nel piano.", CLEAR, IN_THE_ROOM, PLAIN
    )


def answers_the_nodes(officer: Person) -> None:
    """One text for the three nodes, each by its own code."""
    officer.goes_to(f"{ESITI}/nodi")
    picks_contributions(officer, f"B1 {NEED}", f"O1 {OBJECTIVE}", f"I1 {INTERVENTION}")
    officer.picks("Esito proposto", "Proposto all'organo")
    officer.fills({"Ragione": "Lo proponiamo."})
    officer.presses("Guardate i testi prima di salvare")
    officer.is_refused("nominate ognuno")
    officer.fills({"Ragione": "{numero} «{titolo}» entra nella proposta."})
    officer.presses("Guardate i testi prima di salvare")
    officer.sees(f"B1 «{NEED}» entra nella proposta.")
    officer.presses("Salvate 3 esiti in bozza")
    officer.sees("Gli esiti sono salvati in bozza.")


def cannot_publish_while_one_is_missing(rdp: Person) -> None:
    """The page counts them by tavolo and leads to the ones that wait."""
    rdp.goes_to(ESITI)
    rdp.sees("completate prima quanto manca")
    expect(rdp.main.locator("summary", has_text="Pubblicate tutti gli esiti")).to_have_count(0)
    rdp.follows("1 contributo senza esito")
    rdp.sees(WITHHELD, "senza esito")
    rdp.does_not_see(AFTERNOONS)


def gives_the_last_esito(officer: Person) -> None:
    officer.goes_to(f"{ESITI}?stato=missing")
    officer.follows(WITHHELD)
    officer.picks("Esito proposto", "Fuori dall'oggetto")
    officer.presses("Salvate l'esito in bozza")
    officer.is_refused("ogni esito è motivato (L. 241/1990, art. 3)")
    officer.picks("Esito proposto", "Fuori dall'oggetto")
    officer.fills({"Ragione": "Riguarda un caso singolo: lo segue il servizio sociale."})
    officer.presses("Salvate l'esito in bozza")


def publishes_the_esiti(rdp: Person, post_office: PostOffice) -> None:
    rdp.goes_to(ESITI)
    rdp.confirms("Pubblicate tutti gli esiti", "Confermo: pubblicate tutti gli esiti")
    rdp.sees("Pubblicati")
    mail = post_office.wait_for("@percorso.esempio.it", "Gli esiti dei vostri contributi")
    assert AFTERNOONS in text_of(mail)


def reads_the_esiti(citizen: Person) -> None:
    """Figures as drawings that words and a table tell too; then one by one, with filters."""
    citizen.goes_to(f"{PUBLIC}/esiti")
    figures = citizen.main.locator("figure")
    assert figures.locator("svg[role=img]").count() == figures.count() > 0
    figures.first.get_by_text("Gli stessi dati in una tabella").click()
    expect(figures.locator("table").first).to_be_visible()
    citizen.sees(AFTERNOONS, LISTENING, CLEAR)
    citizen.does_not_see(SINGLE_CASE)
    citizen.opens("Cercate e filtrate")
    citizen.fills({"Parole o numero": "educatore"})
    citizen.presses("Applicate i filtri")
    citizen.sees(CLEAR)
    expect(citizen.main.locator("article", has_text=AFTERNOONS)).to_have_count(0)


def reads_the_path_of_one(citizen: Person) -> None:
    citizen.goes_to(f"{PUBLIC}/contributi")
    citizen.follows(AFTERNOONS)
    citizen.sees(
        "Cosa è successo a questa proposta",
        "Il percorso",
        NEED,
        OBJECTIVE,
        INTERVENTION,
        "Luoghi aperti dopo le 16",
    )
    assert citizen.downloads("indagine.pdf").startswith(b"%PDF")
    citizen.goes_to(f"{PUBLIC}/quadro")
    citizen.sees(NEED, AFTERNOONS)
