"""Mails to who asked, and to nobody else."""

from typing import Any

from sqlmodel import Session

from app.core.jobs.mail import send_mail_from
from app.steps.procedures.queries import Here
from app.steps.questions.models import Question
from app.steps.questions.queries import find_asker


def tell_asker(session: Session, here: Here, question: Question, event: str, **more: Any) -> None:
    """Write `questions/<event>` to who asked; one that came otherwise has no address here."""
    asker = find_asker(session, question)
    if asker is None:
        return
    send_mail_from(
        session,
        f"questions/{event}",
        to=asker.email,
        to_ref=asker.ref,
        chain=here.procedure.public_id,
        sender_name=here.authority.sender_name,
        reply_to=here.authority.reply_to,
        here=here,
        name=asker.name,
        question=question,
        **more,
    )
