"""The verbale before its approval: begun, written, shown to who sits for corrections."""

from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from app.core.clock import from_rome, in_rome, legal_now, legal_today
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.decisions import Decision
from app.law.sources import DM72_2_VERBALI
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.laboratories import emails
from app.steps.laboratories.content import check_complete, check_one_outcome
from app.steps.laboratories.enums import SEALED
from app.steps.laboratories.events import (
    CorrectionAnswered,
    CorrectionSent,
    VerbaleShared,
    about,
)
from app.steps.laboratories.forms import (
    CorrectionAnswerForm,
    CorrectionForm,
    ShareForm,
    VerbaleForm,
)
from app.steps.laboratories.models import Verbale, VerbaleCorrection
from app.steps.laboratories.queries import bodies_at, list_participants, list_seats
from app.steps.laboratories.recipients import recipients_of, seats_in
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here


def new_verbale(
    here: Here, meeting: Meeting, held: MeetingSession, tavolo: Tavolo | None
) -> Verbale:
    """A verbale filled with what the calendar knows of the session; not stored yet."""
    place = (held.room, meeting.place_name, meeting.address)
    return Verbale(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        session_id=held.pk,
        held_on=in_rome(held.starts_at).date(),
        place=", ".join(word for word in place if word),
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        chair=tavolo.facilitator if tavolo else "",
        minute_taker=tavolo.minute_taker if tavolo else "",
        agenda="\n".join(str(item["what"]) for item in held.agenda),
        synthesis=[{"item": str(item["what"]), "text": ""} for item in held.agenda],
    )


def save_verbale(
    session: Session, actor: Actor, here: Here, verbale: Verbale, form: VerbaleForm
) -> Verbale:
    """Keep the draft, complete or not.

    Raises RuleError once it is approved or with both a unitary proposal and distinct positions
    (DM 72/2021 § 2), InvalidFormError for hours that do not hold or bodies that take no part.
    """
    refuse_sealed(verbale)
    positions = _positions(session, here, form)
    refuse(check_one_outcome(form.unitary_proposal, len(positions)))
    begin, end = _instants(form.held_on, form.starts, form.ends)
    new: dict[str, Any] = {
        **{name: getattr(form, name) for name in ("held_on", "place", "chair", "minute_taker")},
        **{name: getattr(form, name) for name in ("agenda", "outcome", "unitary_proposal")},
        "starts_at": begin,
        "ends_at": end,
        "synthesis": _synthesis(form),
        "positions": positions,
    }
    for name, value in new.items():
        setattr(verbale, name, value)
    session.add(verbale)
    session.flush()
    return verbale


def _instants(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    begin = from_rome(day, starts.hour, starts.minute)
    end = from_rome(day, ends.hour, ends.minute)
    if end <= begin:
        raise InvalidFormError({"ends": "La fine deve venire dopo l'inizio."})
    return begin, end


def _synthesis(form: VerbaleForm) -> list[dict[str, str]]:
    said = [*form.said, *[""] * len(form.item)]
    pairs = zip(form.item, said, strict=False)
    return [{"item": item, "text": text} for item, text in pairs if item or text]


def _positions(session: Session, here: Here, form: VerbaleForm) -> list[dict[str, Any]]:
    known = {body.public_id for body in list_participants(session, here.procedure.pk)}
    held: dict[str, list[str]] = {}
    for entry in form.held:
        place, _, body = entry.partition(":")
        if body not in known:
            raise InvalidFormError({"position": "Scegliete gli enti tra quelli ai tavoli."})
        held.setdefault(place, []).append(body)
    found = []
    for index, text in enumerate(form.position):
        bodies = sorted(set(held.get(str(index), ())))
        if text:
            found.append({"text": text, "bodies": bodies})
        elif bodies:
            raise InvalidFormError({"position": "Scrivete il testo di ogni posizione."})
    return found


def refuse_sealed(verbale: Verbale) -> None:
    """Raises RuleError once the verbale is approved."""
    if verbale.state in SEALED:
        raise RuleError("Il verbale è approvato: non cambia più.", source=DM72_2_VERBALI)


def refuse(decision: Decision) -> None:
    """Raises RuleError with the first reason of a decision that refuses."""
    if not decision.allowed:
        first = decision.refusals[0]
        raise RuleError(first.reason, remedy=first.remedy, source=first.source)


def share_verbale(
    session: Session, actor: Actor, here: Here, verbale: Verbale, form: ShareForm
) -> None:
    """Show the draft to who sits, for corrections until the end of a day in Rome.

    A window may be made longer, never shorter. Raises RuleError for a verbale that is not
    complete or is approved, InvalidFormError for a day too near.
    """
    refuse_sealed(verbale)
    refuse(check_complete(verbale))
    until = from_rome(form.until, 23, 59, 59)
    if form.until <= legal_today():
        raise InvalidFormError({"until": "Lasciate almeno un giorno: da domani in poi."})
    if verbale.corrections_until is not None and until < verbale.corrections_until:
        raise InvalidFormError({"until": "Il termine si può solo allungare."})
    verbale.corrections_until = until
    session.add(verbale)
    said = about(here, actor.ref, verbale.public_id)
    emit(session, VerbaleShared(**said, until=until.isoformat()))
    held = session.get_one(MeetingSession, verbale.session_id)
    for to in recipients_of(seats_in(list_seats(session, here.procedure.pk), [held])):
        emails.verbale_shared(session, here, verbale, held.title, to)


def send_correction(
    session: Session, actor: Actor, here: Here, verbale: Verbale, form: CorrectionForm
) -> VerbaleCorrection:
    """A body that sits asks for a correction of the draft, within the window.

    Raises RuleError outside it, InvalidFormError for a body that is not the actor's.
    """
    refuse_sealed(verbale)
    if verbale.corrections_until is None or legal_now() > verbale.corrections_until:
        raise RuleError(
            "Il termine per le correzioni è passato.",
            remedy="Scrivete all'Ufficio di Piano.",
            source=DM72_2_VERBALI,
        )
    row = VerbaleCorrection(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        verbale_id=verbale.pk,
        ets_id=_asking(session, actor, verbale, form),
        author_id=actor.account_id,
        text=form.text,
        sent_at=legal_now(),
    )
    session.add(row)
    session.flush()
    said = about(here, actor.ref, row.public_id)
    emit(session, CorrectionSent(**said, verbale=verbale.public_id))
    return row


def _asking(session: Session, actor: Actor, verbale: Verbale, form: CorrectionForm) -> int:
    bodies = bodies_at(session, actor, verbale)
    if len(bodies) == 1 and not form.body:
        return next(iter(bodies.values())).ets_id
    if form.body not in bodies:
        raise InvalidFormError({"body": "Scegliete per quale ente scrivete."})
    return bodies[form.body].ets_id


def answer_correction(
    session: Session,
    actor: Actor,
    here: Here,
    verbale: Verbale,
    row: VerbaleCorrection,
    form: CorrectionAnswerForm,
) -> None:
    """Take a correction up, or not and why. Raises RuleError, InvalidFormError."""
    refuse_sealed(verbale)
    if not form.accepted and not form.answer:
        raise InvalidFormError({"answer": "Scrivete perché la correzione non è accolta."})
    row.accepted, row.answer = form.accepted, form.answer
    session.add(row)
    said = about(here, actor.ref, row.public_id)
    emit(session, CorrectionAnswered(**said, accepted=form.accepted))
