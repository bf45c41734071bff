"""Reads of questions. Only the office's ones and `list_own` say who asked."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.core.security.actor import Actor
from app.law.decisions import Decision, Refusal
from app.law.phases import Phase
from app.law.questions import USUAL_DAYS, check_asking, questions_until
from app.law.sources import DM72_2_D
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.avvisi.queries import get_avviso
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here
from app.steps.questions.enums import QuestionState
from app.steps.questions.models import Answer, Question, QuestionTerm

_STOPPED = frozenset({Phase.SUSPENDED, Phase.REVOKED})


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether and until when questions are asked in one procedure; instants are in UTC."""

    published_at: datetime | None
    closes_at: datetime | None
    days: int
    phase: Phase
    revoked: bool = False

    @property
    def until(self) -> datetime | None:
        """The last second for questions; None before the avviso has a deadline."""
        return questions_until(self.closes_at, self.days) if self.closes_at else None

    @property
    def stopped(self) -> str | None:
        """Why nobody asks whatever the day: the procedure or its avviso does not go on."""
        if self.phase in _STOPPED:
            return f"Il procedimento è {self.phase.label.lower()}."
        return "L'avviso è stato revocato." if self.revoked else None

    def check(self, now: datetime) -> Decision:
        """Whether one may ask at `now`, an aware instant."""
        if self.stopped is not None:
            refusal = Refusal(None, self.stopped, "Ora non si fanno quesiti.", DM72_2_D)
            return Decision((refusal,))
        return check_asking(self.published_at, self.closes_at, self.days, now)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asked, for the office's eyes and for the mails to them; `body` may be empty."""

    ref: str
    name: str
    email: str
    body: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A published answer with its questions, by number; nothing of who asked."""

    answer: Answer
    questions: tuple[Question, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(question.number for question in self.questions if question.number)


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question of the actor's, with where it was asked and its published answer."""

    question: Question
    here: Here
    answer: Answer | None
    body: str


def asking_in(session: Session, here: Here) -> Asking:
    """How one asks in this procedure, by its avviso in force; two queries."""
    avviso = get_avviso(session, here.procedure.pk)
    return Asking(
        published_at=avviso.published_at if avviso else None,
        closes_at=avviso.closes_at if avviso else None,
        days=get_days(session, here.procedure.pk),
        phase=here.procedure.phase,
        revoked=avviso is not None and avviso.revoked_at is not None,
    )


def find_term(session: Session, procedure_id: int) -> QuestionTerm | None:
    query = select(QuestionTerm).where(QuestionTerm.procedure_id == procedure_id)
    return session.exec(query).first()


def get_days(session: Session, procedure_id: int) -> int:
    """How many days before the avviso closes its questions end."""
    term = find_term(session, procedure_id)
    return term.days if term else USUAL_DAYS


def list_published(session: Session, procedure_id: int) -> list[Answered]:
    """The published answers with their questions, by the first number of each."""
    rows = session.exec(
        select(Answer, Question)
        .join(Question, col(Question.answer_id) == col(Answer.id))
        .where(Answer.procedure_id == procedure_id, col(Answer.published_at).is_not(None))
        .order_by(col(Answer.published_at), col(Answer.id), col(Question.number))
    ).all()
    return [
        Answered(group[0][0], tuple(question for _, question in group))
        for _, found in groupby(rows, key=lambda row: row[0].id)
        if (group := list(found))
    ]


def list_received(session: Session, procedure_id: int) -> list[tuple[Question, Answer | None]]:
    """Every question of the office's desk with its answer or draft, the oldest first."""
    rows = session.exec(
        select(Question, Answer)
        .outerjoin(Answer, col(Question.answer_id) == col(Answer.id))
        .where(Question.procedure_id == procedure_id)
        .order_by(col(Question.asked_at), col(Question.id))
    ).all()
    return [(question, answer) for question, answer in rows]


def get_received(
    session: Session, procedure_id: int, public_id: str
) -> tuple[Question, Answer | None]:
    """One question of this procedure with its answer or draft. Raises NotFoundError."""
    row = session.exec(
        select(Question, Answer)
        .outerjoin(Answer, col(Question.answer_id) == col(Answer.id))
        .where(Question.procedure_id == procedure_id, Question.public_id == public_id)
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def list_waiting(session: Session, procedure_id: int) -> list[Question]:
    """The questions without an answer, the oldest first."""
    query = select(Question).where(
        Question.procedure_id == procedure_id, Question.state == QuestionState.WAITING
    )
    return list(session.exec(query.order_by(col(Question.asked_at), col(Question.id))).all())


def list_answered_by(session: Session, answer_id: int) -> list[Question]:
    """The questions that an answer, or its draft, is for."""
    query = select(Question).where(Question.answer_id == answer_id)
    return list(session.exec(query.order_by(col(Question.id))).all())


def count_waiting(session: Session, procedure_id: int) -> int:
    """How many questions have no answer yet."""
    query = (
        select(func.count())
        .select_from(Question)
        .where(Question.procedure_id == procedure_id, Question.state == QuestionState.WAITING)
    )
    return session.exec(query).one()


def last_number(session: Session, procedure_id: int) -> int:
    """The highest public number given, 0 before the first; lock the procedure before."""
    query = select(func.max(Question.number)).where(Question.procedure_id == procedure_id)
    return session.exec(query).one() or 0


def find_asker(session: Session, question: Question) -> Asker | None:
    """Who asked; None for a question that came otherwise, or whose person was erased."""
    row = session.exec(
        select(Account, Ets)
        .outerjoin(Ets, col(Ets.id) == question.ets_id)
        .where(Account.id == question.account_id)
    ).first()
    if row is None:
        return None
    account, body = row
    return Asker(account.public_id, account.name, account.email, body.name if body else "")


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that a question is the actor's own: not even colleagues see it."""
    return col(Question.account_id) == actor.account_id


def list_own(session: Session, actor: Actor) -> list[OwnQuestion]:
    """The actor's questions, the newest first, with the answers that are published."""
    rows = session.exec(
        select(Question, Authority, Procedure, Answer, Ets.name)  # type: ignore[call-overload]
        .join(Procedure, col(Procedure.id) == col(Question.procedure_id))
        .join(Authority, col(Authority.id) == col(Question.authority_id))
        .outerjoin(Answer, col(Question.answer_id) == col(Answer.id))
        .outerjoin(Ets, col(Ets.id) == col(Question.ets_id))
        .where(visible_to(actor))
        .order_by(col(Question.id).desc())
    ).all()
    return [
        OwnQuestion(
            question,
            Here(authority, procedure),
            answer if answer is not None and answer.published_at is not None else None,
            body or "",
        )
        for question, authority, procedure, answer, body in rows
    ]
