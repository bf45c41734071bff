"""Before the avviso: the procedure, its tavoli, its calendar, its act, its first duties."""

from tests.browser.steps_person import Person, pdf
from tests.browser.steps_story import (
    AUTHORITY,
    FAMILIES,
    LABORATORY,
    NEARBY,
    OFFICE,
    OPEN_MEETING,
    PUBLIC,
    TITLE,
)
from tests.factories.files import pdf_bytes

DIRECTION = "Direzione di Zona distretto"
MAYORS = "Conferenza zonale dei Sindaci integrata"


def creates_the_procedure(rdp: Person) -> None:
    rdp.goes_to("/ufficio")
    rdp.follows("Nuovo procedimento")
    rdp.fills(
        {
            "Titolo": TITLE,
            "Indirizzo della pagina": "percorso",
            "Finalità e oggetto": "Capire insieme di che cosa hanno bisogno le famiglie.",
            "Piano a cui serve": "Piano integrato di salute",
            "Anni del piano": "2027-2029",
        }
    )
    rdp.presses("Create il procedimento")
    rdp.sees("Il procedimento è stato creato: ora è in preparazione.", "Lo vede solo l'ufficio")


def adds_tavoli(rdp: Person) -> None:
    rdp.follows("Tavoli")
    for name, facilitator in ((FAMILIES, "Prima Facilitatrice"), (NEARBY, "Secondo Facilitatore")):
        rdp.fills(
            {
                "Nome del tavolo": name,
                "Di che cosa si occupa": f"Il lavoro del tavolo {name}.",
                "Sala": f"Sala {name.split()[0]}",
                "Chi facilita": facilitator,
                "Chi verbalizza": f"{facilitator} con il verbale",
                "Referente istituzionale": "Referente Istituzionale",
            }
        )
        rdp.presses("Aggiungete il tavolo")
        rdp.sees(name, f"Facilita: {facilitator}")


def adds_a_meeting(
    rdp: Person, title: str, kind: str, day: str, *, hours: tuple[str, str], is_open: bool = False
) -> None:
    rdp.goes_to(f"{OFFICE}/calendario/nuovo")
    rdp.picks("Tipo di incontro", kind)
    rdp.fills({"Titolo": title, "Giorno": day, "Dalle ore": hours[0], "Alle ore": hours[1]})
    rdp.fills({"Luogo": "Biblioteca di prova", "Indirizzo": "Via degli Esempi 1, Livorno"})
    rdp.fills({"Come arrivare e accessibilità": "Ingresso senza gradini."})
    if kind == "Laboratorio":
        rdp.picks("Che cosa deve definire", "I bisogni")
    if is_open:
        rdp.ticks("Aperto a chiunque", "Ci si può iscrivere dal sito")
    rdp.presses("Aggiungete al calendario")


def plans_the_calendar(rdp: Person) -> None:
    adds_a_meeting(
        rdp, OPEN_MEETING, "Incontro informativo", "2027-01-27", hours=("16:00", "18:00"),
        is_open=True,
    )  # fmt: skip
    rdp.sees("L'incontro è in calendario.")
    adds_a_meeting(rdp, LABORATORY, "Laboratorio", "2027-02-23", hours=("14:30", "18:30"))
    rdp.presses("Create la plenaria e una sessione per ogni tavolo")
    rdp.sees("Fatto: la plenaria e 2 sessioni", "Prima Facilitatrice", f"Sala {NEARBY.split()[0]}")


def cannot_plan_a_clash(rdp: Person) -> None:
    """The same tavolo, with its people and room, cannot be in two sessions at once."""
    rdp.follows("Aggiungete una sessione")
    rdp.picks("Tavolo", FAMILIES)
    rdp.fills({"Dalle ore": "17:00", "Alle ore": "18:00", "Sala": "Sala Famiglie"})
    rdp.presses("Salvate la sessione")
    rdp.is_refused(LABORATORY)


def names_the_officer(rdp: Person) -> None:
    rdp.goes_to(OFFICE)
    rdp.follows("Dati del procedimento")
    rdp.picks("Responsabile del procedimento (RdP)", "Responsabile Dimostrativa")
    rdp.fills({"Giorno previsto per l'approvazione": "2027-04-30"})
    rdp.presses("Salvate i dati")
    rdp.sees("I dati sono stati salvati.")


def records_an_act(rdp: Person, kind: str, organ: str, number: str, day: str) -> None:
    rdp.goes_to(f"{OFFICE}/atti")
    rdp.picks("Tipo di atto", kind)
    rdp.fills({"Organo che lo ha adottato": organ, "Numero": number, "Data": day})
    rdp.fills({"Oggetto": f"{kind}: percorso di prova"})
    rdp.attaches("File dell'atto", pdf(f"atto-{number}.pdf", pdf_bytes()))
    rdp.presses("Registrate l'atto")
    rdp.sees("L'atto è stato registrato.", f"atto-{number}.pdf")


def sees_the_count_and_the_duties(rdp: Person) -> None:
    rdp.goes_to(OFFICE)
    rdp.sees("Il conto alla rovescia", "Da fare adesso", "Responsabile Dimostrativa")
    rdp.sees("Pubblicate l'avviso", "Scrivete tutte le sezioni dell'avviso", "LR 65/2020")


def is_told_what_is_missing_to_start(rdp: Person) -> None:
    rdp.goes_to(OFFICE)
    rdp.sees("Manca ancora:", "Manca l'atto che avvia il procedimento.")
    rdp.confirms("Avviate", "Avviate il procedimento")
    rdp.is_refused("Manca l'atto che avvia il procedimento.", "LR 65/2020")


def starts_it(rdp: Person) -> None:
    rdp.confirms("Avviate", "Avviate il procedimento")
    rdp.sees("Avviato", "La pagina pubblica")


def nobody_sees_it_before_its_start(citizen: Person) -> None:
    citizen.finds_nothing_at(f"{PUBLIC}/")
    citizen.goes_to(f"/{AUTHORITY}/")
    citizen.does_not_see(TITLE)
