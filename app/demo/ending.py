"""The report: written, approved, sent to the organ, published; the procedure concluded."""

from datetime import date, timedelta

from app.core.clock import from_rome
from app.demo.beginning import record
from app.demo.stage import Stage, at
from app.steps.procedures.enums import ActKind
from app.steps.reports.actions import (
    approve_report,
    conclude_procedure,
    publish_report,
    record_sending,
    reopen_report,
    write_part,
)
from app.steps.reports.content.data import read_data
from app.steps.reports.document import Frame
from app.steps.reports.enums import BY_CODE
from app.steps.reports.forms import SendingForm
from app.steps.reports.making import keep_editions, read_look

WORDS = {
    "premise": "Il percorso ha accompagnato la scrittura del piano, con incontri aperti e tavoli tematici.",
    "participants": "Hanno partecipato enti di ogni dimensione, insieme ai servizi e alle unità funzionali.",
    "method": (
        "Ogni laboratorio aveva un obiettivo definito: i bisogni, poi gli obiettivi, poi gli "
        "interventi.\n\nSi è lavorato a piccoli gruppi, con schede e restituzione in plenaria: nessuna "
        "assemblea senza esito. Sono stati usati i materiali di percorsi precedenti."
    ),
    "interventions": "Le priorità sono quelle indicate dai tavoli; non sono una graduatoria.",
    "positions": "Sulla sanità territoriale restano due posizioni, riportate con chi le sostiene.",
    "plan": "Gli esiti entrano nel dispositivo di piano e nella programmazione operativa annuale.",
    "assessment": (
        "Il procedimento si è svolto nel rispetto dei principi di legge: avviso aperto oltre venti "
        "giorni, ammissioni motivate, verbali di ogni sessione, un esito per ogni contributo.\n\nSi "
        "propone agli organi di tenere conto degli esiti nel Piano integrato di salute."
    ),
}

DECIDED = (
    "Gli esiti entrano nel dispositivo di piano e nella programmazione operativa annuale. L'organo "
    "ha deciso su ogni proposta; più avanti si legge da quali nodi nasce ogni voce del piano."
)
TO_THE_ORGAN = "Due voci del piano attendono ancora la copertura di bilancio: l'ufficio la chiede con la prossima variazione."


def write(stage: Stage, day: date) -> None:
    """The narrative parts, beside the data; the first version on the day after."""
    at(day, "10:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        for code, text in WORDS.items():
            write_part(session, actor, here, BY_CODE[code], text)
    approve(stage, day + timedelta(days=1))
    hand_over(stage, day + timedelta(days=1))


def approve(stage: Stage, day: date) -> None:
    """Made in every format before the transaction, then approved."""
    at(day, "13:00")
    with stage.store.reading() as session:
        found, here = stage.person(session, stage.place.rdp), stage.here(session)
        look = read_look(session, stage.blobs, here)
        data = read_data(session, here)
    made = keep_editions(stage.blobs, data, Frame(from_rome(day), look, demo=True))
    with stage.act() as session:
        approve_report(session, found, stage.here(session), made)


def hand_over(stage: Stage, day: date) -> None:
    """The first version goes to the organ, which decides on it, and anyone reads it."""
    at(day, "15:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        sending = SendingForm(organ=stage.place.organ, sent_on=day, way="PEC", protocol="2026/1368")
        record_sending(session, actor, here, sending)
        publish_report(session, actor, here)


def amend(stage: Stage, day: date) -> None:
    """After the organ's decision: a second version tells it too."""
    at(day, "11:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        reopen_report(session, actor, here)
        write_part(session, actor, here, BY_CODE["plan"], DECIDED, TO_THE_ORGAN)
    approve(stage, day)


def close(stage: Stage, day: date) -> None:
    """Closing act, sending on record, publication, conclusion."""
    at(day, "15:00")
    words = "Conclusione del procedimento e presa d'atto della relazione."
    record(stage, ActKind.CLOSING, stage.place.manager, "118", day, words)
    with stage.act() as session:
        actor, here = stage.office(session)
        sending = SendingForm(organ=stage.place.organ, sent_on=day, way="PEC", protocol="2026/1402")
        record_sending(session, actor, here, sending)
        publish_report(session, actor, here)
        conclude_procedure(session, actor, here)
