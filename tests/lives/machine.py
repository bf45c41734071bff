"""The bodies' half of a life: domande are drafted, signed, filed, amended and taken back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, invariant, multiple, rule

from app.core.clock import legal_offset
from app.core.errors import AppError, ConflictError, RuleError
from app.core.security.actor import Actor
from app.steps.domande.actions import (
    amend_domanda,
    discard_draft,
    file_domanda,
    withdraw_domanda,
)
from tests.factories.domande import Applicant, make_draft, make_signed_draft, sign_draft
from tests.lives.office import NUMBERS, OfficeLife, second
from tests.lives.stage import PUBLISHED, read_numbers, register

LAGS = st.integers(0, 4000).map(lambda thousandths: timedelta(milliseconds=thousandths))
Number = tuple[int, int]  # year, number


@dataclass(frozen=True, slots=True)
class Draft:
    """A signed draft: what «Invia» sends. `anew` is the text it was signed under."""

    body: int
    domanda: str
    edition: int
    key: str
    anew: int


@dataclass(frozen=True, slots=True)
class Filed:
    """An acknowledged filing; `gone` once it was withdrawn."""

    draft: Draft
    number: Number
    gone: bool = False


class Lives(OfficeLife):
    """One life, with the numbers that were acknowledged; `ground` is set by the test."""

    bodies = st.integers(0, 2)
    signed: Bundle[Draft] = Bundle("signed")
    filed: Bundle[Filed] = Bundle("filed")

    def __init__(self) -> None:
        super().__init__()
        self.acknowledged: dict[str, Filed] = {}
        self.current: dict[int, Draft] = {}
        self.by_post: set[Number] = set()

    def applicant(self, body: int) -> Applicant:
        return self.ground.bodies[body]

    def actor(self, body: int) -> Actor:
        return self.ground.bodies[body].actor

    @rule(body=bodies)
    def a_draft_is_begun(self, body: int) -> None:
        try:
            with self.store.writing() as session:
                make_draft(session, self.ground.desk, self.applicant(body))
        except AppError:
            assert not self.is_open(), "an open avviso takes no drafts"

    @rule(target=signed, body=bodies)
    def a_draft_is_signed(self, body: int) -> Draft | MultipleResults[Draft]:
        if not self.is_open() or self.standing(body) is not None:
            return multiple()
        with self.store.writing() as session:
            made = make_signed_draft(session, self.ground.desk, self.applicant(body))
        draft = Draft(body, made.public_id, made.edition, f"life-{next(NUMBERS)}", anew=self.anew)
        self.current[body] = draft
        return draft

    @rule(target=signed, filed=filed)
    def it_is_amended(self, filed: Filed) -> Draft | MultipleResults[Draft]:
        """A draft with the same answers, to take the place of the filed one."""
        body = filed.draft.body
        try:
            with self.store.writing() as session:
                draft = amend_domanda(session, self.actor(body), filed.draft.domanda)
                sign_draft(session, self.applicant(body), draft)
        except AppError:
            assert not self.is_open() or self.standing(body) != filed.draft.domanda
            return multiple()
        made = Draft(body, draft.public_id, draft.edition, f"life-{next(NUMBERS)}", self.anew)
        self.current[body] = made
        return made

    @rule(target=filed, draft=signed, lag=LAGS)
    def it_is_filed(self, draft: Draft, lag: timedelta) -> Filed | MultipleResults[Filed]:
        """`lag` is how long the request waited at the gate after it had been received."""
        received = self.now - lag
        before = self.acknowledged.get(draft.domanda)
        try:
            number = self.file(draft, received)
        except AppError:
            assert before is None or before.gone, "what was acknowledged is refused"
            assert not self.must_be_taken(draft, received), "in time, and refused"
            return multiple()
        if before is not None:
            assert number == before.number, "a second number for one filing"
            return multiple()
        assert second(received) <= self.deadline, "accepted after its deadline"
        assert not self.revoked, "accepted under a revoked avviso"
        found = Filed(draft, number)
        replaced = self.standing(draft.body)
        if replaced is not None:
            self.acknowledged[replaced] = replace(self.acknowledged[replaced], gone=True)
        self.acknowledged[draft.domanda] = found
        return found

    @rule(filed=filed)
    def it_is_sent_again(self, filed: Filed) -> None:
        """The same press: the same receipt, whatever the time and whatever happened since."""
        assert self.file(filed.draft, self.now) == filed.number

    @rule(filed=filed)
    def it_is_pressed_from_another_window(self, filed: Filed) -> None:
        """Another key: the same receipt while it stands, and never another number."""
        other = replace(filed.draft, key=f"life-{next(NUMBERS)}")
        try:
            assert self.file(other, self.now) == filed.number
        except AppError:
            assert self.acknowledged[filed.draft.domanda].gone

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
            assert known.gone
        else:
            assert not known.gone
            self.acknowledged[filed.draft.domanda] = replace(known, gone=True)
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
        """The office registers it, in time or late: it has the next number all the same.

        Only what came after a revoca is no domanda.
        """
        arrived = max(self.now - timedelta(hours=ago), PUBLISHED)
        try:
            with self.store.writing() as session:
                made = register(session, self.ground, arrived)
                late, number = made.late, (int(made.year or 0), int(made.number or 0))
        except RuleError:
            assert self.revoked_at is not None, "what came by post was refused"
            assert second(arrived) >= second(self.revoked_at), "it came before the revoca"
            return
        assert self.revoked_at is None or second(arrived) <= second(self.revoked_at)
        assert late == (second(arrived) > self.deadline)
        self.by_post.add(number)

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
            and draft.anew == self.anew
            and not self.revoked
            and second(received) <= self.deadline
        )

    def standing(self, body: int) -> str | None:
        """The filed domanda that a body has in force."""
        mine = [one for one in self.acknowledged.values() if one.draft.body == body]
        return next((one.draft.domanda for one in mine if not one.gone), None)

    @invariant()
    def numbers_run_without_a_gap(self) -> None:
        with self.store.reading() as session:
            found = read_numbers(session)
        told = {one.number for one in self.acknowledged.values()} | self.by_post
        assert set(found) == told, "a number without a filing, or a filing without its number"
        for year in {year for year, _ in found}:
            numbers = sorted(number for at, number in found if at == year)
            assert numbers == list(range(1, len(numbers) + 1)), "a gap in the sequence"
