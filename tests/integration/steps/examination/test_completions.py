"""The office asks a body to complete its domanda; the body answers; the office closes."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.core.audit.models import EventRow
from app.core.clock import legal_now, legal_today
from app.core.errors import InvalidFormError, NotFoundError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.store.session import Store
from app.law.completion import Lack
from app.steps.domande.enums import ExaminationState
from app.steps.domande.queries.area import list_files
from app.steps.examination.actions.answer_completion import answer_completion
from app.steps.examination.actions.ask_completion import ask_completion
from app.steps.examination.actions.examine import close_completion
from app.steps.examination.enums import CompletionOutcome
from app.steps.examination.forms import AnswerForm, CloseCompletionForm, CompletionForm
from app.steps.examination.queries.one import get_unpublished_decision
from tests.conftest import Clock
from tests.factories.examination import (
    make_arrival,
    make_asked,
    make_decided,
    make_representative,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk

ACCEPT = CloseCompletionForm(closing=CompletionOutcome.ACCEPTED)


@pytest.mark.parametrize("lack", [Lack.APPLICANT, Lack.REQUIREMENT, Lack.SIGNATURE])
def test_what_can_never_be_completed_is_refused(session: Session, desk: Desk, lack: Lack) -> None:
    domanda = make_arrival(session, desk)
    form = CompletionForm(
        lacks=[lack], items="Qualcosa", last_day=legal_today() + timedelta(days=5)
    )
    with pytest.raises(InvalidFormError) as refusal:
        ask_completion(session, desk.actor, desk.here, domanda, form)
    assert "lacks" in refusal.value.errors


def test_a_term_that_leaves_no_whole_day_is_refused(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    with pytest.raises(InvalidFormError) as refusal:
        make_asked(session, desk, domanda, days=0)
    assert "last_day" in refusal.value.errors


def test_the_body_reads_what_is_asked_and_until_when(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    letter = list_messages(session, kind="examination/completion_asked")[0]
    assert "Lo statuto vigente" in letter.body
    assert "21 dicembre 2025, ore 23:59:59" in letter.body
    assert domanda.examination is ExaminationState.COMPLETION_ASKED


def test_only_one_request_is_open_at_a_time(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    with pytest.raises(RuleError, match="già una richiesta"):
        make_asked(session, desk, domanda)


def test_asking_takes_back_a_decision_not_published_yet(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_decided(session, desk, domanda, ExaminationState.NOT_ADMITTED)
    make_asked(session, desk, domanda)
    assert get_unpublished_decision(session, domanda.pk) is None


def test_the_body_answers_once_with_words_and_files(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    _, actor = make_representative(session, domanda)
    answer = AnswerForm(answer="Ecco lo statuto.")
    answer_completion(session, actor, domanda, answer, [keep_pdf(session, "statuto.pdf")])
    assert "statuto.pdf" in [file.name for file in list_files(session, domanda.pk)]
    with pytest.raises(RuleError, match="già risposto"):
        answer_completion(session, actor, domanda, answer, [])


def test_an_empty_answer_is_refused(session: Session, desk: Desk) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    _, actor = make_representative(session, domanda)
    with pytest.raises(InvalidFormError):
        answer_completion(session, actor, domanda, AnswerForm(), [])


def test_nobody_else_answers(session: Session, desk: Desk) -> None:
    domanda, other = make_arrival(session, desk), make_arrival(session, desk)
    make_asked(session, desk, domanda)
    _, stranger = make_representative(session, other)
    with pytest.raises(NotFoundError):
        answer_completion(session, stranger, domanda, AnswerForm(answer="Noi!"), [])


def test_a_late_answer_is_taken_and_on_record_as_late(
    store: Store, session: Session, desk: Desk, clock: Clock
) -> None:
    domanda = make_arrival(session, desk)
    completion = make_asked(session, desk, domanda)
    _, actor = make_representative(session, domanda)
    clock.move_to(completion.due_at + timedelta(seconds=2))
    answer_completion(session, actor, domanda, AnswerForm(answer="Eccolo."), [])
    store.finish(session)
    event = session.exec(
        select(EventRow).where(EventRow.kind == "domande.completion_answered")
    ).one()
    assert '"late":true' in event.payload


def test_before_the_answer_or_the_end_of_the_term_it_is_not_closed(
    session: Session, desk: Desk, clock: Clock
) -> None:
    domanda = make_arrival(session, desk)
    completion = make_asked(session, desk, domanda)
    with pytest.raises(RuleError, match="ancora tempo"):
        close_completion(session, desk.actor, desk.here, domanda, ACCEPT)
    clock.move_to(completion.due_at + timedelta(seconds=2))
    insufficient = CloseCompletionForm(closing=CompletionOutcome.INSUFFICIENT)
    close_completion(session, desk.actor, desk.here, domanda, insufficient)
    assert completion.outcome is CompletionOutcome.INSUFFICIENT


def test_once_answered_the_office_closes_it_and_the_examination_goes_on(
    session: Session, desk: Desk
) -> None:
    domanda = make_arrival(session, desk)
    make_asked(session, desk, domanda)
    _, actor = make_representative(session, domanda)
    answer_completion(session, actor, domanda, AnswerForm(answer="Eccolo."), [])
    close_completion(session, desk.actor, desk.here, domanda, ACCEPT)
    assert domanda.examination is ExaminationState.RECEIVED
    with pytest.raises(RuleError, match="nessuna richiesta"):
        close_completion(session, desk.actor, desk.here, domanda, ACCEPT)


def test_a_proof_asked_of_one_that_a_list_has_settled_is_closed_too(
    session: Session, desk: Desk
) -> None:
    domanda = make_arrival(session, desk)
    completion = make_asked(session, desk, domanda)
    domanda.examination = ExaminationState.ADMITTED
    completion.answered_at = legal_now()
    session.flush()
    close_completion(session, desk.actor, desk.here, domanda, ACCEPT)
    assert completion.outcome is CompletionOutcome.ACCEPTED
    assert domanda.examination is ExaminationState.ADMITTED
