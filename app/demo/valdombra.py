"""A second, invented authority: a consortium with rules, organs, areas and a form of its own."""

from datetime import date, time, timedelta
from typing import Any

from app.demo.avviso_text import sections
from app.demo.bodies import DemoBody, tax_code_of
from app.demo.place import OrganFacts, Place, StepFacts, TavoloFacts
from app.law.days import MonthDay, next_working_day
from app.law.terms import count_term
from app.people.authorities.enums import AuthorityKind, OrganKind
from app.steps.avvisi.forms import DefinitionForm

SLUG = "sds-valdombra"
PROCEDURE = "anziani-giovani-casa"
TITLE = "Co-programmazione su anziani soli, giovani e casa"
PURPOSE = (
    "Capire con gli enti del Terzo settore chi resta solo nella valle, dove si fermano i ragazzi "
    "che lasciano la scuola e chi non trova casa; che cosa serve, come farlo e con quali risorse."
)

COLUMNS: dict[str, Any] = {
    "name": "Società della Salute Valdombra",
    "tagline": "Consorzio inventato dei Comuni di Valdombra, Borgo Esempio e Pieve d'Esempio",
    "parent_name": "Regione Toscana",
    "parent_url": "https://www.regione.toscana.it",
    "municipalities": ["Valdombra", "Borgo Esempio", "Pieve d'Esempio"],
    "pec": "sds.valdombra@pec.esempio.it",
    "email": f"ufficio@{SLUG}.esempio.it",
    "phone": "055 0000000",
    "address": "Piazza della Prova 1, Valdombra",
    "patron_month": 8,
    "patron_day": 10,
    "saturday_moves": True,
    "closing_time": time(12, 30),
    "answer_days": 45,
    "conclusion_days": 60,
    "conclusion_rule": "Regolamento del consorzio sui procedimenti, art. 8",
    "regulation": (
        "Regolamento di esempio sui rapporti con il Terzo settore: alle istanze si risponde entro "
        "45 giorni; gli avvisi chiudono alle 12:30; un termine che scade di sabato passa al lunedì."
    ),
    "appeal_court": "Tribunale amministrativo regionale della Toscana",
    "mail_name": "SdS Valdombra (esempio)",
    "retention": {"identity": 6},
    "links": [["Amministrazione trasparente", f"/{SLUG}/"]],
}

TAVOLI = (
    TavoloFacts(
        "Anziani soli",
        "Chi vive solo nelle frazioni, chi assiste a casa, chi esce dall'ospedale.",
        "Delfina Esempio",
        "Silvano Esempio",
        "Rosa Esempio (Servizio anziani del consorzio)",
    ),
    TavoloFacts(
        "Giovani e lavoro",
        "Chi lascia la scuola, chi cerca il primo lavoro, dove ci si incontra.",
        "Corrado Esempio",
        "Emilia Esempio",
        "Pietro Esempio (Centro per i giovani)",
    ),
    TavoloFacts(
        "Casa e povertà",
        "Sfratti, coabitazioni, bollette, accoglienza di chi non ha un tetto.",
        "Ines Esempio",
        "Gino Esempio",
        "Marta Esempio (Servizio sociale)",
    ),
)

HERE = Place(
    slug=SLUG,
    kind=AuthorityKind.CONSORTIUM,
    columns=COLUMNS,
    organs=(
        OrganFacts("Assemblea dei soci"),
        OrganFacts("Giunta esecutiva"),
        OrganFacts("Direttore della Società della Salute", OrganKind.MANAGER, "Direttrice Esempio"),
    ),
    manager="Direttore della Società della Salute",
    plan="Piano integrato di salute",
    years="2027-2029",
    venue="Casa della comunità di Valdombra",
    address="Piazza della Prova 1, Valdombra",
    access="Ingresso senza gradini dal cortile; parcheggio riservato davanti al portone.",
    postcode="50099",
    province="FI",
    phone_prefix="055",
    tavoli=TAVOLI,
    sections=sections("Ufficio di piano del consorzio", COLUMNS["email"], COLUMNS["phone"]),
    form=DefinitionForm(
        parts=["activities", "experience", "presence", "needs"],
        declarations=["public_employment", "no_conflict", "free_no_preference"],
        max_tavoli=2,
        needs_limit=2000,
        joint=True,
    ),
    answers={
        "activities": {
            "activities": ["a", "p", "q"],
            "purposes": "Stare accanto a chi resta indietro nella valle.",
            "volunteers": "24",
        },
        "form": {"form": "alone"},
        "experience": {
            "experience": "Da tre anni porta la spesa e compagnia in dodici frazioni.",
            "relations": "Nessuno.",
        },
        "presence": {"first_meeting": "yes", "laboratories": "yes"},
        "declarations": dict.fromkeys(
            (
                "dpr445",
                "requirements_no_exclusion",
                "ip_release",
                "privacy_read",
                "public_employment",
                "no_conflict",
                "free_no_preference",
            ),
            "1",
        ),
    },
)

_NAMES = ("Valle Aperta", "Ghiro", "Lucciola")
BODIES = tuple(
    DemoBody(
        number=number,
        name=f"Associazione Esempio {name}",
        legal_form="Organizzazione di volontariato",
        section="a",
        tax_code=tax_code_of(5000 + number),
        runts_number=str(950_000 + number),
        municipality=COLUMNS["municipalities"][number],
        tavoli=(number, (number + 1) % 3),
        email=f"ente{number + 1}@{SLUG}.esempio.it",
    )
    for number, name in enumerate(_NAMES)
)

PATRON = MonthDay(COLUMNS["patron_month"], COLUMNS["patron_day"])


def working(day: date) -> date:
    """`day`, or the first working day after it by the consortium's own rules."""
    return next_working_day(day, PATRON, COLUMNS["saturday_moves"])


def closing_of(published: date) -> date:
    """The first day on which an avviso may close at an hour: the whole last day is the term's."""
    last = count_term(published, patron=PATRON, saturday=COLUMNS["saturday_moves"]).last_day
    return working(last + timedelta(days=1))


_LABORATORIES = (
    ("need", "I bisogni"),
    ("objective", "Gli obiettivi"),
    ("intervention", "Gli interventi"),
)


def meetings(first: date, gap: timedelta, inform: date) -> tuple[StepFacts, ...]:
    """An open meeting, then three for each area: one area a day, from `first` on."""
    opening = StepFacts(
        "IF", "Incontro di presentazione", "information", inform, "17:00", "19:00", True
    )
    held = [
        StepFacts(
            f"{area + 1}.{number + 1}",
            f"{TAVOLI[area].name}: {title.lower()}",
            "laboratory",
            first + gap * number + timedelta(days=area),
            "15:00",
            "18:00",
            False,
            yields,
            only=area,
        )
        for number, (yields, title) in enumerate(_LABORATORIES)
        for area in range(len(TAVOLI))
    ]
    return (opening, *held)
