"""Reads of priorities; the report and the coverage import from here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.law.priorities import (
    APART,
    CONSENT,
    POSITIONS,
    Agreement,
    BallotRule,
    Comparison,
    Result,
    at_odds,
    compare,
)
from app.people.accounts.models import Account
from app.steps.calendar.models import Meeting, MeetingSession
from app.steps.priorities.models import Ballot, BallotResult, DivergenceNote
from app.steps.procedures.models import Tavolo
from app.steps.synthesis.details import level_of
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.models import Node
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import load_picture


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What a node got. `code` stays known where the node has left the synthesis."""

    node_id: int
    node_public_id: str
    code: str
    value: int
    note: str


@dataclass(frozen=True, slots=True)
class BallotRow:
    """A vote or ranking with where it was taken and by which rule; `tavolo` of the plenary is
    empty. Results by the order of the nodes.
    """

    id: int
    public_id: str
    tavolo: str
    tavolo_public_id: str
    session_public_id: str
    session_title: str
    meeting_title: str
    held_at: datetime
    kind: NodeKind
    rule: BallotRule
    rule_words: str
    measure: int | None
    bodies: int
    reason: str
    recorded_by: str
    recorded_at: datetime
    edition: int
    withdrawn_at: datetime | None
    withdrawn_why: str
    results: tuple[ResultRow, ...]

    @property
    def place(self) -> str:
        return self.tavolo or "Plenaria"

    @property
    def rule_text(self) -> str:
        """The rule with its number and, where they were written, its words."""
        words = self.rule.label
        if self.rule is BallotRule.DOTS:
            words = f"{self.measure} punti per ente, da distribuire"
        elif self.rule is BallotRule.RANKING:
            words = f"ordine dei primi {self.measure}"
        return f"{words}: {self.rule_words}" if self.rule_words else words

    def told(self, value: int) -> str:
        """A number of this result in words."""
        if self.rule is BallotRule.CONSENT:
            return CONSENT.get(value, "")
        if self.rule in POSITIONS:
            return f"{value}ª posizione" if value else "nessuna posizione"
        unit = self.rule.unit
        return f"1 {unit[:-1]}o" if value == 1 else f"{value} {unit}"


@dataclass(frozen=True)
class Priorities:
    """The results of the tavoli, the office's assessment of each node, and how they compare.

    `notes` are the office's words on a divergence, by (ballot key, node key).
    """

    ballots: tuple[BallotRow, ...]
    picture: Picture
    notes: Mapping[tuple[int, int], str]

    @cached_property
    def levels(self) -> dict[int, int]:
        """Node key → the office's level, from 1 to 5; those not assessed are not in it."""
        found = {node.id: level_of(node.details) for node in self.picture.nodes}
        return {key: level for key, level in found.items() if level is not None}

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Each result beside the office's level, in the order of ballots, then of nodes."""
        results = [
            Result(row.id, row.rule, {each.node_id: each.value for each in row.results})
            for row in self.ballots
        ]
        return compare(results, self.levels)

    @cached_property
    def by_ballot(self) -> dict[int, BallotRow]:
        return {row.id: row for row in self.ballots}

    @cached_property
    def at_odds(self) -> frozenset[int]:
        """Keys of the nodes on which the tavoli differ among themselves."""
        return at_odds(self.comparisons)

    def of(self, *agreements: Agreement) -> list[Comparison]:
        """The comparisons that stand so."""
        return [each for each in self.comparisons if each.agreement in agreements]

    def of_node(self, node_id: int) -> list[Comparison]:
        return [each for each in self.comparisons if each.node == node_id]

    def note(self, comparison: Comparison) -> str:
        """The office's words on a divergence, or nothing."""
        return self.notes.get((comparison.ballot, comparison.node), "")

    def reason(self, node: NodeRow) -> str:
        """The office's reason for its level."""
        return str(node.details.get("priority_reason", ""))

    @cached_property
    def unexplained(self) -> list[Comparison]:
        """Divergences on which the office has not written its words yet."""
        return [each for each in self.of(*APART) if not self.note(each)]


def list_priorities(session: Session, procedure_id: int) -> Priorities:
    """Everything of a procedure's priorities; withdrawn results left out; seven queries."""
    ballots = [row for row in list_ballots(session, procedure_id) if row.withdrawn_at is None]
    notes = session.exec(
        select(DivergenceNote).where(DivergenceNote.procedure_id == procedure_id)
    ).all()
    return Priorities(
        ballots=tuple(ballots),
        picture=load_picture(session, procedure_id),
        notes={(note.ballot_id, note.node_id): note.words for note in notes},
    )


def list_ballots(session: Session, procedure_id: int) -> list[BallotRow]:
    """The results by the hour of their session, withdrawn ones too; two queries."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Ballot, MeetingSession, Meeting, Tavolo, Account
        )
        .join(MeetingSession, col(Ballot.session_id) == col(MeetingSession.id))
        .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
        .join(Account, col(Ballot.by_id) == col(Account.id))
        .outerjoin(Tavolo, col(Ballot.tavolo_id) == col(Tavolo.id))
        .where(Ballot.procedure_id == procedure_id)
        .order_by(col(MeetingSession.starts_at), col(Tavolo.position), col(Ballot.id))
    ).all()
    results: dict[int, list[ResultRow]] = {}
    for each, node in session.exec(
        select(BallotResult, Node)
        .join(Node, col(BallotResult.node_id) == col(Node.id))
        .where(BallotResult.procedure_id == procedure_id)
        .order_by(col(Node.position), col(Node.id))
    ).all():
        row = ResultRow(node.pk, node.public_id, node.code, each.value, each.note)
        results.setdefault(each.ballot_id, []).append(row)
    return [
        _row(ballot, held, meeting, tavolo, account.name, tuple(results.get(ballot.pk, ())))
        for ballot, held, meeting, tavolo, account in rows
    ]


def _row(
    ballot: Ballot,
    held: MeetingSession,
    meeting: Meeting,
    tavolo: Tavolo | None,
    name: str,
    results: tuple[ResultRow, ...],
) -> BallotRow:
    return BallotRow(
        id=ballot.pk,
        public_id=ballot.public_id,
        tavolo=tavolo.name if tavolo else "",
        tavolo_public_id=tavolo.public_id if tavolo else "",
        session_public_id=held.public_id,
        session_title=held.title,
        meeting_title=meeting.title,
        held_at=held.starts_at,
        kind=ballot.kind,
        rule=ballot.rule,
        rule_words=ballot.rule_words,
        measure=ballot.measure,
        bodies=ballot.bodies,
        reason=ballot.reason,
        recorded_by=name,
        recorded_at=ballot.recorded_at,
        edition=ballot.edition,
        withdrawn_at=ballot.withdrawn_at,
        withdrawn_why=ballot.withdrawn_why,
        results=results,
    )


def get_ballot(session: Session, procedure_id: int, public_id: str) -> Ballot:
    """A result of this procedure that stands. Raises NotFoundError."""
    found = session.exec(
        select(Ballot).where(
            Ballot.procedure_id == procedure_id,
            Ballot.public_id == public_id,
            col(Ballot.withdrawn_at).is_(None),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def list_places(session: Session, procedure_id: int) -> list[tuple[MeetingSession, str, str]]:
    """The sessions where a vote may have been taken, the last first, with meeting and tavolo."""
    rows = session.exec(
        select(MeetingSession, Meeting.title, Tavolo.name)
        .join(Meeting, col(MeetingSession.meeting_id) == col(Meeting.id))
        .outerjoin(Tavolo, col(MeetingSession.tavolo_id) == col(Tavolo.id))
        .where(MeetingSession.procedure_id == procedure_id, col(Meeting.cancelled_at).is_(None))
        .order_by(col(MeetingSession.starts_at).desc(), col(Tavolo.position))
    ).all()
    return [(held, title, name or "Plenaria") for held, title, name in rows]
