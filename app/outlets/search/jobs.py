"""Reading again what changed as a whole, and everything once a day."""

from datetime import timedelta
from typing import Any

import structlog

from app.core.jobs.worker import Handler, Recurring
from app.core.store.session import Store
from app.outlets.search.actions import read_again, read_everything
from app.outlets.search.actions.keep import READ

MEND = "search.mend"
log = structlog.get_logger()


def _read(store: Store, payload: dict[str, Any]) -> None:
    read_again(store, payload["procedure"], payload["kinds"])


def _mend(store: Store, payload: dict[str, Any]) -> None:
    """Also the first index of an installation that had none."""
    if mended := read_everything(store):
        log.info("search_mended", rows=mended)


HANDLERS: dict[str, Handler] = {READ: _read, MEND: _mend}
RECURRING = (Recurring(MEND, timedelta(hours=24)),)
