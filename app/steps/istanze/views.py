"""Istanze as pages show them: what is public, and where the term stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from app.core.clock import from_rome, in_rome, legal_today
from app.law.answers import AnswerClock, answer_clock
from app.law.words import counted, joined
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.models import Istanza
from app.steps.istanze.queries import Asked, names_of


@dataclass(frozen=True, slots=True)
class PublicIstanza:
    """What anyone reads of an istanza. `answer` stands only once it was given."""

    href: str
    number: str
    subject: str
    presented: datetime
    bodies: str
    state: IstanzaState
    answer: str
    answered: datetime | None
    answer_by: date
    took: str


def public_views(session: Session, asked: Sequence[Asked]) -> list[PublicIstanza]:
    """Number, date, subject and bodies; the outcome and its reason once there is one."""
    names = names_of(session, [one.istanza for one in asked])
    return [_public_view(one, names[one.istanza.pk]) for one in asked]


def _public_view(asked: Asked, names: Sequence[str]) -> PublicIstanza:
    istanza = asked.istanza
    assert istanza.presented_at is not None
    assert istanza.answer_by is not None
    return PublicIstanza(
        href=asked.page,
        number=istanza.register_number,
        subject=istanza.subject,
        presented=istanza.presented_at,
        bodies=joined(list(names)),
        state=istanza.state,
        answer=istanza.answer,
        answered=istanza.answered_at,
        answer_by=istanza.answer_by,
        took=_took(istanza.presented_at, istanza.answered_at),
    )


def _took(presented: datetime, answered: datetime | None) -> str:
    if answered is None:
        return ""
    days = (in_rome(answered).date() - in_rome(presented).date()).days
    return counted(days, "giorno", "giorni")


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """An istanza in the office's list; `clock` while it waits."""

    asked: Asked
    href: str
    bodies: str
    clock: AnswerClock | None

    @property
    def tone(self) -> str:
        """The colour of its term."""
        if self.clock is None or not self.clock.pressing:
            return "info"
        return "danger" if self.clock.overdue else "warning"


def office_lines(session: Session, asked: Sequence[Asked]) -> list[OfficeLine]:
    """The lines of a list, with how much of each term is left today."""
    names = names_of(session, [one.istanza for one in asked])
    return [
        OfficeLine(
            asked=one,
            href=f"/ufficio/{one.authority.slug}/istanze/{one.istanza.public_id}",
            bodies=joined(names[one.istanza.pk]),
            clock=clock_of(one.istanza),
        )
        for one in asked
    ]


def clock_of(istanza: Istanza) -> AnswerClock | None:
    """How the term stands today, while an answer is due."""
    if istanza.state is not IstanzaState.PRESENTED or istanza.answer_by is None:
        return None
    return answer_clock(istanza.answer_by, legal_today())


def public_until(asked: Sequence[Asked]) -> datetime | None:
    """When a kept page says something old: the day after the nearest term (UTC)."""
    ends = [
        one.istanza.answer_by
        for one in asked
        if one.istanza.state is IstanzaState.PRESENTED and one.istanza.answer_by is not None
    ]
    later = [from_rome(date.fromordinal(end.toordinal() + 1)) for end in ends]
    today = from_rome(legal_today())
    return min((at for at in later if at > today), default=None)
