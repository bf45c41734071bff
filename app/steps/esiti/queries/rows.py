"""Esiti with who gave them: all of them for the office, the published ones for anyone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.people.accounts.models import Account
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.plans.enums import ItemState
from app.steps.plans.models import PlanItem
from app.steps.procedures.models import Act
from app.steps.synthesis.models import Node


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The item of the plan that an esito or a node points at."""

    public_id: str
    code: str
    title: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class EsitoRow:
    """An esito with who gave it and, for a decision, the act that it rests on.

    `key` is the contribution's, or the node's where the esito is a node's own. `node_code` is of
    the node that it is inherited from.
    """

    key: int
    step: EsitoStep
    sequence: int
    edition: int
    outcome: Outcome
    reason: str
    passed_to: str
    plan_item: str
    plan: PlanRow | None
    state: EsitoState
    published_at: datetime | None
    by: str
    act_organ: str
    act_number: str
    act_on: date | None
    node_id: int | None = None
    node_code: str = ""
    node_public_id: str = ""
    pinned: bool = False
    template: str = ""

    @property
    def act(self) -> str:
        """The act in words, or an empty string."""
        if self.act_on is None:
            return ""
        return f"{self.act_organ}, atto n. {self.act_number} del {self.act_on:%d/%m/%Y}"

    @property
    def inherited(self) -> bool:
        return self.node_id is not None

    @property
    def plan_words(self) -> str:
        """The item of the plan in words: the plan's own, or those that were typed."""
        return f"{self.plan.code} {self.plan.title}" if self.plan else self.plan_item

    @property
    def mark(self) -> str:
        """What a page carries, so that it is known whether somebody else wrote meanwhile."""
        return mark_of(self)


def mark_of(esito: "Esito | NodeEsito | EsitoRow | None") -> str:
    """The version of an esito that a page shows; `0` where there is none."""
    return f"{esito.sequence}-{esito.edition}" if esito else "0"


def _row(esito: Any, account: Account, act: Act | None, plan: PlanItem | None, key: int) -> Any:
    return {
        "key": key,
        "step": esito.step,
        "sequence": esito.sequence,
        "edition": esito.edition,
        "outcome": esito.outcome,
        "reason": esito.reason,
        "passed_to": esito.passed_to,
        "plan_item": esito.plan_item,
        "plan": plan_row(plan) if plan else None,
        "state": esito.state,
        "published_at": esito.published_at,
        "by": account.name,
        "act_organ": act.organ if act else "",
        "act_number": act.number if act else "",
        "act_on": act.adopted_on if act else None,
    }


def plan_row(item: PlanItem) -> PlanRow:
    return PlanRow(item.public_id, item.code, item.title, item.state)


def _list(session: Session, *conditions: ColumnElement[bool]) -> list[EsitoRow]:
    rows = session.exec(
        select(Esito, Account, Act, PlanItem, Node)  # type: ignore[call-overload]
        .join(Account, col(Esito.decided_by_id) == col(Account.id))
        .outerjoin(Act, col(Esito.act_id) == col(Act.id))
        .outerjoin(PlanItem, col(Esito.plan_item_id) == col(PlanItem.id))
        .outerjoin(Node, col(Esito.node_id) == col(Node.id))
        .where(*conditions)
        .order_by(col(Esito.contribution_id), col(Esito.step).desc(), col(Esito.sequence))
    )
    return [
        EsitoRow(
            **_row(esito, account, act, plan, esito.contribution_id),
            node_id=esito.node_id,
            node_code=node.code if node else "",
            node_public_id=node.public_id if node else "",
            pinned=esito.pinned,
            template=esito.template,
        )
        for esito, account, act, plan, node in rows.all()
    ]


def list_of(session: Session, contributions: Collection[int]) -> list[EsitoRow]:
    """All esiti of some contributions, drafts too: for the office. Proposals first; one query."""
    return _list(session, col(Esito.contribution_id).in_(sorted(contributions)))


def list_published_of(session: Session, *contributions: int) -> list[EsitoRow]:
    """The published esiti of some contributions: proposals, then decisions, by sequence."""
    return _list(
        session,
        col(Esito.contribution_id).in_(sorted(contributions)),
        col(Esito.state) == EsitoState.PUBLISHED,
    )


def list_node_esiti(
    session: Session,
    procedure_id: int,
    nodes: Collection[int] | None = None,
    *,
    published: bool = False,
) -> list[EsitoRow]:
    """The esiti of shared nodes, of some or of all; drafts unless `published`; one query."""
    query = (
        select(NodeEsito, Account, Act, PlanItem)
        .join(Account, col(NodeEsito.decided_by_id) == col(Account.id))
        .outerjoin(Act, col(NodeEsito.act_id) == col(Act.id))
        .outerjoin(PlanItem, col(NodeEsito.plan_item_id) == col(PlanItem.id))
        .where(NodeEsito.procedure_id == procedure_id)
        .order_by(col(NodeEsito.node_id), col(NodeEsito.step).desc(), col(NodeEsito.sequence))
    )
    if nodes is not None:
        query = query.where(col(NodeEsito.node_id).in_(sorted(nodes)))
    if published:
        query = query.where(NodeEsito.state == EsitoState.PUBLISHED)
    return [
        EsitoRow(**_row(esito, account, act, plan, esito.node_id))
        for esito, account, act, plan in session.exec(query).all()
    ]


def latest_of(rows: Iterable[EsitoRow], step: EsitoStep) -> dict[int, EsitoRow]:
    """Key of a contribution or node → the last of its esiti of this step."""
    return {row.key: row for row in rows if row.step is step}


def standing_of(
    session: Session, procedure_id: int, step: EsitoStep, contributions: Collection[int]
) -> dict[int, Esito]:
    """Contribution key → its last esito of this step, to be written on."""
    rows = session.exec(
        select(Esito)
        .where(
            Esito.procedure_id == procedure_id,
            Esito.step == step,
            col(Esito.contribution_id).in_(sorted(contributions)),
        )
        .order_by(col(Esito.contribution_id), col(Esito.sequence))
    ).all()
    return {esito.contribution_id: esito for esito in rows}


def standing_node_esiti(
    session: Session, procedure_id: int, step: EsitoStep, nodes: Collection[int] | None = None
) -> dict[int, NodeEsito]:
    """Node key → its last esito of this step, to be written on."""
    query = select(NodeEsito).where(NodeEsito.procedure_id == procedure_id, NodeEsito.step == step)
    if nodes is not None:
        query = query.where(col(NodeEsito.node_id).in_(sorted(nodes)))
    rows = session.exec(query.order_by(col(NodeEsito.node_id), col(NodeEsito.sequence))).all()
    return {esito.node_id: esito for esito in rows}


def list_current_outcomes(session: Session, procedure_id: int) -> dict[int, Outcome]:
    """Contribution key → its last published outcome, a decision before any proposal; one query."""
    query = select(Esito.contribution_id, Esito.outcome).where(
        Esito.procedure_id == procedure_id, col(Esito.current)
    )
    return {key: Outcome(outcome) for key, outcome in session.exec(query)}
