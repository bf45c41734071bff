"""Asking, answering, refusing; who asked stands nowhere that others read."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.core.audit.models import EventRow
from app.core.clock import legal_now
from app.core.errors import ConflictError, InvalidFormError, NotFoundError, RuleError, TooManyError
from app.core.store.session import Store
from app.law.questions import questions_until
from app.steps.avvisi.models import AvvisoVersion
from app.steps.questions.actions import (
    ask_question,
    publish_answer,
    record_question,
    refuse_question,
    save_answer,
    set_days,
)
from app.steps.questions.enums import QuestionState, RefusalGround
from app.steps.questions.forms import AnswerForm, AskForm, DaysForm, RecordForm, RefuseForm
from app.steps.questions.queries import (
    asking_in,
    count_waiting,
    list_own,
    list_published,
    list_received,
)
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import Applicant, make_applicant
from tests.factories.procedures import Desk, make_started_desk
from tests.factories.questions import make_answer, make_question
from tests.support.mails import mails_to


def _open(session: Session) -> tuple[Desk, AvvisoVersion, Applicant]:
    desk, version = make_open_avviso(session)
    return desk, version, make_applicant(session, name="Ente Curioso")


def test_the_term_is_chosen_before_publication_and_then_follows_the_deadline(
    session: Session,
) -> None:
    desk = make_started_desk(session)
    set_days(session, desk.actor, desk.here, DaysForm(days=3))
    _, version = make_open_avviso(session, desk)
    assert asking_in(session, desk.here).until == questions_until(version.closes_at, 3)
    with pytest.raises(RuleError, match="non si cambia più"):
        set_days(session, desk.actor, desk.here, DaysForm(days=1))


def test_a_late_question_is_refused_with_the_ways_that_are_left(
    session: Session, clock: Clock
) -> None:
    desk, version, asker = _open(session)
    desk.authority.pec = "ufficio@pec.esempio.it"
    clock.move_to(questions_until(version.closes_at, 7) + timedelta(seconds=1))
    with pytest.raises(RuleError) as refusal:
        make_question(session, desk, asker)
    assert "ufficio@pec.esempio.it" in refusal.value.remedy
    assert list_received(session, desk.here.procedure.pk) == []


def test_nobody_asks_for_a_body_of_others(session: Session) -> None:
    desk, _, asker = _open(session)
    stranger = make_applicant(session, name="Ente estraneo")
    form = AskForm(text="Chi siamo?", body=stranger.body.public_id)
    with pytest.raises(NotFoundError):
        ask_question(session, asker.actor, desk.here, form)


def test_one_person_does_not_flood_the_office(session: Session) -> None:
    desk, _, asker = _open(session)
    for _ in range(10):
        make_question(session, desk, asker)
    with pytest.raises(TooManyError):
        make_question(session, desk, asker)


def test_one_answer_is_published_for_similar_questions_with_numbers_without_a_gap(
    session: Session,
) -> None:
    desk, _, asker = _open(session)
    make_answer(session, desk, make_question(session, desk, asker))
    refused, *similar = (make_question(session, desk, asker, text) for text in ("A", "B", "C"))
    reason = RefuseForm(ground=RefusalGround.OFF_TOPIC, reason="Chiedete al Comune.")
    refuse_question(session, desk.actor, desk.here, refused.public_id, reason)
    form = AnswerForm(text="Sì, basta l'e-mail.", together=[similar[1].public_id])
    publish_answer(session, desk.actor, desk.here, similar[0].public_id, form)
    published = list_published(session, desk.here.procedure.pk)
    assert [each.numbers for each in published] == [(1,), (2, 3)]
    assert {question.text for question in published[1].questions} == {"B", "C"}
    assert count_waiting(session, desk.here.procedure.pk) == 0


def test_a_draft_is_nobody_elses_and_its_questions_can_be_let_go(session: Session) -> None:
    desk, _, asker = _open(session)
    first, second = make_question(session, desk, asker), make_question(session, desk, asker)
    form = AnswerForm(text="Bozza", together=[second.public_id])
    save_answer(session, desk.actor, desk.here, first.public_id, form)
    assert list_published(session, desk.here.procedure.pk) == []
    assert [own.answer for own in list_own(session, asker.actor)] == [None, None]
    alone = AnswerForm(text="Bozza", edition=1)
    publish_answer(session, desk.actor, desk.here, first.public_id, alone)
    assert second.state is QuestionState.WAITING
    assert second.answer_id is None


def test_the_second_colleague_to_save_is_told(session: Session) -> None:
    desk, _, asker = _open(session)
    question = make_question(session, desk, asker)
    for edition in (0, 1):
        form = AnswerForm(text="Bozza", edition=edition)
        save_answer(session, desk.actor, desk.here, question.public_id, form)
    with pytest.raises(ConflictError):
        save_answer(session, desk.actor, desk.here, question.public_id, form)


def test_what_is_decided_stays(session: Session) -> None:
    desk, _, asker = _open(session)
    answered, waiting = make_question(session, desk, asker), make_question(session, desk, asker)
    make_answer(session, desk, answered)
    with pytest.raises(RuleError, match="già deciso"):
        make_answer(session, desk, answered, "Altro.")
    form = AnswerForm(text="Insieme", together=[answered.public_id])
    with pytest.raises(InvalidFormError):
        publish_answer(session, desk.actor, desk.here, waiting.public_id, form)


def test_a_question_that_came_otherwise_is_answered_like_the_others(session: Session) -> None:
    desk, _, _ = _open(session)
    form = RecordForm(text="Si può venire in due?", channel="per telefono")
    question = record_question(session, desk.actor, desk.here, form)
    make_answer(session, desk, question, "Sì.")
    assert question.number == 1


def test_who_asked_gets_a_copy_and_the_answer_and_the_register_does_not_name_them(
    store: Store, session: Session
) -> None:
    desk, _, asker = _open(session)
    question = make_question(session, desk, asker)
    make_answer(session, desk, question)
    other = make_question(session, desk, asker)
    reason = RefuseForm(ground=RefusalGround.PERSONAL_DATA, reason="Riscrivetelo senza nomi.")
    refuse_question(session, desk.actor, desk.here, other.public_id, reason)
    store.finish(session)
    kinds = [mail.kind for mail in mails_to(store, asker.account.email)]
    assert kinds == [
        "questions/received",
        "questions/answered",
        "questions/received",
        "questions/refused",
    ]
    with store.reading() as reader:
        chain = reader.exec(
            select(EventRow).where(EventRow.chain == desk.here.procedure.public_id)
        ).all()
    assert asker.actor.ref not in {row.actor_ref for row in chain}
    assert not any("Riscrivetelo" in row.payload for row in chain)


def test_a_suspended_or_unpublished_avviso_takes_no_question(session: Session) -> None:
    desk = make_started_desk(session)
    assert not asking_in(session, desk.here).check(legal_now()).allowed
    with pytest.raises(RuleError):
        record_question(
            session, desk.actor, desk.here, RecordForm(text="Quando esce?", channel="telefono")
        )
