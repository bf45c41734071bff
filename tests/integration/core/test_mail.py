"""The outbox against a real SMTP server: sent once, retried on 4xx, given up on 5xx."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Mail

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlmodel import select

from app.core.clock import wall_now
from app.core.jobs.models import Job, Message, MessageState
from app.core.jobs.outbox import SEND, Letter, post
from app.core.jobs.smtp import smtp_from_url
from app.core.jobs.worker import Worker, mail_handler
from app.core.store.session import Store


class Postman:
    """Takes mails, or answers `reply` instead."""

    def __init__(self) -> None:
        self.reply = "250 taken"
        self.taken: list[Mail] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.reply.startswith("250"):
            self.taken.append(message_from_bytes(bytes(envelope.content or b"")))
        return self.reply


@pytest.fixture
def postman() -> Iterator[Postman]:
    handler = Postman()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.port = controller.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    yield handler
    controller.stop()


def _worker(store: Store, postman: Postman) -> Worker:
    server = smtp_from_url(f"smtp://127.0.0.1:{postman.port}", "noi@esempio.it")  # type: ignore[attr-defined]
    return Worker(store, {SEND: mail_handler(server)})


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


def test_a_mail_leaves_once(store: Store, postman: Postman) -> None:
    _post(store)
    worker = _worker(store, postman)
    worker.run_until_idle()
    worker.run_until_idle()
    assert [str(mail["Message-ID"]) for mail in postman.taken] == [_message(store).message_ref]
    assert _message(store).state is MessageState.SENT


def test_a_refused_mail_is_shown_as_not_delivered(store: Store, postman: Postman) -> None:
    postman.reply = "550 no such person"
    _post(store)
    _worker(store, postman).run_until_idle()
    assert _message(store).state is MessageState.FAILED
    assert "550" in _message(store).error


def test_a_delayed_mail_is_tried_again_later_under_the_same_name(
    store: Store, postman: Postman
) -> None:
    postman.reply = "451 come back"
    _post(store)
    worker = _worker(store, postman)
    worker.run_until_idle()
    assert _message(store).state is MessageState.SENDING
    with store.writing() as session:
        job = session.exec(select(Job)).one()
        assert job.run_at > wall_now()
        job.run_at = wall_now()
        session.add(job)
    postman.reply = "250 taken"
    worker.run_until_idle()
    assert [str(mail["Message-ID"]) for mail in postman.taken] == [_message(store).message_ref]


def test_nothing_leaves_when_the_cause_is_rolled_back(store: Store, postman: Postman) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as session:
        post(session, Letter(kind="test", recipient="a@esempio.it", subject="x", body="y"))
        raise ZeroDivisionError
    _worker(store, postman).run_until_idle()
    assert postman.taken == []


def test_a_job_whose_worker_died_comes_back_when_its_lease_ends(
    store: Store, postman: Postman
) -> None:
    _post(store)
    worker = _worker(store, postman)
    with store.writing() as session:
        job = session.exec(select(Job)).one()
        job.state, job.lease = job.state.RUNNING, "of a dead worker"
        job.leased_until = wall_now()
        session.add(job)
    worker.run_until_idle()
    assert len(postman.taken) == 1


def test_without_a_mail_server_messages_stay_in_the_register(store: Store) -> None:
    _post(store)
    Worker(store, {SEND: mail_handler(None)}).run_until_idle()
    assert _message(store).state is MessageState.KEPT
