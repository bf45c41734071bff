"""Reads of esiti: all of them for the office, the published ones for anyone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.people.accounts.models import Account
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.esiti.enums import EsitoState, EsitoStep, Outcome
from app.steps.esiti.models import Esito
from app.steps.procedures.models import Act


@dataclass(frozen=True, slots=True)
class EsitoRow:
    """An esito with who gave it and, for a decision, the act that it rests on."""

    contribution_id: int
    step: EsitoStep
    sequence: int
    outcome: Outcome
    reason: str
    passed_to: str
    plan_item: str
    state: EsitoState
    published_at: datetime | None
    by: str
    act_organ: str
    act_number: str
    act_on: date | None

    @property
    def act(self) -> str:
        """The act in words, or an empty string."""
        if self.act_on is None:
            return ""
        return f"{self.act_organ}, atto n. {self.act_number} del {self.act_on:%d/%m/%Y}"


def _list(session: Session, *conditions: ColumnElement[bool]) -> list[EsitoRow]:
    rows = session.exec(
        select(Esito, Account, Act)
        .join(Account, col(Esito.decided_by_id) == col(Account.id))
        .outerjoin(Act, col(Esito.act_id) == col(Act.id))
        .where(*conditions)
        .order_by(col(Esito.contribution_id), col(Esito.step).desc(), col(Esito.sequence))
    ).all()
    return [
        EsitoRow(
            contribution_id=esito.contribution_id,
            step=esito.step,
            sequence=esito.sequence,
            outcome=esito.outcome,
            reason=esito.reason,
            passed_to=esito.passed_to,
            plan_item=esito.plan_item,
            state=esito.state,
            published_at=esito.published_at,
            by=account.name,
            act_organ=act.organ if act else "",
            act_number=act.number if act else "",
            act_on=act.adopted_on if act else None,
        )
        for esito, account, act in rows
    ]


def list_esiti(session: Session, procedure_id: int) -> list[EsitoRow]:
    """All esiti of a procedure, drafts too: for its office. Proposals first, then by sequence."""
    return _list(session, col(Esito.procedure_id) == procedure_id)


def list_published_esiti(session: Session, procedure_id: int) -> list[EsitoRow]:
    """The published esiti of a procedure, each version of them."""
    return _list(
        session,
        col(Esito.procedure_id) == procedure_id,
        col(Esito.state) == EsitoState.PUBLISHED,
    )


def list_published_of(session: Session, contribution_id: int) -> list[EsitoRow]:
    """The published esiti of one contribution: proposals, then decisions, by sequence."""
    return _list(
        session,
        col(Esito.contribution_id) == contribution_id,
        col(Esito.state) == EsitoState.PUBLISHED,
    )


def latest_of(rows: Iterable[EsitoRow], step: EsitoStep) -> dict[int, EsitoRow]:
    """Contribution key → the last of its esiti of this step."""
    return {row.contribution_id: row for row in rows if row.step is step}


def count_without_esito(session: Session, procedure_id: int) -> int:
    """Contributions, withheld ones too, without a proposal drafted or published."""
    given = select(Esito.contribution_id).where(
        Esito.procedure_id == procedure_id, Esito.step == EsitoStep.PROPOSAL
    )
    query = (
        select(func.count())
        .select_from(Contribution)
        .where(
            Contribution.procedure_id == procedure_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
            col(Contribution.id).not_in(given),
        )
    )
    return session.exec(query).one()


def list_of_step(session: Session, procedure_id: int, step: EsitoStep) -> dict[int, Esito]:
    """Contribution key → its last esito of this step, to be written on."""
    rows = session.exec(
        select(Esito)
        .where(Esito.procedure_id == procedure_id, Esito.step == step)
        .order_by(col(Esito.contribution_id), col(Esito.sequence))
    ).all()
    return {esito.contribution_id: esito for esito in rows}
