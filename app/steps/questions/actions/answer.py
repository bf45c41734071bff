"""Answering questions: one answer for one or for several, drafted and then published for all."""

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import DM72_2_EQUAL
from app.steps.procedures.queries import Here
from app.steps.questions.emails import tell_asker
from app.steps.questions.enums import QuestionState
from app.steps.questions.events import AnswerPublished, QuestionRefused
from app.steps.questions.forms import AnswerForm, RefuseForm
from app.steps.questions.models import Answer, Question
from app.steps.questions.queries import (
    get_received,
    last_number,
    list_answered_by,
    list_waiting,
)


def save_answer(
    session: Session, actor: Actor, here: Here, question_id: str, form: AnswerForm
) -> Answer:
    """Save the draft of an answer and the questions that it is for; nobody else reads it.

    The procedure is locked before. Raises RuleError for a question already decided,
    InvalidFormError for others that do not wait, ConflictError when a colleague saved first.
    """
    question, answer = get_received(session, here.procedure.pk, question_id)
    refuse_decided(question)
    answer = _written(actor, here, answer, form)
    session.add(answer)
    session.flush()
    _gather(session, here, question, answer, form.together)
    question.published_text = "" if form.published_text == question.text else form.published_text
    session.add(question)
    session.flush()
    return answer


def publish_answer(
    session: Session, actor: Actor, here: Here, question_id: str, form: AnswerForm
) -> Answer:
    """Publish an answer with its questions, numbered and without names; tell who asked.

    Raises as `save_answer`. Numbers follow the procedure's sequence without a gap.
    """
    answer = save_answer(session, actor, here, question_id, form)
    answer.published_at = legal_now()
    session.add(answer)
    number = last_number(session, here.procedure.pk)
    # By their random names: the order says nothing of who asked first.
    answered = sorted(list_answered_by(session, answer.pk), key=lambda each: each.public_id)
    for question in answered:
        number += 1
        question.number, question.state = number, QuestionState.ANSWERED
        question.decided_at = answer.published_at
        session.add(question)
    session.flush()
    numbers = tuple(question.number for question in answered if question.number)
    emit(session, AnswerPublished(**here.openly_about(actor, answer), numbers=numbers))
    for question in answered:
        tell_asker(session, here, question, "answered", answer=answer)
    return answer


def refuse_question(
    session: Session, actor: Actor, here: Here, question_id: str, form: RefuseForm
) -> None:
    """Do not publish a question, for a reason that only who asked reads.

    Raises RuleError for a question already decided.
    """
    question, answer = get_received(session, here.procedure.pk, question_id)
    refuse_decided(question)
    question.state, question.answer_id = QuestionState.REFUSED, None
    question.ground, question.reason = form.ground, form.reason
    question.decided_at = legal_now()
    session.add(question)
    session.flush()
    if answer is not None and not list_answered_by(session, answer.pk):
        session.delete(answer)
    emit(session, QuestionRefused(**here.about(actor, question), ground=form.ground.value))
    tell_asker(session, here, question, "refused")


def refuse_decided(question: Question) -> None:
    """Raises RuleError unless the question waits for its answer."""
    if question.state is not QuestionState.WAITING:
        raise RuleError(
            f"Questo quesito è già deciso: {question.state.label}.",
            remedy="Una risposta pubblicata non si cambia: per precisarla registrate un nuovo "
            "quesito e pubblicate la sua risposta.",
            source=DM72_2_EQUAL,
        )


def _written(actor: Actor, here: Here, answer: Answer | None, form: AnswerForm) -> Answer:
    if answer is None:
        return Answer(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            text=form.text,
            written_by_id=actor.account_id,
        )
    if answer.edition != form.edition:
        raise ConflictError(
            "Nel frattempo qualcun altro ha salvato questa risposta.",
            remedy="Qui c'è il vostro testo: confrontatelo con quello salvato e salvate di nuovo.",
        )
    answer.text, answer.written_by_id = form.text, actor.account_id
    answer.edition += 1
    return answer


def _gather(
    session: Session, here: Here, question: Question, answer: Answer, together: list[str]
) -> None:
    """Tie the chosen questions to the answer and let the others go; all of them still wait."""
    waiting = {each.public_id: each for each in list_waiting(session, here.procedure.pk)}
    if unknown := set(together) - set(waiting):
        raise InvalidFormError(
            {"together": f"{len(unknown)} tra i quesiti scelti non aspettano più una risposta."}
        )
    chosen = {question.public_id, *together}
    for each in waiting.values():
        if each.public_id in chosen:
            each.answer_id = answer.pk
        elif each.answer_id == answer.pk:
            each.answer_id = None
        session.add(each)
    session.flush()
    _drop_empty_drafts(session, here)


def _drop_empty_drafts(session: Session, here: Here) -> None:
    """A draft whose last question went to another answer is of no use."""
    used = select(Question.answer_id).where(col(Question.answer_id).is_not(None))
    empty = select(Answer).where(
        Answer.procedure_id == here.procedure.pk, col(Answer.id).not_in(used)
    )
    for answer in session.exec(empty).all():
        session.delete(answer)
    session.flush()
