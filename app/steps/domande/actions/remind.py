"""A draft taken for a filed one: a mail 7 days and 48 hours before says what it is."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.steps.avvisi.models import Avviso
from app.steps.domande.emails_area import remind_of_draft
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.domande.queries.setting import STOPPED
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import get_by_id

BEFORE = (timedelta(days=7), timedelta(hours=48))
_AT_ONCE = 200


def remind_drafts(session: Session) -> int:
    """Remind the drafts that are due one, at most once for each of BEFORE; gives how many.

    A draft begun in between gets only what is still to come. At most 200 in one transaction.
    """
    now = legal_now()
    rows = session.exec(
        select(Domanda, Avviso.closes_at)
        .join(Avviso, col(Avviso.procedure_id) == col(Domanda.procedure_id))
        .join(Procedure, col(Procedure.id) == col(Domanda.procedure_id))
        .where(
            Domanda.state == DomandaState.DRAFT,
            col(Domanda.ets_id).is_not(None),
            col(Domanda.reminders) < len(BEFORE),
            col(Avviso.closes_at) > now,
            col(Avviso.closes_at) <= now + BEFORE[0],
            col(Procedure.phase).not_in(STOPPED),
            col(Avviso.revoked_at).is_(None),
        )
        .order_by(col(Domanda.id))
        .with_for_update(of=Domanda, skip_locked=True)
    ).all()
    reminded = 0
    for draft, closes_at in rows:
        due = _due(closes_at, now) if closes_at else 0
        if closes_at is None or draft.reminders >= due or reminded >= _AT_ONCE:
            continue
        draft.reminders = due
        session.add(draft)
        remind_of_draft(session, get_by_id(session, draft.procedure_id), draft, closes_at)
        reminded += 1
    session.flush()
    return reminded


def _due(closes_at: datetime, now: datetime) -> int:
    """How many of BEFORE have come by `now`."""
    return sum(closes_at - now <= before for before in BEFORE)


def rearm_reminders(session: Session, procedure_id: int, closes_at: datetime) -> None:
    """The deadline of an avviso moved to `closes_at`: its drafts are reminded of the new one.

    Those of BEFORE that have come already are not sent again: who moves it tells of it.
    """
    drafts = session.exec(
        select(Domanda)
        .where(Domanda.procedure_id == procedure_id, Domanda.state == DomandaState.DRAFT)
        .with_for_update()
    ).all()
    for draft in drafts:
        draft.reminders = _due(closes_at, legal_now())
        session.add(draft)
    session.flush()
