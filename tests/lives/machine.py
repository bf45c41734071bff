"""What can happen, in any order, and what must hold after each thing that happened."""

import itertools
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
)

from app.core.audit.chain import verify_chains
from app.core.clock import legal_offset
from app.core.errors import AppError, ConflictError
from app.core.security.actor import Actor
from app.steps.domande.actions import discard_draft, file_domanda, withdraw_domanda
from tests.factories.domande import Applicant, make_draft, make_signed_draft
from tests.lives.stage import (
    CLOSES,
    PUBLISHED,
    Ground,
    legal_clock_at,
    read_numbers,
    read_versions,
    register,
)

_NAMES = itertools.count(1)
NEAR = st.integers(-3, 3).map(lambda seconds: timedelta(seconds=seconds))
PAUSES = st.one_of(
    st.integers(0, 5).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(1, 72).map(lambda hours: timedelta(hours=hours)),
)
LAGS = st.integers(0, 4000).map(lambda thousandths: timedelta(milliseconds=thousandths))


Number = tuple[int, int]  # year, number


@dataclass(frozen=True, slots=True)
class Draft:
    """A signed draft: what «Invia» sends. `version` is the avviso's when it was signed."""

    body: int
    domanda: str
    edition: int
    key: str
    version: int


@dataclass(frozen=True, slots=True)
class Filed:
    """An acknowledged filing."""

    draft: Draft
    number: Number
    withdrawn: bool = False


def second(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(microsecond=0)


class Lives(RuleBasedStateMachine):
    """One life. `ground` is set by the test; the model knows deadline, version and numbers."""

    ground: ClassVar[Ground]
    bodies = st.integers(0, 2)
    signed: Bundle[Draft] = Bundle("signed")
    filed: Bundle[Filed] = Bundle("filed")

    def __init__(self) -> None:
        super().__init__()
        self.ends = ExitStack()
        self.store = self.ends.enter_context(self.ground.life(f"life-{next(_NAMES)}"))
        self.deadline = CLOSES
        self.stopped = False
        self.version = 1
        self.acknowledged: dict[str, Filed] = {}
        self.current: dict[int, Draft] = {}
        self.by_post: set[Number] = set()
        self.versions: dict[int, dict[str, object]] = {}
        self.now = PUBLISHED

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
        return not self.stopped and second(self.now) <= self.deadline

    def applicant(self, body: int) -> Applicant:
        return self.ground.bodies[body]

    def actor(self, body: int) -> Actor:
        return self.ground.bodies[body].actor

    @rule(pause=PAUSES)
    def time_passes(self, pause: timedelta) -> None:
        self.move(self.now + pause)

    @rule(near=NEAR)
    def the_deadline_comes(self, near: timedelta) -> None:
        self.move(self.deadline + near)

    @rule(body=bodies)
    def a_draft_is_begun(self, body: int) -> None:
        try:
            with self.store.writing() as session:
                make_draft(session, self.ground.desk, self.applicant(body))
        except AppError:
            assert not self.is_open(), "an open avviso takes no drafts"

    @rule(target=signed, body=bodies)
    def a_draft_is_signed(self, body: int) -> Draft | MultipleResults[Draft]:
        if not self.is_open() or self.has_filed(body):
            return multiple()
        who, file = self.applicant(body), self.ground.file
        with self.store.writing() as session:
            made = make_signed_draft(session, self.ground.desk, who, pdf=file(), signed=file())
        draft = Draft(
            body, made.public_id, made.edition, f"life-{next(_NAMES)}", version=self.version
        )
        self.current[body] = draft
        return draft

    @rule(target=filed, draft=signed, lag=LAGS)
    def it_is_filed(self, draft: Draft, lag: timedelta) -> Filed | MultipleResults[Filed]:
        """`lag` is how long the request waited at the gate after it had been received."""
        received = self.now - lag
        before = self.acknowledged.get(draft.domanda)
        try:
            number = self.file(draft, received)
        except AppError:
            assert before is None or before.withdrawn, "what was acknowledged is refused"
            assert not self.must_be_taken(draft, received), "in time, and refused"
            return multiple()
        if before is not None:
            assert number == before.number, "a second number for one filing"
            return multiple()
        assert second(received) <= self.deadline, "accepted after its deadline"
        assert not self.stopped, "accepted while the procedure stands still"
        found = Filed(draft, number)
        self.acknowledged[draft.domanda] = found
        return found

    @rule(filed=filed)
    def it_is_sent_again(self, filed: Filed) -> None:
        """The same press: the same receipt, whatever the time and whatever happened since."""
        assert self.file(filed.draft, self.now) == filed.number

    @rule(filed=filed)
    def it_is_pressed_from_another_window(self, filed: Filed) -> None:
        """Another key: the same receipt while it stands, and never another number."""
        other = replace(filed.draft, key=f"life-{next(_NAMES)}")
        try:
            assert self.file(other, self.now) == filed.number
        except AppError:
            assert self.acknowledged[filed.draft.domanda].withdrawn

    @rule(filed=filed)
    def its_key_comes_with_another_body(self, filed: Filed) -> None:
        with pytest.raises(ConflictError):
            self.file(replace(filed.draft, edition=filed.draft.edition + 1), self.now)

    @rule(filed=filed)
    def it_is_withdrawn(self, filed: Filed) -> None:
        known = self.acknowledged[filed.draft.domanda]
        try:
            with self.store.writing() as session:
                withdraw_domanda(session, self.actor(filed.draft.body), filed.draft.domanda)
        except AppError:
            assert known.withdrawn
        else:
            assert not known.withdrawn
            self.acknowledged[filed.draft.domanda] = replace(known, withdrawn=True)
            self.current.pop(filed.draft.body, None)

    @rule(draft=signed)
    def the_draft_is_thrown_away(self, draft: Draft) -> None:
        try:
            with self.store.writing() as session:
                discard_draft(session, self.actor(draft.body), draft.domanda)
        except AppError:
            return
        assert draft.domanda not in self.acknowledged, "what was filed was thrown away"
        self.current.pop(draft.body, None)

    @rule(ago=st.integers(0, 96))
    def one_comes_by_post(self, ago: int) -> None:
        """The office registers it, in time or late: it has the next number all the same."""
        arrived = max(self.now - timedelta(hours=ago), PUBLISHED)
        with self.store.writing() as session:
            made = register(session, self.ground, arrived)
            assert made.late == (second(arrived) > self.deadline)
            self.by_post.add((int(made.year or 0), int(made.number or 0)))

    def file(self, draft: Draft, received: datetime) -> Number:
        with self.store.writing() as session:
            filed = file_domanda(
                session,
                self.actor(draft.body),
                draft.domanda,
                draft.edition,
                received - legal_offset(),
                draft.key,
            )
            return int(filed.year or 0), int(filed.number or 0)

    def must_be_taken(self, draft: Draft, received: datetime) -> bool:
        """Whether nothing but a fault of ours could keep it out."""
        return (
            self.current.get(draft.body) == draft
            and draft.version == self.version
            and not self.stopped
            and second(received) <= self.deadline
        )

    def has_filed(self, body: int) -> bool:
        return any(one.draft.body == body and not one.withdrawn for one in self.standing())

    def standing(self) -> list[Filed]:
        return list(self.acknowledged.values())

    @invariant()
    def numbers_run_without_a_gap(self) -> None:
        with self.store.reading() as session:
            found = read_numbers(session)
        told = {one.number for one in self.standing()} | self.by_post
        assert set(found) == told, "a number without a filing, or a filing without its number"
        for year in {year for year, _ in found}:
            numbers = sorted(number for at, number in found if at == year)
            assert numbers == list(range(1, len(numbers) + 1)), "a gap in the sequence"

    @invariant()
    def published_versions_are_as_they_were(self) -> None:
        with self.store.reading() as session:
            now = read_versions(session)
        for number, version in self.versions.items():
            assert now.get(number) == version, "a published version was altered"
        self.versions = now
