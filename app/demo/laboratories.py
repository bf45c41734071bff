"""The three laboratories: contributions, who was there, verbali approved and published."""

from datetime import date, time, timedelta
from itertools import cycle
from typing import Any

from sqlmodel import Session, col, select

from app.core.clock import in_rome
from app.core.documents.typst import render_pdf
from app.demo.livorno import MEETINGS
from app.demo.stage import Stage, at
from app.demo.themes import THEMES, Theme
from app.people.accounts.queries import find_account
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.calendar.queries import list_laboratories, list_sessions
from app.steps.contributions.actions import (
    begin_contribution,
    collect_contribution,
    publish_chosen,
    publish_redacted,
    save_draft,
    submit_contribution,
    withhold_contribution,
)
from app.steps.contributions.enums import ContributionKind, ContributionState
from app.steps.contributions.forms import (
    BatchForm,
    CollectedForm,
    ContributionForm,
    NewContributionForm,
    PressForm,
    ReasonForm,
    RedactForm,
)
from app.steps.contributions.models import Contribution
from app.steps.laboratories.actions import (
    approve_verbale,
    publish_verbale,
    record_attendance,
    save_verbale,
    share_verbale,
)
from app.steps.laboratories.actions.draft import new_verbale
from app.steps.laboratories.enums import AttendanceStatus, VerbaleOutcome
from app.steps.laboratories.forms import AttendanceForm, ShareForm, VerbaleForm
from app.steps.laboratories.queries import SeatRow, find_verbale, list_seats
from app.steps.laboratories.verbale_pages import document_of
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli

LABORATORIES = tuple(step for step in MEETINGS if step.kind == "laboratory")
KINDS = (ContributionKind.NEED, ContributionKind.OBJECTIVE, ContributionKind.INTERVENTION)
WITHHELD = (
    "Tempi di attesa",
    "Il testo riguarda un caso singolo riconoscibile e non si può omettere.",
)
REDACTED = ("Cure palliative", "Nel testo compariva un riferimento a una persona.")


def hold(stage: Stage, number: int) -> None:
    """The laboratory in the place `number` (0–2), from contributions to published verbali."""
    day = LABORATORIES[number].day
    at(day, "09:00")
    _contribute(stage, number)
    at(day, "14:45")
    _attend(stage, number)
    at(day + timedelta(days=1), "11:00")
    _moderate(stage, number)
    _minute(stage, number, day + timedelta(days=4))
    at(day + timedelta(days=5), "09:00")
    _seal(stage, number)


def _laboratory(session: Session, here: Here, number: int) -> Meeting:
    return list_laboratories(session, here.procedure.pk)[number]


def _contribute(stage: Stage, number: int) -> None:
    with stage.act() as session:
        here = stage.here(session)
        meeting = _laboratory(session, here, number).public_id
        for tavolo, themes in zip(list_tavoli(session, here.procedure.pk), THEMES, strict=True):
            seats = cycle(list_seats(session, here.procedure.pk, tavolo.pk))
            for theme in themes:
                for title, text in _words(theme, number):
                    said = {
                        "kind": KINDS[number],
                        "meeting": meeting,
                        "title": title,
                        "text": text,
                        **(_details(theme) if number == 0 else {}),
                    }
                    _bring(stage, session, here, next(seats), said)


def _details(theme: Theme) -> dict[str, str]:
    return {
        "target_group": theme.target,
        "coverage": theme.coverage,
        "evidence": "experience",
        "territory": "Zona",
    }


def _words(theme: Theme, number: int) -> list[tuple[str, str]]:
    if number == 0:
        return [(theme.title, theme.first), (f"{theme.title}: ciò che vediamo noi", theme.second)]
    return [(theme.title, theme.objective if number == 1 else theme.intervention)]


def _bring(stage: Stage, session: Session, here: Here, seat: SeatRow, said: dict[str, Any]) -> None:
    """By the body itself, or typed by the office for one that has no access of its own."""
    person = _person_of(session, seat)
    if person is None:
        actor, _ = stage.office(session)
        form = CollectedForm(body=seat.ets_public_id, tavolo=seat.tavolo_public_id, **said)
        collect_contribution(session, actor, here, form)
        return
    actor = stage.person(session, person)
    new = NewContributionForm(seat=seat.public_id, kind=said["kind"])
    draft = begin_contribution(session, actor, new)
    save_draft(session, actor, draft.public_id, ContributionForm(edition=draft.edition, **said))
    submit_contribution(session, actor, draft.public_id, PressForm())


def _person_of(session: Session, seat: SeatRow) -> str | None:
    """The address of who acts for the body, where it has an access of its own."""
    body = session.get_one(Ets, seat.ets_id)
    for email in (
        body.email,
        "volontaria@associazione-esempio.it" if "Girasole" in body.name else "",
    ):
        if email and find_account(session, email):
            return email
    return None


def _attend(stage: Stage, number: int) -> None:
    with stage.act() as session:
        actor, here = stage.office(session)
        for held in list_sessions(session, _laboratory(session, here, number).pk):
            seats = list_seats(session, here.procedure.pk, held.tavolo_id)
            for place, seat in enumerate(seats):
                missing = (place + number) % 7 == 6
                status = AttendanceStatus.EXCUSED if missing else AttendanceStatus.PRESENT
                form = AttendanceForm(
                    body=seat.ets_public_id,
                    person=seat.delegate_name or seat.ets_name,
                    status=status,
                )
                record_attendance(session, actor, here, held, form)


def _moderate(stage: Stage, number: int) -> None:
    """All published, but in the first laboratory one redacted and one withheld, with reasons."""
    with stage.act() as session:
        actor, here = stage.office(session)
        waiting = _waiting(session, here)
        for public_id, title, text in waiting:
            if title == WITHHELD[0] and number == 0:
                reason = ReasonForm(reason=WITHHELD[1])
                withhold_contribution(session, actor, here, public_id, reason)
            elif title == REDACTED[0] and number == 0:
                form = RedactForm(title=title, text=f"{text[:60]} [omissis]", reason=REDACTED[1])
                publish_redacted(session, actor, here, public_id, form)
        chosen = [public_id for public_id, _, _ in _waiting(session, here)]
        for start in range(0, len(chosen), 50):
            publish_chosen(session, actor, here, BatchForm(chosen=chosen[start : start + 50]))


def _waiting(session: Session, here: Here) -> list[tuple[str, str, str]]:
    query = select(Contribution.public_id, Contribution.title, Contribution.text).where(
        Contribution.procedure_id == here.procedure.pk,
        Contribution.state == ContributionState.SUBMITTED,
    )
    rows = session.exec(query.order_by(col(Contribution.number))).all()
    return [(public_id, title, text) for public_id, title, text in rows]


def _minute(stage: Stage, number: int, until: date) -> None:
    """Each session's verbale, shown to who sat there for corrections."""
    with stage.act() as session:
        actor, here = stage.office(session)
        for meeting, held, tavolo in _sessions(session, here, number):
            verbale = new_verbale(here, meeting, held, tavolo)
            session.add(verbale)
            session.flush()
            seats = list_seats(session, here.procedure.pk, held.tavolo_id)
            form = _verbale_form(stage, held, tavolo, seats)
            save_verbale(session, actor, here, verbale, form)
            share_verbale(session, actor, here, verbale, ShareForm(until=until))


def _seal(stage: Stage, number: int) -> None:
    """Approved, which seals it, then published with its PDF."""
    with stage.act() as session:
        actor, here = stage.office(session)
        made = []
        for _, held, _ in _sessions(session, here, number):
            verbale = find_verbale(session, held.pk)
            assert verbale is not None
            approve_verbale(session, actor, here, verbale)
            made.append((held.pk, document_of(session, here, verbale, demo=True)))
    files = [(key, stage.keep(render_pdf(document), "verbale.pdf")) for key, document in made]
    with stage.act() as session:
        actor, here = stage.office(session)
        for key, file in files:
            verbale = find_verbale(session, key)
            assert verbale is not None
            publish_verbale(session, actor, here, verbale, file)


def _sessions(
    session: Session, here: Here, number: int
) -> list[tuple[Meeting, MeetingSession, Tavolo | None]]:
    meeting = _laboratory(session, here, number)
    tavoli = {tavolo.pk: tavolo for tavolo in list_tavoli(session, here.procedure.pk)}
    return [
        (meeting, held, tavoli.get(held.tavolo_id or 0))
        for held in list_sessions(session, meeting.pk)
    ]


def _verbale_form(
    stage: Stage, held: MeetingSession, tavolo: Tavolo | None, seats: list[SeatRow]
) -> VerbaleForm:
    begins, ends = in_rome(held.starts_at), in_rome(held.ends_at)
    subject = tavolo.name if tavolo else "la plenaria"
    common = {
        "held_on": begins.date(),
        "starts": time(begins.hour, begins.minute),
        "ends": time(ends.hour, ends.minute),
        "place": f"{stage.place.venue}, {stage.place.address}",
        "chair": tavolo.facilitator if tavolo else "Responsabile Dimostrativa",
        "minute_taker": tavolo.minute_taker if tavolo else "Ufficio Dimostrativo",
        "agenda": "Apertura\nLavoro a gruppi\nRestituzione",
        "item": ["Apertura", "Lavoro a gruppi", "Restituzione"],
        "said": [
            f"Sono richiamati obiettivi e regole del laboratorio per {subject}.",
            "Ogni ente porta i propri contributi; i gruppi li avvicinano per tema.",
            "I gruppi leggono i temi condivisi e ciò su cui le posizioni restano diverse.",
        ],
    }
    if tavolo is not None and tavolo.position == 4:
        halves = [seats[0::2], seats[1::2]]
        return VerbaleForm(
            **common,
            outcome=VerbaleOutcome.POSITIONS,
            position=[
                "Dare la precedenza al ritorno a casa dopo l'ospedale.",
                "Dare la precedenza all'accoglienza nelle case di comunità.",
            ],
            held=[f"{n}:{seat.ets_public_id}" for n, half in enumerate(halves) for seat in half],
        )
    proposal = (
        f"Il tavolo condivide i temi raccolti per {subject} e chiede che il piano ne tenga conto."
    )
    return VerbaleForm(**common, outcome=VerbaleOutcome.UNITARY, unitary_proposal=proposal)
