"""Meetings as their pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from app.core.clock import in_rome
from app.core.i18n import LOCALE
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.procedures.models import Tavolo


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting in words. `state` is empty while it is to come."""

    meeting: Meeting
    address: str
    state: str
    tone: str
    who: str
    open_for_sign_up: bool
    people: int = 0

    @property
    def name(self) -> str:
        return ": ".join(word for word in (self.meeting.code, self.meeting.title) if word)

    @property
    def place(self) -> str:
        return ", ".join(word for word in (self.meeting.place_name, self.meeting.address) if word)


@dataclass(frozen=True, slots=True)
class Month:
    """The meetings of one month in Rome; `name` is `marzo 2026`."""

    name: str
    key: str
    meetings: tuple[MeetingView, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with the tavolo that works in it, None for the plenary."""

    held: MeetingSession
    tavolo: Tavolo | None


def can_sign_up(meeting: Meeting, now: datetime) -> bool:
    """True while anyone may sign up: public, offered, standing, and not begun at `now` (UTC)."""
    return (
        meeting.public
        and meeting.sign_up
        and meeting.cancelled_at is None
        and now < meeting.starts_at
    )


def meeting_view(meeting: Meeting, address: str, now: datetime, people: int = 0) -> MeetingView:
    """One meeting as it stands at `now` (UTC); `address` is where its page is."""
    state, tone = "", "info"
    if meeting.cancelled_at is not None:
        state, tone = "Annullato", "danger"
    elif meeting.ends_at <= now:
        state, tone = "Si è tenuto", "neutral"
    elif meeting.starts_at <= now:
        state, tone = "In corso", "success"
    return MeetingView(
        meeting=meeting,
        address=address,
        state=state,
        tone=tone,
        who="Aperto a chiunque" if meeting.public else "Su invito",
        open_for_sign_up=can_sign_up(meeting, now),
        people=people,
    )


def by_month(meetings: Iterable[MeetingView]) -> tuple[Month, ...]:
    """The same meetings by month in Rome, in the order given."""
    months: dict[str, list[MeetingView]] = {}
    for view in meetings:
        months.setdefault(f"{in_rome(view.meeting.starts_at):%Y-%m}", []).append(view)
    return tuple(
        Month(
            str(format_date(in_rome(views[0].meeting.starts_at), "LLLL y", locale=LOCALE)),
            key,
            tuple(views),
        )
        for key, views in months.items()
    )


def next_change(meetings: Iterable[Meeting], now: datetime) -> datetime | None:
    """The next instant (UTC) at which a meeting begins or ends; None when all is past."""
    instants = (at for meeting in meetings for at in (meeting.starts_at, meeting.ends_at))
    return min((at for at in instants if at > now), default=None)


def session_views(
    sessions: Iterable[MeetingSession], tavoli: Iterable[Tavolo]
) -> tuple[SessionView, ...]:
    """Sessions with their tavoli."""
    known = {tavolo.pk: tavolo for tavolo in tavoli}
    return tuple(SessionView(held, known.get(held.tavolo_id or 0)) for held in sessions)
