"""A process that only beats, to be killed."""

import time
from datetime import timedelta

from app.core.audit.chain import record_events
from app.core.jobs.heartbeat import Heartbeat
from app.core.store.engine import open_engines
from app.core.store.session import Store


def keep_beating(database_url: str) -> None:
    """To be run in a process of its own."""
    store = Store(open_engines(database_url, pool_size=2), (record_events,))
    Heartbeat(store, timedelta(seconds=0.3)).start()
    time.sleep(60)
