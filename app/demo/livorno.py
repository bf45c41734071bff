"""The facts of the co-programming of the Livornese zone's integrated health plan 2026-2028.

Names of the tavoli, the steps and their days are those of the real calendar; hours, acts,
people, bodies and outcomes are invented, and the banner says so.
"""

from datetime import date, time
from typing import Any

from app.demo.avviso_text import sections
from app.demo.place import OrganFacts, Place, StepFacts, TavoloFacts
from app.law.days import MonthDay
from app.people.authorities.enums import AuthorityKind, OrganKind

SLUG = "zona-livornese"
PROCEDURE = "pis-2026-2028"
OPEN_PROCEDURE = "prova"
TITLE = "Co-programmazione del Piano integrato di salute 2026-2028"
PLAN = "Piano integrato di salute"
YEARS = "2026-2028"

PATRON = MonthDay(5, 22)
AUTHORITY: dict[str, Any] = {
    "name": "Zona Livornese",
    "tagline": "Convenzione sociosanitaria di Livorno, Collesalvetti e Capraia Isola",
    "parent_name": "Regione Toscana",
    "parent_url": "https://www.regione.toscana.it",
    "municipalities": ["Livorno", "Collesalvetti", "Capraia Isola"],
    "pec": "zona.livornese@pec.esempio.it",
    "email": "ufficiodipiano@zona-livornese.esempio.it",
    "phone": "0586 000000",
    "address": "Largo del Cisternino 13, Livorno",
    "tax_code": "",
    "patron_month": PATRON.month,
    "patron_day": PATRON.day,
    "closing_time": time(12, 30),
    "links": [
        ["Amministrazione trasparente", "/zona-livornese/"],
    ],
    "appeal_court": "Tribunale amministrativo regionale della Toscana",
}

ORGANS = (
    OrganFacts("Conferenza zonale dei Sindaci integrata"),
    OrganFacts("Direzione di Zona distretto", OrganKind.MANAGER, "Direttrice Esempio"),
    OrganFacts("Ufficio di Piano", OrganKind.MANAGER),
)

PURPOSE = (
    "Individuare, con gli enti del Terzo settore e con i servizi, i bisogni di salute e sociali "
    "della zona, gli interventi necessari, i modi per realizzarli e le risorse disponibili, in "
    "vista del Piano integrato di salute 2026-2028."
)

TAVOLI = (
    TavoloFacts(
        "Salute mentale e marginalità",
        "Disagio psichico, dipendenze, povertà estrema, persone senza dimora.",
        "Fiorenza Esempio",
        "Tullio Esempio",
        "Ottavia Esempio (Unità funzionale Salute mentale adulti)",
    ),
    TavoloFacts(
        "Disabilità",
        "Vita indipendente, dopo di noi, inclusione scolastica e lavorativa.",
        "Settimio Esempio",
        "Norma Esempio",
        "Quinto Esempio (Servizio disabilità del Comune)",
    ),
    TavoloFacts(
        "Infanzia e famiglia",
        "Sostegno ai genitori, adolescenza, tutela dei minori, contrasto alla povertà educativa.",
        "Prima Esempio",
        "Decimo Esempio",
        "Bice Esempio (Unità funzionale Consultori)",
    ),
    TavoloFacts(
        "Riorganizzazione Sanità Territoriale e integrazione con la rete ospedaliera",
        "Case e ospedali di comunità, cure a domicilio, dimissioni protette, prossimità.",
        "Ersilia Esempio",
        "Oreste Esempio",
        "Livia Esempio (Zona distretto)",
    ),
)


HERE = Place(
    slug=SLUG,
    kind=AuthorityKind.CONVENTION,
    columns=AUTHORITY,
    organs=ORGANS,
    manager=ORGANS[1].name,
    plan=PLAN,
    years=YEARS,
    venue="Cisternino di Città",
    address="Largo del Cisternino 13, Livorno",
    access="Ingresso senza gradini da Largo del Cisternino; fermata degli autobus a 100 metri.",
    postcode="57100",
    province="LI",
    phone_prefix="0586",
    tavoli=TAVOLI,
    sections=sections("Ufficio di Piano", AUTHORITY["email"], AUTHORITY["phone"]),
    passed_to="Comune di Livorno, settore Mobilità (esempio)",
)

MEETINGS = (
    StepFacts(
        "TEAM",
        "Incontro di attivazione del gruppo di lavoro",
        "team",
        date(2025, 11, 5),
        "10:00",
        "12:30",
        False,
    ),
    StepFacts(
        "IF",
        "Incontro informativo e formativo iniziale: obiettivi e regole del gioco",
        "information",
        date(2025, 12, 3),
        "16:00",
        "18:00",
        True,
    ),
    StepFacts(
        "IBi",
        "Laboratorio di definizione dei bisogni di salute",
        "laboratory",
        date(2026, 1, 13),
        "14:30",
        "18:30",
        False,
        "need",
        True,
    ),
    StepFacts(
        "IOb",
        "Laboratorio di definizione degli obiettivi di salute zonali",
        "laboratory",
        date(2026, 1, 27),
        "14:30",
        "18:30",
        False,
        "objective",
        True,
    ),
    StepFacts(
        "IAC",
        "Laboratorio di definizione delle priorità e degli interventi",
        "laboratory",
        date(2026, 2, 10),
        "14:30",
        "18:30",
        False,
        "intervention",
        True,
    ),
    StepFacts(
        "IR",
        "Incontro di restituzione degli esiti del percorso",
        "restitution",
        date(2026, 2, 24),
        "16:00",
        "18:30",
        True,
    ),
)

START_ACT = date(2025, 10, 20)
AVVISO_ACT = date(2025, 11, 12)
AVVISO_PUBLISHED = date(2025, 11, 17)
AVVISO_CLOSES = date(2025, 12, 15)
RESTITUTION = date(2026, 2, 24)
APPROVAL = date(2026, 2, 28)
