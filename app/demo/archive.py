"""What stays of a procedure: receipts of certified mail, its file, data at the end of their term."""

from email.message import EmailMessage

from sqlmodel import Session, col, select

from app.core.clock import in_rome, legal_now, legal_today, wall_now
from app.core.jobs.models import Message, Way
from app.core.store.session import Store
from app.demo.stage import Stage
from app.outlets.archive.actions import ask_fascicolo
from app.outlets.archive.forms import AskForm, FascicoloKind
from app.outlets.communications.actions import HandedIn, hand_in_receipts, record_outside
from app.outlets.communications.forms import RecordForm
from app.outlets.communications.receipts import read_receipt
from app.outlets.retention.actions import list_due
from app.people.authorities.queries import list_authorities
from app.steps.calendar.actions import sign_up
from app.steps.calendar.forms import SignUpForm
from app.steps.calendar.models import Meeting
from app.steps.calendar.views import can_sign_up

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<postacert tipo="{kind}" errore="{error}"><intestazione><mittente>{sender}</mittente>
<destinatari tipo="certificato">{to}</destinatari><oggetto>Dimostrazione</oggetto></intestazione>
<dati><gestore-emittente>Gestore inventato</gestore-emittente>
<data zona="+0100"><giorno>{day}</giorno><ora>{clock}</ora></data>
<identificativo>demo.{number}@gestore.esempio.it</identificativo>
<msgid>{ref}</msgid></dati></postacert>"""
_STRANGER = "<inviata-da-altra-casella@pec.esempio.it>"


def sign_up_citizens(stage: Stage) -> None:
    """Citizens sign up for the public meeting; their data are the first to reach their term."""
    with stage.act() as session:
        _, here = stage.office(session)
        meetings = session.exec(
            select(Meeting).where(Meeting.procedure_id == here.procedure.pk).order_by(Meeting.code)
        ).all()
        meeting = next(one for one in meetings if can_sign_up(one, legal_now()))
        for number, needs in enumerate(("", "Un posto vicino all'uscita.", ""), start=1):
            form = SignUpForm(
                name=f"Cittadina Inventata {number}",
                email=f"cittadina{number}@esempio.it",
                access_needs=needs,
            )
            sign_up(session, here, meeting, "127.0.0.1", form)


def hand_in(stage: Stage) -> None:
    """Certified letters are accepted and delivered, one is not; one receipt is of another box."""
    with stage.act() as session:
        messages = _certified(session, stage)
    said = [
        (kind, message.message_ref, message.recipient)
        for message in messages[:4]
        for kind in ("accettazione", "avvenuta-consegna")
    ]
    said += [
        (kind, message.message_ref, message.recipient)
        for message in messages[4:5]
        for kind in ("accettazione", "errore-consegna")
    ]
    said.append(("avvenuta-consegna", _STRANGER, "ente99@pec.esempio.it"))
    files = [_file(stage, number, *words) for number, words in enumerate(said, start=1)]
    with stage.act() as session:
        actor, here = stage.office(session)
        hand_in_receipts(session, actor, here, files)
        form = RecordForm(
            way=Way.LETTER,
            sent_on=legal_today(),
            sent_time="08:30",
            recipient="Circolo inventato di lettura, via Prova 7, Livorno",
            subject="Invito agli incontri di restituzione",
            text="Spedita per raccomandata: il circolo non ha un indirizzo di posta.",
        )
        record_outside(session, actor, here, form, None)


def _certified(session: Session, stage: Stage) -> list[Message]:
    chain = stage.here(session).procedure.public_id
    query = select(Message).where(Message.chain == chain, Message.way == Way.PEC)
    return list(session.exec(query.order_by(col(Message.id)).limit(5)).all())


def _file(stage: Stage, number: int, kind: str, ref: str, to: str) -> HandedIn:
    now = in_rome(wall_now())
    xml = _XML.format(
        kind=kind,
        error="no-dest" if kind == "errore-consegna" else "nessuno",
        sender="zona.livornese@pec.esempio.it",
        to=to,
        day=now.strftime("%d/%m/%Y"),
        clock=now.strftime("%H:%M:%S"),
        number=number,
        ref=ref.replace("<", "&lt;").replace(">", "&gt;"),
    )
    mail = EmailMessage()
    mail["From"], mail["To"] = "posta-certificata@gestore.esempio.it", to
    mail["Subject"], mail["Date"] = f"{kind.upper()}: Dimostrazione", now
    mail["Message-ID"] = f"<demo.{number}@gestore.esempio.it>"
    mail["X-Ricevuta"], mail["X-Riferimento-Message-ID"] = kind, ref
    mail.set_content("Ricevuta inventata, per la dimostrazione.")
    mail.add_attachment(
        xml.encode(), maintype="application", subtype="xml", filename="daticert.xml"
    )
    raw, name = mail.as_bytes(), f"{kind}-{number}.eml"
    return HandedIn(name, stage.keep(raw, name), read_receipt(raw))


def ask_files(stage: Stage) -> None:
    """Both files of the procedure: the worker makes them once the demonstration is served."""
    with stage.act() as session:
        actor, here = stage.office(session)
        for kind in FascicoloKind:
            ask_fascicolo(session, actor, here, AskForm(kind=kind))


def list_what_is_due(store: Store) -> None:
    """What the concluded procedure no longer needs, for the office to confirm."""
    with store.writing() as session:
        for authority in list_authorities(session):
            list_due(session, authority)
