"""What was said in the room: typed by the office, credited to the body that said it."""

from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.core.security.actor import Actor
from app.people.ets.queries import get_ets
from app.steps.contributions.actions.drafts import find_laboratory
from app.steps.contributions.actions.original import move
from app.steps.contributions.actions.submit import file_original
from app.steps.contributions.actions.window import check_collecting
from app.steps.contributions.details import details_of
from app.steps.contributions.emails import tell_body
from app.steps.contributions.enums import ContributionState, Moment
from app.steps.contributions.events import ContributionCollected
from app.steps.contributions.forms import CollectedForm
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import BodyInRoom, Whole, list_bodies_in_room
from app.steps.procedures.models import Tavolo
from app.steps.procedures.queries import Here, list_tavoli


def collect_contribution(
    session: Session, actor: Actor, here: Here, form: CollectedForm
) -> Contribution:
    """File in the body's name what it said; who typed it stays on record. `here` is locked.

    Raises InvalidFormError for a body that neither sits nor was present, RuleError out of
    the window.
    """
    check_collecting(here.procedure)
    body, tavolo = _place(session, here, form)
    meeting = find_laboratory(session, here.procedure.pk, form.meeting)
    made = Contribution(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        ets_id=body.id,
        entered_by_id=actor.account_id,
        tavolo_id=tavolo.pk,
        meeting_id=meeting.pk if meeting else None,
        moment=Moment.DURING if meeting else None,
        kind=form.kind,
        title=form.title,
        text=form.text,
        details=details_of(form.kind, form.model_dump()),
    )
    session.add(made)
    session.flush()
    whole = Whole(made, get_ets(session, body.id), tavolo, meeting)
    file_original(session, whole)
    move(session, actor, whole, ContributionState.SUBMITTED)
    _announce(session, actor, here, whole)
    return made


def _place(session: Session, here: Here, form: CollectedForm) -> tuple[BodyInRoom, Tavolo]:
    bodies = list_bodies_in_room(session, here.procedure.pk)
    body = next((b for b in bodies if b.public_id == form.body), None)
    tavoli = list_tavoli(session, here.procedure.pk)
    tavolo = next((t for t in tavoli if t.public_id == form.tavolo), None)
    if body is None:
        raise InvalidFormError({"body": "Scegliete un ente che siede ai tavoli o era presente."})
    if tavolo is None:
        raise InvalidFormError({"tavolo": "Scegliete uno dei tavoli."})
    return body, tavolo


def _announce(session: Session, actor: Actor, here: Here, whole: Whole) -> None:
    contribution = whole.contribution
    emit(
        session,
        ContributionCollected(
            **here.about(actor, contribution),
            number=contribution.number or 0,
            sha256=contribution.original_sha256,
        ),
    )
    tell_body(session, here, whole, "collected")
