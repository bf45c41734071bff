"""Free sign-up to public meetings, by anyone and without an account."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.throttle import count_attempt, refuse_above
from app.core.security.tokens import new_token, token_hash
from app.steps.calendar.emails import confirm_sign_up
from app.steps.calendar.events import SignedUp, SignUpLeft
from app.steps.calendar.forms import SignUpForm
from app.steps.calendar.models import Meeting, SignUp
from app.steps.calendar.queries import find_sign_up
from app.steps.calendar.views import can_sign_up
from app.steps.procedures.queries import Here

_WINDOW = timedelta(hours=1)
_PER_ADDRESS, _PER_CALLER = 5, 60


def sign_up(
    session: Session, here: Here, meeting: Meeting, caller: str, form: SignUpForm
) -> SignUp:
    """Sign somebody up, or write anew what they had signed up with; the mail holds a new link.

    `caller` is the network address that limits are counted for. Raises RuleError when sign-up
    is not open, TooManyError above the limits.
    """
    if not can_sign_up(meeting, legal_now()):
        raise RuleError(
            "A questo incontro non ci si può iscrivere.",
            remedy="Guardate nel calendario gli incontri aperti.",
        )
    _limit(session, meeting, caller, form.email)
    token = new_token()
    who = find_sign_up(session, meeting.pk, form.email)
    if who is None:
        who = SignUp(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            meeting_id=meeting.pk,
            name=form.name,
            email=form.email,
            leave_hash="",
        )
    who.name, who.people, who.access_needs = form.name, form.people, form.access_needs
    who.leave_hash = token_hash(token)
    session.add(who)
    session.flush()
    emit(
        session,
        SignedUp(
            chain=here.procedure.public_id,
            subject=who.public_id,
            procedure_id=here.procedure.pk,
            meeting=meeting.public_id,
        ),
    )
    confirm_sign_up(session, here, meeting, who, token)
    return who


def _limit(session: Session, meeting: Meeting, caller: str, email: str) -> None:
    for key, limit in (
        (f"sign_up:{meeting.public_id}:{token_hash(email)[:32]}", _PER_ADDRESS),
        (f"sign_up:{caller}", _PER_CALLER),
    ):
        refuse_above(session, key, limit=limit, window=_WINDOW)
        count_attempt(session, key, window=_WINDOW)


def leave(session: Session, here: Here, meeting: Meeting, who: SignUp) -> None:
    """Take a sign-up back; a second press changes nothing. Access needs are forgotten at once."""
    if who.cancelled_at is not None:
        return
    who.cancelled_at = legal_now()
    who.access_needs = ""
    session.add(who)
    emit(
        session,
        SignUpLeft(
            chain=here.procedure.public_id,
            subject=who.public_id,
            procedure_id=here.procedure.pk,
            meeting=meeting.public_id,
        ),
    )
