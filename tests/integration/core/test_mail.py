"""The outbox against a real SMTP server: sent once, retried on 4xx, given up on 5xx."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from app.core.clock import wall_now
from app.core.jobs.models import Job, Message, MessageState
from app.core.jobs.outbox import SEND, Letter, post
from app.core.jobs.smtp import smtp_from_url
from app.core.jobs.worker import Worker, mail_handler
from app.core.store.session import Store
from tests.support.postoffice import PostOffice


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice() as made:
        yield made


def _worker(store: Store, office: PostOffice) -> Worker:
    return Worker(store, {SEND: mail_handler(smtp_from_url(office.url, "noi@esempio.it"))})


def _post(store: Store) -> None:
    with store.writing() as session:
        post(
            session,
            Letter(
                kind="test",
                recipient="a@esempio.it",
                subject="Città è già così",
                body="Però.\n",
                attachments=[
                    {"name": "incontro.ics", "media_type": "text/calendar", "text": "BEGIN:"}
                ],
            ),
        )


def _message(store: Store) -> Message:
    with store.reading() as session:
        return session.exec(select(Message)).one()


def test_a_mail_leaves_once(store: Store, office: PostOffice) -> None:
    _post(store)
    worker = _worker(store, office)
    worker.run_until_idle()
    worker.run_until_idle()
    assert [str(mail["Message-ID"]) for mail in office.mails] == [_message(store).message_ref]
    assert _message(store).state is MessageState.SENT


def test_a_refused_mail_is_shown_as_not_delivered(store: Store, office: PostOffice) -> None:
    office.reply = "550 no such person"
    _post(store)
    _worker(store, office).run_until_idle()
    assert _message(store).state is MessageState.FAILED
    assert "550" in _message(store).error


def test_a_delayed_mail_is_tried_again_later_under_the_same_name(
    store: Store, office: PostOffice
) -> None:
    office.reply = "451 come back"
    _post(store)
    worker = _worker(store, office)
    worker.run_until_idle()
    assert _message(store).state is MessageState.SENDING
    with store.writing() as session:
        job = session.exec(select(Job)).one()
        assert job.run_at > wall_now()
        job.run_at = wall_now()
        session.add(job)
    office.reply = "250 taken"
    worker.run_until_idle()
    assert [str(mail["Message-ID"]) for mail in office.mails] == [_message(store).message_ref]


def test_nothing_leaves_when_the_cause_is_rolled_back(store: Store, office: PostOffice) -> None:
    session = store.open_write()
    post(session, Letter(kind="test", recipient="a@esempio.it", subject="x", body="y"))
    store.abandon(session, ZeroDivisionError())
    session.close()
    _worker(store, office).run_until_idle()
    assert office.mails == []


def test_a_job_whose_worker_died_comes_back_when_its_lease_ends(
    store: Store, office: PostOffice
) -> None:
    _post(store)
    worker = _worker(store, office)
    with store.writing() as session:
        job = session.exec(select(Job)).one()
        job.state, job.lease = job.state.RUNNING, "of a dead worker"
        job.leased_until = wall_now()
        session.add(job)
    worker.run_until_idle()
    assert len(office.mails) == 1


def test_without_a_mail_server_messages_stay_in_the_register(store: Store) -> None:
    _post(store)
    Worker(store, {SEND: mail_handler(None)}).run_until_idle()
    assert _message(store).state is MessageState.KEPT
