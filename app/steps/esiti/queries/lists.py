"""The lists of contributions with their esiti, cut into pages by the database."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, or_
from sqlmodel import Session, col, func, select

from app.core.text import sort_key
from app.people.ets.models import Ets
from app.steps.calendar.models import Meeting
from app.steps.contributions.enums import FOR_SYNTHESIS, PUBLIC
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import SynthesisRow
from app.steps.contributions.queries.rows import has_number, says
from app.steps.contributions.queries.synthesis import cut_for_synthesis, select_for_synthesis
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome, Want
from app.steps.esiti.models import Esito, EsitoPromise, NodeEsito
from app.steps.procedures.models import Tavolo
from app.steps.synthesis.models import Node, NodeSource

_C = Contribution


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to; `tavolo`, `meeting` and `body` are public ids."""

    q: str = ""
    tavolo: str = ""
    meeting: str = ""
    body: str = ""
    state: Outcome | Want | None = None


def has_esito(*conditions: Any) -> ColumnElement[bool]:
    """Whether a contribution has an esito of which all `conditions` hold."""
    return exists().where(col(Esito.contribution_id) == col(_C.id), *conditions)


LIVE = or_(col(Esito.state) == EsitoState.DRAFT, col(Esito.current))
"""The esito that counts now: the draft before restitution, the last published one after it."""
PROPOSED = has_esito(col(Esito.step) == EsitoStep.PROPOSAL)
BLANK = and_(LIVE, func.trim(col(Esito.reason)) == "")
_PROMISED = exists().where(col(EsitoPromise.contribution_id) == col(_C.id))
OWED = and_(_PROMISED, has_esito(LIVE, col(Esito.node_id).is_not(None)))
"""An answer of its own was promised, and the one that stands is inherited."""


def conflicting() -> Any:
    """Keys of the contributions whose nodes propose different things."""
    outcome = cast(col(NodeEsito.outcome), String)
    said = func.count(func.distinct(outcome + "|" + col(NodeEsito.passed_to)))
    return (
        select(NodeSource.contribution_id)
        .join(Node, col(NodeSource.node_id) == col(Node.id))
        .join(NodeEsito, col(NodeEsito.node_id) == col(Node.id))
        .where(
            col(Node.removed_at).is_(None),
            NodeEsito.procedure_id == _C.procedure_id,
            NodeEsito.step == EsitoStep.PROPOSAL,
            NodeEsito.state == EsitoState.DRAFT,
            NodeSource.contribution_id == _C.id,
        )
        .group_by(col(NodeSource.contribution_id))
        .having(said > 1)
        .correlate(Contribution)
    )


CONFLICT = and_(~PROPOSED, conflicting().exists())


def _wanted(state: Outcome | Want, *, public: bool) -> ColumnElement[bool]:
    if isinstance(state, Outcome):
        which = col(Esito.current) if public else LIVE
        return has_esito(which, col(Esito.outcome) == state)
    return {
        Want.MISSING: ~PROPOSED,
        Want.CONFLICT: CONFLICT,
        Want.BLANK: has_esito(BLANK),
        Want.OWED: OWED,
        Want.INHERITED: has_esito(LIVE, col(Esito.node_id).is_not(None)),
        Want.OWN: has_esito(LIVE, col(Esito.node_id).is_(None)),
    }[state]


def conditions(asked: Asked, *, public: bool) -> list[ColumnElement[bool]]:
    """The filters in SQL; in `public` what was withheld is found by its number and tavolo only."""
    found = [_word(word, public=public) for word in sort_key(asked.q).split()]
    pairs: list[tuple[Any, str]] = [(Tavolo.public_id, asked.tavolo), (Ets.public_id, asked.body)]
    pairs.append((Meeting.public_id, asked.meeting))
    found += [col(column) == value for column, value in pairs if value]
    if public and (asked.body or asked.meeting):
        found.append(col(_C.state).in_(PUBLIC))
    if asked.state is not None:
        found.append(_wanted(asked.state, public=public))
    return found


def _word(word: str, *, public: bool) -> ColumnElement[bool]:
    said = says(word, col(_C.public_key if public else _C.filed_key))
    if public:
        said = and_(col(_C.state).in_(PUBLIC), said)
    return or_(said, has_number(word))


def list_rows(
    session: Session,
    procedure_id: int,
    asked: Asked,
    *,
    public: bool,
    size: int,
    number: int,
    total: int | None = None,
) -> tuple[list[SynthesisRow], int, int]:
    """A page of contributions by number, its number (never past the last) and the total.

    In `public` only those with a published esito. `total` is given where it is known.
    """
    where = [has_esito(col(Esito.current))] if public else []
    where += conditions(asked, public=public)
    return cut_for_synthesis(session, procedure_id, where, size=size, number=number, total=total)


def list_chosen(
    session: Session, procedure_id: int, *, asked: Asked | None = None, refs: Any = ()
) -> list[SynthesisRow]:
    """The contributions named by public id, or all of a filter, by number; one query."""
    where = [col(_C.procedure_id) == procedure_id, col(_C.state).in_(FOR_SYNTHESIS)]
    if asked is not None:
        where += conditions(asked, public=False)
    else:
        where.append(col(_C.public_id).in_(sorted(refs)))
    rows = session.exec(select_for_synthesis().where(*where).order_by(col(_C.number))).all()
    return [SynthesisRow(*row) for row in rows]


def list_rows_of(
    session: Session, procedure_id: int, contributions: Collection[int]
) -> list[SynthesisRow]:
    """Some contributions by key, in the order of their numbers; one query."""
    query = select_for_synthesis().where(
        col(_C.procedure_id) == procedure_id,
        col(_C.state).in_(FOR_SYNTHESIS),
        col(_C.id).in_(sorted(contributions)),
    )
    return [SynthesisRow(*row) for row in session.exec(query.order_by(col(_C.number))).all()]


def list_promised(session: Session, contributions: Any) -> set[int]:
    """Which of some contributions were promised an answer of their own."""
    query = select(EsitoPromise.contribution_id).where(
        col(EsitoPromise.contribution_id).in_(sorted(contributions))
    )
    return set(session.exec(query).all())
