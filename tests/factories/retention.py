"""What is due for removal, and what bodies ask to remove."""

from datetime import date

from sqlmodel import Session

from app.core.clock import legal_today
from app.outlets.retention.actions import record_request
from app.outlets.retention.enums import RequestChannel
from app.outlets.retention.forms import AskForm
from app.outlets.retention.models import RemovalRequest, RetentionItem, RetentionList
from tests.factories.procedures import Desk


def make_due_list(session: Session, desk: Desk) -> RetentionList:
    """The list of a month with one thing on it."""
    listed = RetentionList(authority_id=desk.authority.pk, month=date(2025, 1, 1))
    session.add(listed)
    session.flush()
    session.add(
        RetentionItem(
            list_id=listed.pk,
            eraser="sign_ups",
            kept="sign_ups",
            row_id=0,
            chain=desk.here.procedure.public_id,
            title="Iscrizione di prova",
            since=date(2024, 1, 1),
            due_on=date(2024, 7, 1),
        )
    )
    return listed


def make_removal_request(session: Session, desk: Desk) -> RemovalRequest:
    """A body that is not known here asks on paper."""
    form = AskForm(
        body_name="Ente di passaggio",
        asked_on=legal_today(),
        channel=RequestChannel.PAPER,
        what="Togliete il nostro indirizzo.",
    )
    return record_request(session, desk.actor, desk.authority, form)
