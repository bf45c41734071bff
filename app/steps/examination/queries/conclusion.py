"""The term to answer a domanda, as it runs today."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from app.core.clock import in_rome, legal_today
from app.law.conclusion import (
    ConclusionTerm,
    Suspension,
    conclusion_term,
    suspended_by_notice,
    suspended_by_request,
)
from app.steps.domande.models import Domanda
from app.steps.domande.queries.setting import Setting, setting_of
from app.steps.examination.models import Completion, HindranceNotice
from app.steps.examination.queries.one import get_notice, list_completions


def read_term(session: Session, domanda: Domanda) -> ConclusionTerm:
    """The term of a received domanda, with what suspended it."""
    return term_of(
        setting_of(session, domanda),
        domanda,
        list_completions(session, domanda.pk),
        get_notice(session, domanda.pk),
    )


def term_of(
    setting: Setting,
    domanda: Domanda,
    completions: Sequence[Completion],
    notice: HindranceNotice | None,
) -> ConclusionTerm:
    """From the deadline, or a late arrival; its length is the one the avviso was published with."""
    authority = setting.here.authority
    deadline, arrived = setting.deadline, domanda.filed_at
    start = max(deadline, arrived) if arrived is not None else deadline
    stops = [_request(asked) for asked in completions[:1]]
    if notice is not None:
        observed = notice.observed_at
        stops.append(
            suspended_by_notice(
                _day(notice.sent_at),
                _day(notice.due_at),
                _day(observed) if observed is not None else None,
            )
        )
    return conclusion_term(
        _day(start),
        legal_today(),
        stops,
        days=setting.version.conclusion_days,
        rule=setting.version.conclusion_rule,
        patron=authority.patron,
        saturday=authority.saturday_moves,
    )


def _request(asked: Completion) -> Suspension:
    answered = asked.answered_at
    return suspended_by_request(
        _day(asked.asked_at), _day(asked.due_at), _day(answered) if answered is not None else None
    )


def _day(instant: datetime) -> date:
    return in_rome(instant).date()
