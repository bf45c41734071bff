"""Mails to the body of a contribution, from the authority's office."""

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.people.accounts.models import Account
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import Whole
from app.steps.laboratories.queries import list_seats
from app.steps.procedures.queries import Here


def _address(session: Session, contribution: Contribution, body_email: str, pec: str) -> str:
    """The body's address; else its author's, its delegate's, its PEC."""
    if body_email:
        return body_email
    if contribution.author_id is not None:
        author = session.get(Account, contribution.author_id)
        if author is not None:
            return author.email
    seats = list_seats(session, contribution.procedure_id, contribution.tavolo_id)
    given = [s.delegate_email for s in seats if s.ets_id == contribution.ets_id]
    return next((email for email in given if email), pec)


def tell_body(session: Session, here: Here, whole: Whole, event: str, *, reason: str = "") -> None:
    """Write `contributions/<event>` to the contribution's body, where it has an address."""
    contribution = whole.contribution
    address = _address(session, contribution, whole.ets.email, whole.ets.pec)
    if not address:
        return
    send_mail_from(
        session,
        f"contributions/{event}",
        to=address,
        to_ref=whole.ets.public_id,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        number=contribution.number,
        title=contribution.title,
        body=whole.ets.name,
        tavolo=whole.tavolo.name,
        procedure=here.procedure.title,
        scope=here.scope,
        public_id=contribution.public_id,
        reason=reason,
    )
