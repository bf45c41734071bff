"""A procedure as anyone reads it: its path, what is open now, what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.core.clock import in_rome
from app.core.i18n import date_words, deadline_words
from app.law.phases import MAIN_PATH, Phase
from app.steps.avvisi.models import Avviso
from app.steps.avvisi.queries import is_open
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.models import Meeting
from app.steps.calendar.views import MeetingView, meeting_view
from app.steps.procedures.models import PhaseStep, Procedure
from app.steps.procedures.navigation import public_address
from app.steps.procedures.queries import Here

_SECOND = timedelta(seconds=1)
_TEXTS = {
    Phase.STARTED: "L'amministrazione decide di co-programmare e nomina il responsabile.",
    Phase.OPEN: "Gli enti leggono l'avviso e presentano la domanda.",
    Phase.LABORATORIES: "Gli ammessi lavorano ai tavoli e portano i loro contributi.",
    Phase.SYNTHESIS: "L'ufficio mette insieme i contributi e chi ha partecipato li osserva.",
    Phase.RESTITUTION: "Si pubblica la risposta a ogni contributo.",
    Phase.CONCLUDED: "Il responsabile scrive la relazione e l'organo competente decide.",
    Phase.ARCHIVED: "Il procedimento resta consultabile.",
}
_PAGES = {
    Phase.SYNTHESIS: (Phase.RESTITUTION, "/quadro"),
    Phase.RESTITUTION: (Phase.RESTITUTION, "/esiti"),
    Phase.CONCLUDED: (Phase.CONCLUDED, "/relazione"),
}
_MEETINGS = {
    Phase.LABORATORIES: MeetingKind.LABORATORY,
    Phase.RESTITUTION: MeetingKind.RESTITUTION,
}


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A phase on the path; `state` is past, here or next."""

    title: str
    when: str
    state: str
    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class OpenNow:
    """Something that a reader can do now."""

    title: str
    until: str
    href: str


def timeline(
    here: Here,
    steps: Sequence[PhaseStep],
    meetings: Sequence[Meeting],
    avviso: Avviso | None,
) -> tuple[TimelineStep, ...]:
    """The phases from the start on. A suspended procedure stands where it was suspended."""
    procedure = here.procedure
    entered = {step.target: step.entered_at for step in steps if step.origin in MAIN_PATH}
    at = _place(procedure, steps)
    shown = MAIN_PATH[1:] if procedure.phase is Phase.ARCHIVED else MAIN_PATH[1:-1]
    stopped = procedure.phase in {Phase.REVOKED, Phase.CONCLUDED, Phase.ARCHIVED}
    return tuple(
        TimelineStep(
            title=phase.label,
            when=_when(here, phase, entered, meetings, avviso),
            state=_state(MAIN_PATH.index(phase), at, stopped=stopped),
            text=_TEXTS[phase],
            href=_href(here, phase, entered, meetings, avviso),
        )
        for phase in shown
    )


def _place(procedure: Procedure, steps: Sequence[PhaseStep]) -> int:
    """Where it stands on the main path; a revoked one, where it was before."""
    phase = procedure.suspended_from or procedure.phase
    if phase not in MAIN_PATH:
        path = [step.target for step in steps if step.target in MAIN_PATH]
        phase = path[-1] if path else Phase.STARTED
    return MAIN_PATH.index(phase)


def _state(index: int, at: int, *, stopped: bool) -> str:
    if index < at:
        return "past"
    if index == at:
        return "past" if stopped else "here"
    return "next"


def _when(
    here: Here,
    phase: Phase,
    entered: dict[Phase, datetime],
    meetings: Sequence[Meeting],
    avviso: Avviso | None,
) -> str:
    if phase is Phase.OPEN and avviso is not None and avviso.published_at is not None:
        closes = f", chiude {deadline_words(avviso.closes_at)}" if avviso.closes_at else ""
        return f"{date_words(avviso.published_at).capitalize()}{closes}"
    days = _days(meetings, _MEETINGS.get(phase))
    if days:
        first, last = days[0], days[-1]
        if in_rome(first).date() == in_rome(last).date():
            return date_words(first).capitalize()
        return f"Da {date_words(first)} a {date_words(last)}"
    if phase in entered:
        return date_words(entered[phase]).capitalize()
    if phase is Phase.CONCLUDED and here.procedure.approval_day is not None:
        return f"Approvazione prevista {date_words(here.procedure.approval_day)}"
    return ""


def _days(meetings: Sequence[Meeting], kind: MeetingKind | None) -> list[datetime]:
    return [
        meeting.starts_at
        for meeting in meetings
        if meeting.kind is kind and meeting.cancelled_at is None
    ]


def _href(
    here: Here,
    phase: Phase,
    entered: dict[Phase, datetime],
    meetings: Sequence[Meeting],
    avviso: Avviso | None,
) -> str | None:
    published, address = _PAGES.get(phase, (None, ""))
    if published in entered:
        return public_address(here, address)
    if phase is Phase.OPEN and avviso is not None and avviso.published_at is not None:
        return public_address(here, "/avviso")
    dated = _days(meetings, _MEETINGS.get(phase))
    return public_address(here, "/calendario") if dated else None


def open_now(
    here: Here,
    views: Iterable[MeetingView],
    avviso: Avviso | None,
    asked_until: datetime | None,
    now: datetime,
) -> tuple[OpenNow, ...]:
    """What can be done now: a domanda, a question, sign-up to public meetings.

    `asked_until` is the last second for questions, None when none is taken.
    """
    found = []
    stopped = here.procedure.phase in {Phase.SUSPENDED, Phase.REVOKED}
    if avviso is not None and not stopped and is_open(avviso, now) and avviso.closes_at:
        until = f"entro {deadline_words(avviso.closes_at)}"
        found.append(OpenNow("Presentate la domanda", until, public_address(here, "/avviso")))
    if asked_until is not None:
        until = f"entro {deadline_words(asked_until)}"
        found.append(
            OpenNow("Fate un quesito sull'avviso", until, public_address(here, "/quesiti"))
        )
    found += [
        OpenNow(
            f"Iscrivetevi: {view.meeting.title}",
            date_words(view.meeting.starts_at),
            f"{view.address}#iscrizione",
        )
        for view in views
        if view.open_for_sign_up
    ]
    return tuple(found)


def meeting_address(here: Here, meeting: Meeting) -> str:
    """The public page of a meeting."""
    return public_address(here, f"/calendario/{meeting.public_id}")


def coming(here: Here, meetings: Iterable[Meeting], now: datetime) -> tuple[MeetingView, ...]:
    """The meetings that stand and are not over at `now` (UTC), the nearest first."""
    return tuple(
        meeting_view(meeting, meeting_address(here, meeting), now)
        for meeting in meetings
        if meeting.cancelled_at is None and meeting.ends_at > now
    )


def next_instant(
    meetings: Iterable[Meeting],
    avvisi: Iterable[Avviso | None],
    now: datetime,
    asked_until: datetime | None = None,
) -> datetime | None:
    """The next instant (UTC) at which these words change; None when nothing is to come.

    The second of a deadline belongs to it: the avviso is closed one second later.
    """
    instants = [at for meeting in meetings for at in (meeting.starts_at, meeting.ends_at)]
    instants += [
        avviso.closes_at.replace(microsecond=0) + _SECOND
        for avviso in avvisi
        if avviso is not None and avviso.closes_at is not None
    ]
    instants += [asked_until + _SECOND] if asked_until is not None else []
    return min((at for at in instants if at > now), default=None)
