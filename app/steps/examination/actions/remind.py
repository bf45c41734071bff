"""The office hears of a term one day before it ends, once."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now
from app.steps.examination.emails import remind_office
from app.steps.examination.queries.terms import list_terms, list_with_terms_between
from app.steps.procedures.queries import get_by_id

BEFORE = timedelta(days=1)


def remind_terms(session: Session) -> int:
    """Mail each office the terms of its procedures that end within a day; gives how many terms."""
    now, told = legal_now(), 0
    for procedure_id in list_with_terms_between(session, now, now + BEFORE):
        ending = [
            term
            for term in list_terms(session, procedure_id)
            if term.row.reminded_at is None and now <= term.due_at <= now + BEFORE
        ]
        if not ending:
            continue
        here = get_by_id(session, procedure_id, lock=True)
        for term in ending:
            term.row.reminded_at = now
            session.add(term.row)
        remind_office(session, here, ending)
        told += len(ending)
    return told
