"""Questions about the avvisi with their answers, a follower, the authority's own registers."""

import re
from datetime import date, timedelta

from sqlmodel import Session

from app.core.jobs.outbox import list_messages
from app.demo.stage import Stage, at
from app.law.registers import RegisterPlace, registers_due
from app.outlets.follow.actions import ask_to_follow, confirm_follow
from app.outlets.follow.forms import FollowForm
from app.steps.publication.actions import record_register
from app.steps.publication.forms import RegisterForm
from app.steps.publication.queries import list_entries
from app.steps.questions.actions import ask_question, publish_answer, refuse_question
from app.steps.questions.enums import RefusalGround
from app.steps.questions.forms import AnswerForm, AskForm, RefuseForm

PERSON = "volontaria@associazione-esempio.it"
FOLLOWER = "cittadina@posta-esempio.it"
ALBO_DAYS = 15

ASKED = (
    (
        "Un ente con l'iscrizione al RUNTS ancora in corso può fare domanda?",
        "",
        (
            "Sì. Nella domanda indicate «in corso» con la data della richiesta: chi aspetta l'iscrizione "
            "può essere **ammesso con riserva** e intanto siede ai tavoli."
        ),
    ),
    (
        "Siamo l'Associazione Esempio Girasole: possiamo sedere a due tavoli con un solo delegato?",
        "Possiamo sedere a due tavoli con un solo delegato?",
        (
            "Sì, ma i laboratori dei tavoli si tengono alle stesse ore: indicate per ogni tavolo un "
            "delegato e un sostituto diversi, o scegliete il tavolo a cui tenete di più."
        ),
    ),
    (
        "Se il nostro delegato vuole seguire due tavoli, può spostarsi durante la giornata?",
        "",
        "",
    ),
)
REFUSED = "Il direttore del servizio di cui parlavamo al telefono resterà in carica anche nel 2026?"
OPEN = (
    "Per il tavolo «Disabilità» serve avere già un servizio attivo, o basta averlo in progetto?",
    "La domanda può firmarla il vicepresidente, se il presidente è assente?",
)


def answer(stage: Stage, asked: date, answered: date) -> None:
    """Three questions with two answers, one of them for two; a fourth is not published."""
    at(asked, "18:20")
    with stage.act() as session:
        person, here = stage.person(session, PERSON), stage.here(session)
        made = [ask_question(session, person, here, AskForm(text=text)) for text, _, _ in ASKED]
        refused = ask_question(session, person, here, AskForm(text=REFUSED))
    at(answered, "09:40")
    with stage.act() as session:
        actor, here = stage.office(session)
        for place, together in ((0, []), (1, [made[2].public_id])):
            _, published, words = ASKED[place]
            form = AnswerForm(text=words, published_text=published, together=together)
            publish_answer(session, actor, here, made[place].public_id, form)
        why = "Chiedete dell'avviso; per il resto scrivete direttamente al servizio."
        form_of_refusal = RefuseForm(ground=RefusalGround.OFF_TOPIC, reason=why)
        refuse_question(session, actor, here, refused.public_id, form_of_refusal)


def leave_open(stage: Stage, day: date) -> None:
    """Two questions that wait, and somebody who follows by e-mail."""
    at(day, "11:15")
    with stage.act() as session:
        person, here = stage.person(session, PERSON), stage.here(session)
        for text in OPEN:
            ask_question(session, person, here, AskForm(text=text))
        ask_to_follow(session, here, "", FollowForm(email=FOLLOWER))
        confirm_follow(session, here, _token_in_mail(session))


def _token_in_mail(session: Session) -> str:
    """The link of confirmation, as it came by mail."""
    bodies = [mail.body for mail in list_messages(session, recipient=FOLLOWER)]
    found = next(filter(None, (re.search(r"/segui/conferma/(\S+)", body) for body in bodies)))
    return found[1]


def note_registers(stage: Stage, day: date) -> None:
    """Each document on the albo and in Amministrazione trasparente, but for the last one."""
    at(day, "12:10")
    with stage.act() as session:
        actor, here = stage.office(session)
        entries = [entry for entry, _ in list_entries(session, here.procedure.pk)]
        for number, entry in enumerate(entries[:-1], start=101):
            for place in registers_due(entry.slot):
                albo = place is RegisterPlace.ALBO
                begins = entry.published_on
                site = "albo" if albo else "trasparenza"
                form = RegisterForm(
                    place=place,
                    link=f"https://{site}.zona-livornese.example.invalid/{begins.year}/{number}",
                    number=f"{number}/{begins.year}" if albo else "",
                    begins=begins,
                    ends=begins + timedelta(days=ALBO_DAYS) if albo else None,
                )
                record_register(session, actor, here, entry, form)
