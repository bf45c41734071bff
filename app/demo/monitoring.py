"""The year after: indicators, the account of 2026 with data up to October, a committee's reading.

The figures of three indicators are true and belong to other places; each says so, with where it
was published. All the rest is invented and says so too.
"""

import io
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.core.clock import from_rome
from app.core.documents.html import render_html
from app.core.documents.typst import render_pdf
from app.core.security.actor import Actor
from app.demo.stage import Stage, at
from app.steps.coverage.queries import list_links
from app.steps.monitoring.actions.accounts import (
    MadeAccount,
    begin_account,
    compose,
    content_digest,
    publish_account,
    write_account,
)
from app.steps.monitoring.actions.indicators import add_indicator, edit_indicator, record_figure
from app.steps.monitoring.actions.readings import (
    give_reading,
    invite_committee,
    reply_to_reading,
    save_reading,
)
from app.steps.monitoring.actions.tables import confirm_table, load_table, try_table
from app.steps.monitoring.definition import Scale
from app.steps.monitoring.enums import Direction, FigureKind
from app.steps.monitoring.forms import (
    AccountForm,
    ConfirmForm,
    FigureForm,
    IndicatorEditForm,
    IndicatorForm,
    InviteForm,
    NewAccountForm,
    PublishForm,
    ReadingForm,
    ReplyForm,
)
from app.steps.monitoring.queries.accounts import get_account
from app.steps.monitoring.queries.indicators import find_code
from app.steps.monitoring.queries.readings import find_guest
from app.steps.monitoring.reading import read_rows
from app.steps.plans.models import PlanItem
from app.steps.plans.queries import list_items
from app.steps.procedures.queries import Here

YEAR = 2026
DATA_TO = date(2026, 10, 31)
INVENTED = "Indicatore inventato per la dimostrazione."
REAL = (
    "Dato vero di un altro territorio, qui solo per mostrare come si legge un indicatore: "
    "non riguarda questo piano."
)
AREA_VASTA = "Rendiconto 2023 della programmazione di area vasta, Aou Senese e Ausl Toscana sud est"
LOMBARDIA = "Obiettivi del piano sociosanitario della Regione Lombardia"
REGISTER = "Registro di esempio dell'Ufficio di Piano"


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of the demonstration; `item` is its place among the items from the tavoli."""

    code: str
    name: str
    unit: str
    better: Direction
    start: str
    targets: tuple[tuple[int, str], ...]
    item: int


MEASURED = (
    Measured("IND1", "Persone accolte agli sportelli nati dai tavoli", "persone",
             Direction.HIGHER, "320", ((2026, "400"), (2027, "480")), 0),
    Measured("IND2", "Attesa per un primo colloquio", "giorni",
             Direction.LOWER, "24", ((2026, "18"), (2027, "12")), 1),
    Measured("IND3", "Famiglie che conoscono i servizi del loro quartiere", "%",
             Direction.HIGHER, "41,5", ((2026, "50"), (2028, "60")), 2),
    Measured("IND4", "Operatori di enti e servizi formati insieme", "persone",
             Direction.HIGHER, "0", ((2026, "60"),), 3),
)  # fmt: skip
TABLE = f"""codice;nome;unità;verso;anno;valore;obiettivo;fonte
IND1;;;;2026;372;;{REGISTER}
IND2;;;;2026;15,5;;{REGISTER}
IND3;;;;2026;38,2 %;;Questionario di esempio nelle farmacie
VERO1;Prescrizioni di controllo dei medici di famiglia (altro territorio);prescrizioni;cala;2022;43.743;;{AREA_VASTA}
VERO1;;;;2023;30.659;;{AREA_VASTA}
VERO2;Procedure TAVI, per la valvola aortica (altro territorio);procedure;cresce;2021;115;;{AREA_VASTA}
VERO2;;;;2022;136;;{AREA_VASTA}
VERO2;;;;2023;150;;{AREA_VASTA}
VERO3;Assistiti in assistenza domiciliare integrata (altra regione);persone;cresce;2024;;216.777;{LOMBARDIA}
VERO3;;;;2025;;226.000;{LOMBARDIA}
"""
WORDS = {
    "done": (
        "Gli sportelli nati dalle proposte dei tavoli sono aperti e accolgono persone ogni "
        "settimana; l'attesa per un primo colloquio è scesa sotto quello che ci eravamo dati.\n\n"
        "Le schede del piano che vengono dai contributi sono per la maggior parte avviate."
    ),
    "not_done": (
        "La formazione comune non è partita: il calendario dei servizi è arrivato tardi. "
        "Alcune schede sono in ritardo, e qui sopra si legge quali.\n\n"
        "Le famiglie che conoscono i servizi del quartiere sono meno dell'anno scorso: il "
        "materiale in lingua facile è uscito solo a settembre."
    ),
    "next_steps": (
        "A gennaio la formazione comune comincia con un calendario concordato. In primavera il "
        "questionario si ripete, anche nelle scuole. (Testo di esempio.)"
    ),
}
COMMITTEE = "Comitato di partecipazione di esempio"
READING = ReadingForm(
    clarity=Scale.ENOUGH,
    clarity_text="Le ragioni ci sono per ogni contributo; alcune però si somigliano troppo.",
    fidelity=Scale.VERY,
    fidelity_text="Abbiamo ritrovato le parole degli enti nei bisogni e negli interventi.",
    accessibility=Scale.LITTLE,
    accessibility_text="Le pagine si leggono bene; gli incontri di pomeriggio escludono chi lavora.",
    done=Scale.ENOUGH,
    done_text="Gli sportelli li vediamo. Della formazione comune non c'è ancora traccia.",
    missing_text="Manca chi non ha un ente che parli per lui: persone sole, famiglie straniere.",
    recommendations_text=(
        "Un incontro all'anno di sera.\n\nPer ogni attività in ritardo, una data nuova e chi se ne "
        "occupa."
    ),
    edition=1,
)
REPLY = (
    "Grazie. Dal prossimo anno un incontro sarà di sera. Le date nuove delle attività in ritardo "
    "entrano nella programmazione operativa annuale. (Risposta di esempio.)"
)


def measure(stage: Stage, day: date) -> None:
    """Indicators with where they start from and what is wanted, typed by hand."""
    at(day, "10:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        items = _from_tavoli(session, here)
        for one in MEASURED:
            _add(session, actor, here, one, items)


def _from_tavoli(session: Session, here: Here) -> list[PlanItem]:
    tied = {link.item_id for link in list_links(session, here.procedure.pk)}
    return [item for item in list_items(session, here.procedure.pk) if item.pk in tied]


def _add(session: Session, actor: Actor, here: Here, one: Measured, items: list[PlanItem]) -> None:
    form = IndicatorForm(
        code=one.code,
        name=one.name,
        unit=one.unit,
        better=one.better,
        note=INVENTED,
        item=items[one.item].public_id if one.item < len(items) else "",
        baseline_year=YEAR - 1,
        baseline=one.start,
        baseline_source=REGISTER,
    )
    indicator = add_indicator(session, actor, here, form)
    for year, wanted in one.targets:
        target = FigureForm(kind=FigureKind.TARGET, year=year, value=wanted)
        record_figure(session, actor, here, indicator.public_id, target)


def import_values(stage: Stage, day: date) -> None:
    """The year's values from a table, tried and confirmed; then one of them is corrected."""
    at(day, "09:00")
    body = TABLE.encode()
    rows = read_rows(io.BytesIO(body), "valori-2026.csv")
    kept = stage.keep(body, "valori-2026.csv")
    with stage.act() as session:
        actor, here = stage.office(session)
        held = load_table(session, actor, here, kept, rows)
        seen = try_table(session, here, held).digest
        confirm_table(session, actor, here, held.public_id, ConfirmForm(seen=seen))
        for code in ("VERO1", "VERO2", "VERO3"):
            model = find_code(session, here.procedure.pk, code)
            assert model is not None
            form = IndicatorEditForm(
                name=model.name, unit=model.unit, better=model.better, note=REAL, edition=1
            )
            edit_indicator(session, actor, here, model.public_id, form)
    at(day, "16:30")
    with stage.act() as session:
        actor, here = stage.office(session)
        model = find_code(session, here.procedure.pk, "IND1")
        assert model is not None
        corrected = FigureForm(
            kind=FigureKind.VALUE,
            year=YEAR,
            value="391",
            source=REGISTER,
            reason="Mancavano le persone accolte a settembre.",
        )
        record_figure(session, actor, here, model.public_id, corrected)


def account(stage: Stage, written: date, published: date) -> None:
    """The account of the year: written, made before the transaction, published."""
    at(written, "11:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        begun = begin_account(session, actor, here, NewAccountForm(year=YEAR))
        form = AccountForm(data_to=DATA_TO, edition=begun.edition, **WORDS)
        write_account(session, actor, here, YEAR, form)
    at(published, "12:00")
    with stage.act() as session:
        here = stage.here(session)
        begun = get_account(session, here.procedure.pk, YEAR)
        document = compose(session, here, begun, from_rome(published), "", demo=True)
    pdf = stage.keep(render_pdf(document), f"rendiconto-{YEAR}-{stage.slug}.pdf")
    html = str(render_html(document))
    made = MadeAccount(document.date, content_digest(document), html, pdf, demo=True)
    with stage.act() as session:
        actor, here = stage.office(session)
        publish_account(session, actor, here, YEAR, PublishForm(), made)


def read(stage: Stage, invited: date, given: date, answered: date) -> None:
    """The committee is invited by a link, gives its reading, and the office answers."""
    at(invited, "09:30")
    with stage.act() as session:
        actor, here = stage.office(session)
        form = InviteForm(
            committee=COMMITTEE, guest_name="Persona Esempio", guest_email="comitato@esempio.it"
        )
        ref = invite_committee(session, actor, here, YEAR, form).public_id
    at(given, "18:00")
    with stage.act() as session:
        guest = find_guest(session, ref, lock=True)
        assert guest is not None
        save_reading(session, guest, READING)
        reading = give_reading(session, guest, guest.invitation.edition).public_id
    at(answered, "10:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        reply_to_reading(session, actor, here, YEAR, reading, ReplyForm(text=REPLY))
