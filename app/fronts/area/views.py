"""The personal home: where a person stands, what waits for them, what comes next."""

from dataclasses import dataclass
from datetime import datetime

from app.core.i18n import date_words, deadline_words, time_words
from app.people.ets.enums import PUBLIC_SIDE
from app.people.ets.navigation import BODIES
from app.people.ets.queries import OwnBody
from app.steps.avvisi.models import Avviso
from app.steps.contributions.enums import ContributionState
from app.steps.contributions.navigation import own_address
from app.steps.contributions.queries.own import OwnRow
from app.steps.domande.enums import DomandaState, ExaminationState
from app.steps.domande.queries.area import OwnDomanda
from app.steps.esiti.queries import AnsweredBody
from app.steps.laboratories.queries.meetings import Upcoming
from app.steps.laboratories.queries.seats import SeatRow
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here

DOMANDE = "/area-personale/domande"
_FOR_THE_BODY = (ExaminationState.COMPLETION_ASKED, ExaminationState.HINDRANCE_NOTICE)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the path, for the timeline: `state` is past, here or next."""

    title: str
    state: str
    text: str = ""
    href: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something with an address; `status` is the word of its chip and `tone` its colour."""

    title: str
    href: str
    text: str
    meta: str = ""
    status: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Held:
    """What the person's bodies have in hand."""

    bodies: list[OwnBody]
    domande: list[OwnDomanda]
    seats: list[SeatRow]
    open_avvisi: list[tuple[Here, Avviso]]


def path_of(held: Held) -> list[Step]:
    """The four steps from newcomer to tavoli; the first that is not done is "here"."""
    begun = bool(held.domande)
    lacking = [body for body in held.bodies if body.missing]
    target = f"{BODIES}/{lacking[0].public_id}/modifica" if lacking else BODIES
    filed = any(row.state is DomandaState.FILED for row in held.domande)
    invited = bool(held.seats) or any(body.kind in PUBLIC_SIDE for body in held.bodies)
    steps = (
        ("Registrate il vostro ente", f"{BODIES}/nuovo", _BODY_WORDS, bool(held.bodies)),
        ("Completate i dati dell'ente", target, _lacking_words(lacking),
         begun or bool(held.bodies and not lacking)),
        ("Scegliete un avviso e inviate la domanda", _domanda_target(held), _DOMANDA_WORDS,
         filed or invited),
        ("Partecipate ai tavoli", "", _TAVOLI_WORDS, bool(held.seats)),
    )  # fmt: skip
    found: list[Step] = []
    for title, href, words, done in steps:
        here = not done and all(step.state == "past" for step in found)
        state = "here" if here else "past" if done else "next"
        found.append(Step(title, state, text=words if here else "", href=href if here else ""))
    return found


_BODY_WORDS = (
    "Bastano il nome, il codice fiscale e la situazione nel RUNTS. Se un collega lo ha già "
    "registrato, chiedetegli un invito."
)
_DOMANDA_WORDS = "Una bozza salvata non è una domanda inviata: per partecipare serve l'invio."
_TAVOLI_WORDS = "Dopo l'esame delle domande vi scriviamo se l'ente è ammesso e quando ci si vede."


def _lacking_words(lacking: list[OwnBody]) -> str:
    if not lacking:
        return ""
    body = lacking[0]
    return f"Per «{body.name}» mancano: {', '.join(body.missing)}."


def _domanda_target(held: Held) -> str:
    if any(row.state is DomandaState.DRAFT for row in held.domande):
        return DOMANDE
    return "#avvisi" if held.open_avvisi else ""


@dataclass(frozen=True, slots=True)
class OpenAvviso:
    """An avviso that takes domande: `start` begins one."""

    title: str
    href: str
    start: str
    deadline: str
    authority: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A domanda that is not filed; `deadline` in words."""

    title: str
    href: str
    deadline: str
    body: str


def drafts_of(domande: list[OwnDomanda], now: datetime) -> list[Draft]:
    """The drafts that can still be filed at `now` (UTC), nearest deadline first."""
    return [
        Draft(
            title=row.procedure,
            href=f"{DOMANDE}/{row.public_id}",
            deadline=f"entro {deadline_words(row.closes_at)}",
            body=row.body,
        )
        for row in domande
        if row.state is DomandaState.DRAFT and row.closes_at and row.closes_at >= now
    ]


def filed_of(domande: list[OwnDomanda]) -> list[Line]:
    """The domande sent, with what the office made of them; those that wait for the body first."""
    rows = [row for row in domande if row.state is not DomandaState.DRAFT]
    rows.sort(key=lambda row: row.examination not in _FOR_THE_BODY)
    return [
        Line(
            title=row.procedure,
            href=f"{DOMANDE}/{row.public_id}",
            text=row.body,
            meta=f"n. {row.number}/{row.year}, {row.authority}" if row.number else row.authority,
            status=row.examination.label.capitalize(),
            tone="warning" if row.examination in _FOR_THE_BODY else "info",
        )
        for row in rows
    ]


def avvisi_of(open_avvisi: list[tuple[Here, Avviso]]) -> list[OpenAvviso]:
    """The avvisi that take domande now."""
    return [
        OpenAvviso(
            title=here.procedure.title,
            href=public_address(here, "/avviso"),
            start=f"{DOMANDE}/nuova/{here.scope}",
            deadline=f"Domande entro {deadline_words(avviso.closes_at)}.",
            authority=here.authority.name,
        )
        for here, avviso in open_avvisi
        if avviso.closes_at is not None
    ]


def meetings_of(upcoming: list[Upcoming]) -> list[Line]:
    """The next sessions, with place and hours."""
    return [
        Line(
            title=f"{row.meeting_title}: {row.title}" if row.title else row.meeting_title,
            href=row.address,
            text=row.place,
            meta=f"{date_words(row.starts_at)}, {time_words(row.starts_at)}-"
            f"{time_words(row.ends_at)}",
        )
        for row in upcoming
    ]


def contributions_of(rows: list[OwnRow]) -> list[Line]:
    """The contributions that wait for the body: drafts and those sent back."""
    waiting = (ContributionState.DRAFT, ContributionState.SENT_BACK)
    return [
        Line(
            title=row.title,
            href=own_address(row.public_id),
            text=row.body_name,
            meta=row.tavolo_name,
            status=row.state.label,
            tone=row.state.tone,
        )
        for row in rows
        if row.state in waiting
    ]


def answers_of(answered: list[AnsweredBody]) -> list[Line]:
    """What became of the proposals of the person's bodies: each procedure where they have answers.

    The address is the public page, already of that body alone.
    """
    return [
        Line(
            title=one.here.procedure.title,
            href=public_address(one.here, f"/esiti?ente={one.body_public_id}#contributi"),
            text="Un contributo ha la sua risposta, con la ragione."
            if one.total == 1
            else f"{one.total} contributi hanno la loro risposta, con la ragione.",
            meta=f"{one.body_name} · {one.here.authority.name}",
        )
        for one in answered
    ]
