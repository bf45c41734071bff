"""Beats while the web process is up, apart from the jobs: a long job is no outage."""

import threading
from datetime import timedelta

import structlog

from app.core.jobs.outages import beat
from app.core.store.session import Store

log = structlog.get_logger()


class Heartbeat:
    """Beats at the start, then `every` so often, and once more when it is stopped."""

    def __init__(self, store: Store, every: timedelta) -> None:
        self.store = store
        self.every = every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        stopped = False
        while not stopped:
            self._beat()
            stopped = self._stop.wait(self.every.total_seconds())
        self._beat()

    def _beat(self) -> None:
        try:
            with self.store.writing() as session:
                outage = beat(session, self.every)
            if outage is not None:
                log.warning("outage_noticed", since=outage.from_at.isoformat())
        except Exception:  # a database that does not answer is an outage: the next beat says so
            log.exception("beat_failed")
