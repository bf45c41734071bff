"""Reads of what is due, and of what is held of a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from app.core.audit.models import EventRow
from app.core.errors import NotFoundError
from app.core.jobs.models import Message
from app.core.security.actor import Actor
from app.outlets.follow.models import Follow
from app.outlets.retention.enums import ItemState, ListState
from app.outlets.retention.models import RetentionItem, RetentionList, RetentionSetting
from app.people.ets.models import Membership
from app.steps.calendar.models import SignUp
from app.steps.contributions.enums import ContributionState
from app.steps.contributions.models import Contribution
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.models import Istanza
from app.steps.questions.models import Question


def find_list(session: Session, authority_id: int, month: date) -> RetentionList | None:
    return session.exec(
        select(RetentionList).where(
            RetentionList.authority_id == authority_id, RetentionList.month == month
        )
    ).first()


def list_lists(session: Session, authority_id: int) -> Sequence[RetentionList]:
    """The lists of an authority, newest first."""
    query = select(RetentionList).where(RetentionList.authority_id == authority_id)
    return session.exec(query.order_by(col(RetentionList.month).desc())).all()


def get_list(
    session: Session, authority_id: int, public_id: str, *, lock: bool = False
) -> RetentionList:
    """A list of this authority. Raises NotFoundError."""
    query = select(RetentionList).where(
        RetentionList.authority_id == authority_id, RetentionList.public_id == public_id
    )
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def list_alone(session: Session, today: date) -> Sequence[RetentionList]:
    """The open lists that run by themselves from `today` on."""
    return session.exec(
        select(RetentionList).where(
            RetentionList.state == ListState.OPEN,
            col(RetentionList.alone_on).is_not(None),
            col(RetentionList.alone_on) <= today,
        )
    ).all()


def count_items(session: Session, list_id: int) -> dict[tuple[str, ItemState], int]:
    """How many things of each class are in each state."""
    rows = session.exec(
        select(RetentionItem.kept, RetentionItem.state, func.count())
        .where(RetentionItem.list_id == list_id)
        .group_by(col(RetentionItem.kept), col(RetentionItem.state))
    ).all()
    return {(kept, ItemState(state)): count for kept, state, count in rows}


def list_items(
    session: Session, list_id: int, *, number: int, size: int
) -> tuple[Sequence[RetentionItem], int]:
    """Page `number` (from 1) of a list, by class and day, and how many there are."""
    query = select(RetentionItem).where(RetentionItem.list_id == list_id)
    total = session.exec(
        select(func.count()).select_from(RetentionItem).where(RetentionItem.list_id == list_id)
    ).one()
    order = (col(RetentionItem.kept), col(RetentionItem.due_on), col(RetentionItem.id))
    rows = session.exec(query.order_by(*order).offset((number - 1) * size).limit(size)).all()
    return rows, total


def get_item(session: Session, list_id: int, public_id: str) -> RetentionItem:
    """A line of a list. Raises NotFoundError."""
    found = session.exec(
        select(RetentionItem).where(
            RetentionItem.list_id == list_id, RetentionItem.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def get_setting(session: Session, authority_id: int) -> int | None:
    """After how many days a list runs by itself; None: never."""
    return session.exec(
        select(RetentionSetting.alone_after_days).where(
            RetentionSetting.authority_id == authority_id
        )
    ).first()


@dataclass(frozen=True, slots=True)
class Held:
    """How much is held of one person."""

    mandates: int
    drafts: int
    filed: int
    contributions: int
    questions: int
    messages: int
    sign_ups: int
    follows: int
    facts: int


def held_of(session: Session, actor: Actor) -> Held:
    """What is on record of the actor: counts only; eleven queries."""
    me, sent = actor.account_id, [ContributionState.DRAFT]

    def count(model: type, *where: object) -> int:
        query = select(func.count()).select_from(model).where(*where)  # type: ignore[arg-type]
        return session.exec(query).one()

    return Held(
        mandates=count(Membership, Membership.account_id == me),
        drafts=count(Domanda, Domanda.created_by_id == me, col(Domanda.state) == DomandaState.DRAFT)
        + count(Contribution, Contribution.author_id == me, col(Contribution.state).in_(sent))
        + count(
            Istanza,
            col(Istanza.lead_ets_id).in_(actor.bodies),
            Istanza.state == IstanzaState.DRAFT,
        ),
        filed=count(Domanda, Domanda.created_by_id == me, col(Domanda.state) != DomandaState.DRAFT),
        contributions=count(
            Contribution, Contribution.author_id == me, col(Contribution.state).not_in(sent)
        ),
        questions=count(Question, Question.account_id == me),
        messages=count(Message, Message.recipient_ref == actor.ref),
        sign_ups=count(SignUp, SignUp.email == actor.email),
        follows=count(Follow, Follow.email == actor.email),
        facts=count(EventRow, EventRow.actor_ref == actor.ref),
    )
