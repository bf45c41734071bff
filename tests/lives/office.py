"""The office's half of a life: time passes, and the avviso is changed by acts."""

import itertools
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.core.audit.chain import verify_chains
from app.core.clock import from_rome, in_rome
from app.core.errors import AppError
from app.law.changes import ChangeKind
from app.law.days import next_working_day
from app.steps.avvisi.actions import (
    extend_avviso,
    publish_revision,
    reopen_avviso,
    revoke_avviso,
    start_revision,
    write_section,
)
from app.steps.avvisi.forms import ChangeForm, RevisionForm, SectionForm, TermForm
from app.steps.avvisi.readiness import count_for
from tests.lives.stage import CLOSES, PUBLISHED, Ground, legal_clock_at, read_versions

NUMBERS = itertools.count(1)
NEAR = st.integers(-3, 3).map(lambda seconds: timedelta(seconds=seconds))
PAUSES = st.one_of(
    st.integers(0, 5).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(1, 72).map(lambda hours: timedelta(hours=hours)),
)
HOURS = st.sampled_from([time(9), time(12, 30), time(23, 59, 59)])
DAYS = st.integers(1, 8)


def second(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


class OfficeLife(RuleBasedStateMachine):
    """The model knows the deadline in force, the versions, and whether the avviso is revoked.

    `anew` counts the texts that a draft must be signed under.
    """

    ground: ClassVar[Ground]

    def __init__(self) -> None:
        super().__init__()
        self.ends = ExitStack()
        self.store = self.ends.enter_context(self.ground.life(f"life-{next(NUMBERS)}"))
        self.deadline = CLOSES
        self.revoked_at: datetime | None = None
        self.anew = 1
        self.versions: dict[int, dict[str, object]] = {}
        self.now = PUBLISHED

    @property
    def revoked(self) -> bool:
        return self.revoked_at is not None

    def teardown(self) -> None:
        with self.store.reading() as session:
            assert verify_chains(session) == []
        self.ends.close()

    @initialize(days=st.integers(1, 22))
    def begin(self, days: int) -> None:
        self.move(CLOSES - timedelta(days=days))

    def move(self, instant: datetime) -> None:
        """Time only goes forward."""
        self.now = max(instant, self.now)
        legal_clock_at(self.now)

    def is_open(self) -> bool:
        return not self.revoked and second(self.now) <= self.deadline

    @rule(pause=PAUSES)
    def time_passes(self, pause: timedelta) -> None:
        self.move(self.now + pause)

    @rule(near=NEAR)
    def the_deadline_comes(self, near: timedelta) -> None:
        self.move(self.deadline + near)

    @rule(days=DAYS, hour=HOURS)
    def the_term_is_extended(self, days: int, hour: time) -> None:
        day = next_working_day(in_rome(self.deadline).date() + timedelta(days=days))
        form = TermForm(**self.act(), closes_on=day, closes_at=hour)
        desk = self.ground.desk
        try:
            with self.store.writing() as session:
                extend_avviso(session, desk.actor, desk.here, form, self.ground.file())
        except AppError:
            assert not self.is_open(), "an open avviso can always be extended"
        else:
            assert self.is_open(), "only an open avviso is extended"
            self.deadline = closing(day, hour)

    @rule(days=DAYS, hour=HOURS)
    def the_terms_are_reopened(self, days: int, hour: time) -> None:
        day = next_working_day(in_rome(self.now).date() + timedelta(days=days + 1))
        form = TermForm(**self.act(), closes_on=day, closes_at=hour)
        desk, may = self.ground.desk, not self.revoked and not self.is_open()
        try:
            with self.store.writing() as session:
                reopen_avviso(session, desk.actor, desk.here, form, self.ground.file())
        except AppError:
            assert not may, "an avviso that has closed can always be reopened"
        else:
            assert may, "only an avviso that has closed is reopened"
            self.deadline = closing(day, hour)

    @rule(correction=st.booleans())
    def the_text_is_changed(self, correction: bool) -> None:
        """A rettifica counts twenty days anew; an errata corrige keeps the term."""
        may = not self.revoked and (correction or self.is_open())
        kind = ChangeKind.CORRECTION if correction else ChangeKind.RECTIFICATION
        if self.publish_text(kind):
            assert may, f"{kind} of an avviso that does not stand for it"
        else:
            assert not may, f"a lawful {kind} was refused"

    @rule()
    def the_avviso_is_revoked(self) -> None:
        desk = self.ground.desk
        try:
            with self.store.writing() as session:
                form = ChangeForm(**self.act())
                revoke_avviso(session, desk.actor, desk.here, form, self.ground.file())
        except AppError:
            assert self.revoked
        else:
            assert not self.revoked
            self.revoked_at = self.now

    @precondition(lambda self: self.revoked)
    @rule()
    def another_avviso_follows(self) -> None:
        assert self.publish_text(ChangeKind.RENEWAL), "a revoked avviso may be followed by another"
        self.revoked_at = None

    def publish_text(self, kind: ChangeKind) -> bool:
        """Draft one more sentence and publish it, with the shortest lawful term where one runs."""
        desk, term = self.ground.desk, {}
        if kind is not ChangeKind.CORRECTION:
            lawful = count_for(desk.authority, in_rome(self.now).date()).last_day
            day = max(lawful, in_rome(self.deadline).date()) if not self.revoked else lawful
            term = {"closes_on": day, "closes_at": time(23, 59, 59)}
        form = RevisionForm(**self.act(), kind=kind, **term)
        try:
            with self.store.writing() as session:
                start_revision(session, desk.actor, desk.here)
                text = SectionForm(text=f"Ufficio di prova, stanza {next(NUMBERS)}.")
                write_section(session, desk.actor, desk.here, "contacts", text)
                publish_revision(session, desk.actor, desk.here, form, self.ground.file())
        except AppError:
            return False
        if term:
            self.deadline = closing(day, time(23, 59, 59))
            self.anew += 1
        return True

    def act(self) -> dict[str, object]:
        """A new act of the competent manager, and why."""
        return {
            "organ": "Direzione di Zona distretto",
            "number": str(next(NUMBERS)),
            "adopted_on": in_rome(self.now).date(),
            "reason": "Lo chiede il caso.",
        }

    @invariant()
    def published_versions_are_as_they_were(self) -> None:
        with self.store.reading() as session:
            now = read_versions(session)
        for number, version in self.versions.items():
            assert now.get(number) == version, "a published version was altered"
        self.versions = now


def closing(day: date, hour: time) -> datetime:
    """The instant (UTC) of a wall time in Rome."""
    return from_rome(day, hour.hour, hour.minute, hour.second)
