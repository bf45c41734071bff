"""Runs the jobs: inside the web process on SQLite, or as `coprogramma worker`."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from app.core.clock import wall_now
from app.core.jobs import outbox
from app.core.jobs.models import MessageState
from app.core.jobs.queue import MAX_ATTEMPTS, claim_job, enqueue, fail_job, finish_job
from app.core.jobs.smtp import PermanentMailError, SmtpServer, TemporaryMailError, send_mail
from app.core.store.installation import load_legal_offset
from app.core.store.session import Store

log = structlog.get_logger()
Handler = Callable[[Store, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Recurring:
    """A job that comes again `every` so often."""

    kind: str
    every: timedelta


class Worker:
    """Claims and runs jobs one at a time; a killed worker's jobs come back when leases end."""

    def __init__(
        self, store: Store, handlers: Mapping[str, Handler], recurring: tuple[Recurring, ...] = ()
    ) -> None:
        self.store = store
        self.handlers = handlers
        self.recurring = {item.kind: item.every for item in recurring}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self.run, name="worker", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def run(self) -> None:
        """Work until `stop`; a failing database is waited for, not died of."""
        planned = False
        while not self._stop.is_set():
            try:
                if not planned:
                    self.plan()
                    planned = True
                busy = self.run_one()
            except Exception:  # the loop outlives any failure of the store, and logs it whole
                log.exception("worker_failed")
                self._stop.wait(5)
                continue
            if not busy:
                self._stop.wait(0.5)

    def plan(self) -> None:
        """Make sure that every recurring job stands in the queue."""
        with self.store.writing() as session:
            for kind in self.recurring:
                enqueue(session, kind, key=f"every:{kind}")

    def run_until_idle(self, limit: int = 10_000) -> int:
        """Run what is due now; gives how many jobs ran. For tests and commands."""
        return next((done for done in range(limit) if not self.run_one()), limit)

    def run_one(self) -> bool:
        """Claim and run one job; whether there was one."""
        with self.store.writing() as session:
            load_legal_offset(session)
            job = claim_job(session, self.handlers)
            if job is None:
                return False
            session.flush()
            job_id, lease, kind, payload = job.pk, job.lease, job.kind, dict(job.payload)
        try:
            self.handlers[kind](self.store, payload)
        except Exception as error:  # noqa: BLE001  any failure of a job is recorded and retried
            log.warning("job_failed", kind=kind, error=type(error).__name__)
            with self.store.writing() as session:
                fail_job(session, job_id, lease, f"{type(error).__name__}: {error}")
            return True
        again = self.recurring.get(kind)
        with self.store.writing() as session:
            finish_job(session, job_id, lease, again_at=wall_now() + again if again else None)
        return True


def mail_handler(server: SmtpServer | None) -> Handler:
    """The handler of `mail.send`. Without a server messages are kept in the register."""

    def send(store: Store, payload: dict[str, Any]) -> None:
        with store.writing() as session:
            message = outbox.take_for_sending(session, payload["message"])
        if message is None:
            return
        try:
            if server is not None:
                send_mail(server, message)
            state, error = (MessageState.SENT if server else MessageState.KEPT), ""
        except PermanentMailError as refused:
            state, error = MessageState.FAILED, str(refused)
        except TemporaryMailError as delayed:
            if message.attempts < MAX_ATTEMPTS:
                raise
            state, error = MessageState.FAILED, str(delayed)
        with store.writing() as session:
            outbox.record_result(session, message.pk, state, error)

    return send
