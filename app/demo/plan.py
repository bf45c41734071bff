"""The plan of the Livornese zone: imported as an office would, tied to the synthesis, approved.

Names of objectives, programmes and sectors are those of the zone's own programming. Which
objective a programme serves, every activity, every act and every amount are invented, and say so.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session

from app.core.security.actor import Actor
from app.core.web.uploads import KeptFile
from app.demo import livorno
from app.demo.stage import Stage, act_pdf, at
from app.demo.themes import THEMES, Theme
from app.steps.coverage.actions import link_node
from app.steps.plans.actions import add_partner, apply_import, receive_plan, record_plan_act
from app.steps.plans.changes import compare
from app.steps.plans.enums import PlanActKind
from app.steps.plans.forms import PartnerForm, PlanActForm
from app.steps.plans.queries import edition_of, list_items, list_partners
from app.steps.plans.reading import open_plan
from app.steps.procedures.queries import Here
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.queries import get_node, load_picture

OBJECTIVES = (
    "Inclusione sociale e lotta alla povertà",
    "Contrasto delle disuguaglianze di salute e sociali",
    "Rafforzare integrazione socio-sanitaria",
    "Prevenzione e promozione della salute",
    "Presa in carico globale della persona",
)
PROGRAMMES = (  # name, place of its invented objective from 1, sector
    ("Integrazione sociale disabilità", 3, "Socio-sanitario"),
    ("Riorganizzazione sanità territoriale", 3, "Cure primarie-sanità territoriale"),
    ("Contrasto povertà e marginalità sociali", 1, "Socio-assistenziale"),
    ("PNRR Missione 5", 1, "Socio-assistenziale"),
    ("PNRR Missione 6", 3, "Cure primarie-sanità territoriale"),
    ("Contrasto dipendenze", 2, "Socio-sanitario"),
    ("ACOT", 5, "Cure primarie-sanità territoriale"),
    ("Sanità d'iniziativa", 4, "Cure primarie-sanità territoriale"),
    ("Assistenza sanitaria di base", 5, "Cure primarie-sanità territoriale"),
    ("Assistenza farmaceutica", 5, "Cure primarie-sanità territoriale"),
    ("Invecchiamento attivo", 4, "Prevenzione e promozione"),
    ("Senza dimora", 1, "Socio-assistenziale"),
    ("Tutela infanzia e famiglia", 2, "Socio-assistenziale"),
    ("S.TA.R.", 2, "Socio-sanitario"),
    ("Salute mentale infanzia e adolescenza", 5, "Socio-sanitario"),
    ("SEUS", 2, "Socio-assistenziale"),
    ("Servizi non autosufficienza e disabilità", 5, "Socio-sanitario"),
    ("Scuole che promuovono salute", 4, "Prevenzione e promozione"),
    ("Tutela salute donna e materno-infantile", 4, "Prevenzione e promozione"),
    ("Contrasto violenza di genere", 2, "Violenza di genere"),
    ("Progetto SAI", 1, "Socio-assistenziale"),
    ("Assegno di Inclusione", 1, "Socio-assistenziale"),
    ("Contrasto cronicità", 5, "Cure primarie-sanità territoriale"),
)
ACTIVITIES = 116
OF_TAVOLO = ((12, 3, 6, 21), (1, 17), (13, 15, 18), (2, 7, 8, 23))
"""For each tavolo, the programmes (from 1) that take up its themes in turn; invented."""
TAKEN_UP = frozenset({"proposed", "proposed_in_part", "already_provided", "referred_to_codesign"})
STEMS = (
    "Sportello di orientamento", "Formazione degli operatori", "Protocollo fra servizi",
    "Incontri nei quartieri", "Raccolta comune dei dati", "Materiale in lingua facile",
)  # fmt: skip
OWNERS = (
    "Ufficio di Piano (esempio)", "Servizio sociale comunale (esempio)",
    "Zona distretto (esempio)", "Unità funzionale di esempio",
)  # fmt: skip
HEADERS = (
    "Codice scheda", "Tipologia", "Denominazione", "Descrizione", "Fa parte di",
    "Struttura responsabile", "Entro il", "Risorse (€)", "Stato di attuazione", "Settore",
)  # fmt: skip
INVENTED = "Scheda inventata per la dimostrazione."
ASSIGNED = "L'obiettivo a cui è assegnato è inventato per la dimostrazione."
FIRST_DAY = date(2026, 6, 30)


def bring(stage: Stage, day: date) -> None:
    """The plan is imported, and what of the synthesis went into it is written down."""
    at(day, "11:00")
    _import(stage, [HEADERS, *_rows()], "piano-2026-2028.csv", whole=True)
    at(day, "15:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        _tie(session, actor, here)


def follow_up(stage: Stage, day: date) -> None:
    """Months later the states of the activities come from the same file, the rest is untouched."""
    at(day, "09:30")
    names = (HEADERS[0], HEADERS[1], HEADERS[2], HEADERS[8])
    rows = [
        (row[0], row[1], row[2], _state_later(place)) for place, row in enumerate(_activities())
    ]
    _import(stage, [names, *rows], "stato-di-attuazione.csv", whole=False)


def approve(stage: Stage, day: date) -> None:
    """The way of a plan that several authorities make together, each with its act."""
    at(day, "12:00")
    files = [_paper(stage, *step) for step in WAY]
    with stage.act() as session:
        actor, here = stage.office(session)
        for name, what in PARTNERS:
            add_partner(session, actor, here, PartnerForm(name=name, what=what))
        partners = {one.name: one.public_id for one in list_partners(session, here.procedure.pk)}
        for (kind, partner, organ, number, on), file in zip(WAY, files, strict=True):
            form = PlanActForm(
                kind=kind,
                partner="" if partner is None else partners[PARTNERS[partner][0]],
                organ=organ,
                number=number,
                subject=SUBJECT,
                adopted_on=on if number else None,
                expected_on=None if number else on,
            )
            record_plan_act(session, actor, here, form, file)


PARTNERS = (
    ("Comune di Collesalvetti", "approva il piano per la parte sociale (esempio)"),
    ("Azienda sanitaria di esempio", "recepisce il piano per la parte sanitaria (esempio)"),
)
WAY = (
    (PlanActKind.PROPOSAL, None, "Ufficio di Piano", "3", date(2026, 2, 20)),
    (PlanActKind.AGREEMENT, 0, "Giunta comunale", "15", date(2026, 2, 25)),
    (PlanActKind.APPROVAL, None, livorno.ORGANS[0].name, "9", livorno.APPROVAL),
    (PlanActKind.RATIFICATION, 1, "Direzione generale", "210", date(2026, 3, 2)),
    (PlanActKind.TRANSMISSION, None, "Ufficio di Piano", "", date(2027, 1, 31)),
)


SUBJECT = "Piano integrato di salute 2026-2028 (atto di esempio)"


def _paper(
    stage: Stage, kind: PlanActKind, partner: int | None, organ: str, number: str, day: date
) -> KeptFile | None:
    """The invented file of an act; an awaited one has none."""
    if not number:
        return None
    body = act_pdf(f"{kind.label.capitalize()} sul piano", organ, number, day, SUBJECT)
    return stage.keep(body, f"{kind.value}-{number}.pdf")


def _import(stage: Stage, rows: list[tuple[str, ...]], name: str, *, whole: bool) -> None:
    """As an office does: a table saved by a spreadsheet, previewed, confirmed as it was shown."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    body = out.getvalue().encode("cp1252")
    file = open_plan(io.BytesIO(body))
    lines = file.lines(file.headers.columns)
    kept = stage.keep(body, name)
    with stage.act() as session:
        actor, here = stage.office(session)
        made = receive_plan(session, actor, here, kept, file.headers, whole=whole)
        changes = compare(list_items(session, here.procedure.pk, removed=True), lines, whole=whole)
        seal = changes.seal(edition_of(session, here.procedure.pk))
        apply_import(session, actor, here, made, changes, seal)


def _rows() -> Iterator[tuple[str, ...]]:
    blank = [""] * 5
    for place, name in enumerate(OBJECTIVES, start=1):
        yield (f"OB{place}", "Obiettivo", name, "", *blank[:4], "", "")
    for place, (name, objective, sector) in enumerate(PROGRAMMES, start=1):
        yield (f"PR{place:02d}", "Programma", name, ASSIGNED, f"OB{objective}", *blank[:4], sector)
    yield from _activities()


def _activities() -> Iterator[tuple[str, ...]]:
    """116 sheets: first those that take up a theme of the tavoli, then plain examples."""
    drawn = list(_taken_up())
    for place in range(ACTIVITIES):
        if place < len(drawn):
            programme, theme = drawn[place]
            title, text = theme.title, f"{theme.intervention} {INVENTED}"
        else:
            programme = place % len(PROGRAMMES) + 1
            title, text = f"{STEMS[place % len(STEMS)]} (esempio)", INVENTED
        due = FIRST_DAY + timedelta(days=30 * (place * 7 % 30))
        yield (
            f"AT{place + 1:03d}", "Scheda attività", title, text, f"PR{programme:02d}",
            OWNERS[place % len(OWNERS)], f"{due:%d/%m/%Y}",
            f"{(place * 37 % 90 + 5)}.000,00 €" if place % 3 else "",
            "avviata" if place % 4 == 0 else "da avviare", PROGRAMMES[programme - 1][2],
        )  # fmt: skip


def _state_later(place: int) -> str:
    if place % 30 == 17:
        return "sospesa"
    return ("in corso", "da avviare", "in corso", "conclusa", "conclusa")[place % 5]


def _taken_up() -> Iterator[tuple[int, Theme]]:
    """The themes that the office proposes, with the programme (from 1) of each."""
    for programmes, themes in zip(OF_TAVOLO, THEMES, strict=True):
        for place, theme in enumerate(themes):
            if theme.esito in TAKEN_UP:
                yield programmes[place % len(programmes)], theme


def _tie(session: Session, actor: Actor, here: Here) -> None:
    """Interventions and areas go into the sheets that take them up, some needs into programmes."""
    picture = load_picture(session, here.procedure.pk)
    items = {item.code: item for item in list_items(session, here.procedure.pk)}
    last = (NodeKind.INTERVENTION, NodeKind.AREA)
    nodes = {(node.title, node.kind in last): node for node in picture.nodes
             if node.kind is NodeKind.NEED or node.kind in last}  # fmt: skip
    for place, (programme, theme) in enumerate(_taken_up()):
        pairs = [(nodes.get((theme.title, True)), f"AT{place + 1:03d}",
                  "La scheda nasce dalla proposta dei tavoli.")]  # fmt: skip
        if place % 6 == 0:
            pairs.append((nodes.get((theme.title, False)), f"PR{programme:02d}",
                          "Il programma ha questo bisogno fra i suoi destinatari."))  # fmt: skip
        for node, code, why in pairs:
            if node is not None:
                held = get_node(session, here.procedure.pk, node.public_id)
                link_node(session, actor, here, held, items[code], why)
