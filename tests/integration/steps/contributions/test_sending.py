"""What is sent is an act on file: numbered, sealed, never altered; its body hears of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.core.audit.chain import verify_chains
from app.core.audit.models import EventRow
from app.core.clock import legal_now
from app.core.errors import ConflictError, RuleError
from app.core.jobs.outbox import list_messages
from app.core.security.actor import Actor
from app.core.store.session import Store
from app.steps.calendar.enums import MeetingKind
from app.steps.calendar.models import Meeting
from app.steps.contributions.actions import (
    begin_correction,
    publish_contribution,
    save_draft,
    send_back,
    submit_contribution,
    withdraw_contribution,
)
from app.steps.contributions.actions.submit import moment_of
from app.steps.contributions.enums import ContributionKind, ContributionState, Moment
from app.steps.contributions.forms import (
    ContributionForm,
    PressForm,
    PublishForm,
    ReasonForm,
)
from app.steps.contributions.queries import count_unmoderated, get_own, list_steps
from tests.factories.contributions import (
    make_draft,
    make_guest,
    make_published,
    make_submitted,
    make_working_desk,
)

PRESS = PressForm()


def test_numbers_follow_one_another_and_sent_twice_is_sent_once(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    first = make_submitted(session, guest, "Primo")
    submit_contribution(session, guest.actor, first.public_id, PRESS)
    second = make_submitted(session, guest, "Secondo")
    assert (first.number, second.number) == (1, 2)


def test_once_sent_its_words_do_not_change(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    sent = make_submitted(session, guest)
    form = ContributionForm(kind=ContributionKind.NEED, title="Altro", edition=sent.edition)
    with pytest.raises(ConflictError):
        save_draft(session, guest.actor, sent.public_id, form)


def test_an_original_that_was_altered_underneath_is_found_out(session: Session) -> None:
    desk = make_working_desk(session)
    sent = make_submitted(session, make_guest(session, desk))
    sent.text = "Un altro testo."
    session.add(sent)
    session.flush()
    with pytest.raises(ConflictError):
        publish_contribution(session, desk.actor, desk.here, sent.public_id, PublishForm())


def test_the_register_keeps_the_hash_and_no_words(session: Session, store: Store) -> None:
    guest = make_guest(session, make_working_desk(session))
    sent = make_submitted(session, guest)
    store.finish(session)
    assert verify_chains(session) == []
    register = session.exec(select(EventRow).where(EventRow.subject == sent.public_id)).all()
    assert [sent.original_sha256 in row.payload for row in register] == [True]
    assert not any("Trasporti" in row.payload for row in register)


def test_the_body_is_told_that_it_arrived(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    sent = make_submitted(session, guest)
    mails = list_messages(session, recipient=guest.ets.email)
    assert [mail.kind for mail in mails] == ["contributions/received"]
    assert f"n. {sent.number}" in mails[0].subject


@pytest.mark.parametrize(
    ("hours", "moment"), [(-1, Moment.BEFORE), (0, Moment.DURING), (3, Moment.AFTER)]
)
def test_the_moment_is_told_by_the_clock(hours: int, moment: Moment) -> None:
    now = legal_now()
    held = Meeting(
        procedure_id=1,
        authority_id=1,
        kind=MeetingKind.LABORATORY,
        title="Laboratorio",
        starts_at=now,
        ends_at=now + timedelta(hours=2),
    )
    assert moment_of(held, now + timedelta(hours=hours)) is moment


def test_what_was_sent_back_is_corrected_beside_its_original(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    old = make_submitted(session, guest)
    words = old.text
    reason = ReasonForm(reason="Togliete il nome della persona.")
    send_back(session, desk.actor, desk.here, old.public_id, reason)
    new = begin_correction(session, guest.actor, old.public_id, PRESS)
    assert begin_correction(session, guest.actor, old.public_id, PRESS).id == new.id
    form = ContributionForm(
        kind=new.kind, title=new.title, text="Testo corretto.", edition=new.edition
    )
    save_draft(session, guest.actor, new.public_id, form)
    submit_contribution(session, guest.actor, new.public_id, PRESS)
    assert (old.state, old.text) == (ContributionState.WITHDRAWN, words)
    assert (new.state, new.number) == (ContributionState.SUBMITTED, 2)
    assert count_unmoderated(session, desk.here.procedure.pk) == 1
    log = [step.to_state for step in list_steps(session, old.pk)]
    assert log == [
        ContributionState.SUBMITTED,
        ContributionState.SENT_BACK,
        ContributionState.WITHDRAWN,
    ]


def test_what_was_sent_back_unchanged_does_not_come_in_again(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    old = make_submitted(session, guest)
    send_back(session, desk.actor, desk.here, old.public_id, ReasonForm(reason="Correggete."))
    new = begin_correction(session, guest.actor, old.public_id, PRESS)
    with pytest.raises(Exception, match="già stato inviato"):
        submit_contribution(session, guest.actor, new.public_id, PRESS)


def test_it_is_withdrawn_until_the_office_has_decided(session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    sent = make_submitted(session, guest)
    withdraw_contribution(session, guest.actor, sent.public_id, PRESS)
    assert sent.state is ContributionState.WITHDRAWN
    published = make_published(session, desk, guest, "Altro")
    with pytest.raises(RuleError):
        withdraw_contribution(session, guest.actor, published.public_id, PRESS)


def test_who_sends_is_on_record_for_the_body_only(session: Session) -> None:
    guest = make_guest(session, make_working_desk(session))
    draft = make_draft(session, guest)
    submit_contribution(session, guest.actor, draft.public_id, PRESS)
    whole = get_own(session, guest.actor, draft.public_id)
    assert whole.contribution.author_id == guest.account.id


def test_many_who_send_at_once_get_a_number_each(session: Session, store: Store) -> None:
    desk = make_working_desk(session)
    guests = [make_guest(session, desk, f"Associazione {letter}") for letter in "ABCD"]
    drafts = [(guest.actor, make_draft(session, guest).public_id) for guest in guests]
    store.finish(session)

    def send(draft: tuple[Actor, str]) -> int | None:
        with store.writing() as own:
            return submit_contribution(own, *draft, PRESS).number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, drafts), key=str) == [1, 2, 3, 4]
