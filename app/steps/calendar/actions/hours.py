"""The rules about hours that meetings and sessions share."""

from datetime import date, datetime, time

from sqlmodel import Session, col, select

from app.core.clock import from_rome
from app.core.errors import InvalidFormError, RuleError
from app.core.i18n import time_words
from app.people.authorities.models import Authority
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.calendar.overlap import find_clash
from app.steps.calendar.queries import list_slots, slot_of
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here


def instants(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """The UTC instants of two hours in Rome on `day`. Raises InvalidFormError on a wrong order."""
    begin = from_rome(day, starts.hour, starts.minute)
    end = from_rome(day, ends.hour, ends.minute)
    if end <= begin:
        raise InvalidFormError({"ends": "La fine deve venire dopo l'inizio."})
    return begin, end


def refuse_cancelled(meeting: Meeting) -> None:
    """Raises RuleError when the meeting was cancelled."""
    if meeting.cancelled_at is not None:
        raise RuleError(
            "Questo incontro è annullato: non si cambia più.",
            remedy="Se si tiene in un altro giorno, aggiungete un nuovo incontro.",
        )


def refuse_outside(meeting: Meeting, held: MeetingSession) -> None:
    """Raises InvalidFormError when the session leaves the hours of its meeting."""
    if meeting.starts_at <= held.starts_at and held.ends_at <= meeting.ends_at:
        return
    hours = f"dalle {time_words(meeting.starts_at)} alle {time_words(meeting.ends_at)}"
    field = "starts" if held.starts_at < meeting.starts_at else "ends"
    words = f"«{held.title}» esce dall'orario dell'incontro «{meeting.title}»: {hours}."
    raise InvalidFormError({field: words})


def refuse_clash(
    session: Session,
    here: Here,
    meeting: Meeting,
    held: MeetingSession,
    tavolo: Tavolo | None,
    *,
    fields: dict[str, str] | None = None,
) -> None:
    """Raises InvalidFormError when room, people or tavolo are taken, naming by what.

    The authority is locked first: two procedures of it cannot take one room at once.
    `fields` renames the fields of the errors for another form.
    """
    session.exec(
        select(Authority.id)
        .where(Authority.id == here.authority.pk)
        .with_for_update(key_share=True)
    ).one()
    session.flush()
    wanted = slot_of(held, meeting, tavolo)
    taken = list_slots(session, here.authority.pk, held.starts_at, held.ends_at)
    clash = find_clash(wanted, taken)
    if clash is not None:
        raise InvalidFormError({(fields or {}).get(clash.field, clash.field): clash.sentence})


def find_tavolo(session: Session, tavolo_id: int | None) -> Tavolo | None:
    """The tavolo of a session; None for the plenary."""
    if tavolo_id is None:
        return None
    return session.exec(select(Tavolo).where(col(Tavolo.id) == tavolo_id)).one()
