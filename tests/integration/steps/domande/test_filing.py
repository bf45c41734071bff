"""Filing: decided to the second, once, with an unbroken number."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from app.core.audit.models import EventRow
from app.core.clock import from_rome, in_rome, legal_offset, wall_now
from app.core.errors import ConflictError, NotFoundError, RuleError
from app.core.jobs.models import Message
from app.core.store.session import Store
from app.law.phases import Phase
from app.steps.avvisi.models import AvvisoVersion
from app.steps.domande.actions import file_domanda, save_part, start_domanda, withdraw_domanda
from app.steps.domande.actions.digest import digest_of
from app.steps.domande.enums import DomandaState, FileRole
from app.steps.domande.models import Domanda, DomandaFile, DomandaTavolo, LateAttempt
from app.steps.domande.queries.area import (
    get_answers,
    list_files,
    list_own,
    split_filed,
    visible_to,
)
from app.steps.examination.actions.answer_completion import answer_completion
from app.steps.examination.forms import AnswerForm
from app.steps.procedures.queries import list_tavoli
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import (
    SIGNATORY,
    Applicant,
    make_applicant,
    make_draft,
    make_filed_domanda,
    make_signed_draft,
)
from tests.factories.examination import make_asked
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk

PUBLISHED = from_rome(datetime(2025, 11, 24, tzinfo=UTC).date(), 9)
CLOSES = from_rome(datetime(2025, 12, 16, tzinfo=UTC).date(), 12, 30)


@pytest.fixture
def desk(session: Session, clock: Clock) -> Desk:
    clock.move_to(PUBLISHED)
    made, _ = make_open_avviso(session, closes_at=CLOSES)
    return made


@pytest.fixture
def applicant(session: Session, desk: Desk) -> Applicant:
    return make_applicant(session)


def at_wall(legal: datetime) -> datetime:
    """The wall instant at which the legal clock says `legal`."""
    return legal - legal_offset()


def send(
    session: Session, applicant: Applicant, draft: Domanda, legal: datetime, key: str = "k1"
) -> Domanda:
    return file_domanda(
        session, applicant.actor, draft.public_id, draft.edition, at_wall(legal), key
    )


def test_the_last_second_is_in_time(session: Session, desk: Desk, applicant: Applicant) -> None:
    draft = make_signed_draft(session, desk, applicant)
    filed = send(session, applicant, draft, CLOSES + timedelta(microseconds=999_000))
    assert filed.state is DomandaState.FILED
    assert filed.register_number == "1/2025"
    assert filed.late is False


def test_one_second_later_is_late_and_on_record(
    store: Store, session: Session, desk: Desk, applicant: Applicant
) -> None:
    draft = make_signed_draft(session, desk, applicant)
    store.finish(session)
    with pytest.raises(RuleError) as refusal, store.writing() as other:
        send(other, applicant, draft, CLOSES + timedelta(seconds=1))
    assert "in ritardo di 1 secondo" in refusal.value.sentence
    assert "PEC" in refusal.value.remedy or "altre vie" in refusal.value.remedy
    assert refusal.value.source is not None
    with store.reading() as reader:
        attempt = reader.exec(select(LateAttempt)).one()
        kept = reader.exec(select(Domanda)).one()
        kinds = reader.exec(select(EventRow.kind)).all()
        files = reader.exec(select(DomandaFile.role)).all()
    assert attempt.attempted_at == CLOSES + timedelta(seconds=1)
    assert attempt.deadline == CLOSES
    assert kept.state is DomandaState.DRAFT
    assert FileRole.SIGNED in files
    assert "domande.late_filing_refused" in kinds
    assert "domande.filed" not in kinds


def test_a_refused_attempt_takes_no_number(
    store: Store, session: Session, desk: Desk, applicant: Applicant
) -> None:
    make_filed_domanda(session, desk)
    late = make_signed_draft(session, desk, applicant)
    incomplete = make_draft(session, desk)
    store.finish(session)
    with pytest.raises(RuleError), store.writing() as other:
        send(other, applicant, late, CLOSES + timedelta(hours=1))
    with store.writing() as other:
        with pytest.raises(NotFoundError):
            send(other, applicant, incomplete, CLOSES)
        last = make_filed_domanda(other, desk)
    assert (last.number, last.year) == (2, 2025)


def test_the_year_of_the_number_is_that_of_rome(session: Session, clock: Clock) -> None:
    clock.move_to(from_rome(datetime(2025, 12, 10, tzinfo=UTC).date(), 9))
    desk, _ = make_open_avviso(
        session, closes_at=from_rome(datetime(2026, 1, 20, tzinfo=UTC).date(), 12)
    )
    first_minute = from_rome(datetime(2026, 1, 1, tzinfo=UTC).date(), 0, 0, 30)
    before = make_filed_domanda(
        session, desk, received_at=at_wall(first_minute) - timedelta(minutes=1)
    )
    after = make_filed_domanda(session, desk, received_at=at_wall(first_minute))
    assert before.register_number == "1/2025"
    assert after.register_number == "1/2026"


def test_a_repeat_gets_the_same_receipt(session: Session, desk: Desk, applicant: Applicant) -> None:
    draft = make_signed_draft(session, desk, applicant)
    first = send(session, applicant, draft, CLOSES)
    again = send(session, applicant, draft, CLOSES + timedelta(days=1))
    other_key = send(session, applicant, draft, CLOSES, key="k2")
    assert first.register_number == again.register_number == other_key.register_number
    assert len(session.exec(select(Message).where(Message.kind == "domande/filed")).all()) == 2


def test_the_same_key_with_another_domanda_is_a_conflict(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    draft = make_signed_draft(session, desk, applicant)
    send(session, applicant, draft, CLOSES)
    with pytest.raises(ConflictError):
        file_domanda(
            session, applicant.actor, draft.public_id, draft.edition + 1, at_wall(CLOSES), "k1"
        )


def test_the_receipt_leaves_in_the_same_transaction(
    store: Store, session: Session, desk: Desk, applicant: Applicant
) -> None:
    draft = make_signed_draft(session, desk, applicant)
    store.finish(session)
    with store.writing() as other:
        send(other, applicant, draft, CLOSES)
    with store.reading() as reader:
        messages = reader.exec(select(Message).where(Message.kind == "domande/filed")).all()
        event = reader.exec(select(EventRow).where(EventRow.kind == "domande.filed")).one()
        filed = reader.exec(select(Domanda)).one()
    assert {message.recipient for message in messages} == {
        applicant.account.email,
        applicant.body.pec,
    }
    assert all(filed.digest in message.body for message in messages)
    assert "12:30:00" in messages[0].body
    assert filed.digest in event.payload
    assert applicant.body.name not in event.payload


def test_what_is_filed_lifts_out_its_tavoli(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    tavoli = list_tavoli(session, desk.here.procedure.pk)[::-1]
    make_filed_domanda(session, desk, applicant, tavoli=tavoli)
    rows = session.exec(select(DomandaTavolo).order_by(col(DomandaTavolo.preference))).all()
    assert [row.tavolo_id for row in rows] == [tavolo.pk for tavolo in tavoli]
    assert rows[0].delegate_email == "delegata@esempio.it"


def test_editing_after_the_pdf_undoes_it(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    draft = make_signed_draft(session, desk, applicant)
    changed = {**SIGNATORY, "first_name": "Altra"}
    save_part(session, applicant.actor, draft.public_id, "signatory", changed)
    roles = session.exec(select(DomandaFile.role)).all()
    assert draft.content_code == ""
    assert not {FileRole.GENERATED, FileRole.SIGNED} & set(roles)
    with pytest.raises(RuleError, match="firmata"):
        send(session, applicant, draft, CLOSES)


def test_saving_the_same_answers_keeps_the_signature(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    draft = make_signed_draft(session, desk, applicant)
    save_part(session, applicant.actor, draft.public_id, "signatory", SIGNATORY)
    assert send(session, applicant, draft, CLOSES).number == 1


def test_another_body_sees_nothing(session: Session, desk: Desk, applicant: Applicant) -> None:
    draft = make_signed_draft(session, desk, applicant)
    stranger = make_applicant(session)
    assert session.exec(visible_to(stranger.actor)).all() == []
    with pytest.raises(NotFoundError):
        send(session, stranger, draft, CLOSES)


def test_a_withdrawn_domanda_keeps_its_number_and_lets_another_in(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    first = make_filed_domanda(session, desk, applicant)
    withdraw_domanda(session, applicant.actor, first.public_id)
    second = make_filed_domanda(session, desk, applicant)
    assert (first.number, second.number) == (1, 2)
    assert first.state is DomandaState.WITHDRAWN
    assert {row.number for row in list_own(session, applicant.actor)} == {1, 2}


def test_nothing_is_withdrawn_after_the_end(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    filed = make_filed_domanda(session, desk, applicant)
    desk.here.procedure.phase = Phase.CONCLUDED
    session.flush()
    with pytest.raises(RuleError, match="finito"):
        withdraw_domanda(session, applicant.actor, filed.public_id)
    assert filed.state is DomandaState.FILED


def test_there_is_one_live_domanda_for_a_body(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    first = start_domanda(session, applicant.actor, desk.here, applicant.body)
    again = start_domanda(session, applicant.actor, desk.here, applicant.body)
    assert first.public_id == again.public_id


def test_what_the_body_told_once_is_offered_again(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    first = make_filed_domanda(session, desk, applicant)
    withdraw_domanda(session, applicant.actor, first.public_id)
    draft = start_domanda(session, applicant.actor, desk.here, applicant.body)
    answers = get_answers(session, draft.pk)
    assert answers["signatory"]["family_name"] == "Esempio"
    assert answers["body"]["pec"] == applicant.body.pec
    assert "declarations" not in answers


def test_after_the_deadline_nothing_new_begins(
    session: Session, desk: Desk, applicant: Applicant, clock: Clock
) -> None:
    clock.move_to(CLOSES + timedelta(seconds=2))
    with pytest.raises(RuleError):
        start_domanda(session, applicant.actor, desk.here, applicant.body)


def test_both_instants_are_kept(session: Session, desk: Desk, applicant: Applicant) -> None:
    draft = make_signed_draft(session, desk, applicant)
    received = wall_now() - timedelta(seconds=3)
    filed = file_domanda(session, applicant.actor, draft.public_id, draft.edition, received, "k")
    assert filed.filed_at == received + legal_offset()
    assert filed.recorded_at is not None
    assert filed.recorded_at > filed.filed_at
    assert in_rome(filed.filed_at).year == filed.year


def test_the_digest_can_be_made_again_after_later_files(
    session: Session, desk: Desk, applicant: Applicant
) -> None:
    filed = make_filed_domanda(session, desk, applicant)
    asked = make_asked(session, desk, filed, days=30)
    assert asked.domanda_id == filed.pk
    later = [keep_pdf(session, "statuto.pdf")]
    answer_completion(session, applicant.actor, filed, AnswerForm(answer="Ecco."), later)
    files, added = split_filed(list_files(session, filed.pk))
    version = session.get_one(AvvisoVersion, filed.avviso_version_id)
    assert [file.name for file in added] == ["statuto.pdf"]
    assert digest_of(version, get_answers(session, filed.pk), files) == filed.digest
