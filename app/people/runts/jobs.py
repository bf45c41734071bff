"""The reading of extracts, as a job."""

from typing import Any

from app.core.jobs.worker import Handler
from app.core.store.session import Store
from app.people.runts.actions.import_extract import import_extract
from app.people.runts.actions.receive_extract import IMPORT


def _import(store: Store, payload: dict[str, Any]) -> None:
    import_extract(store, payload["extract"])


HANDLERS: dict[str, Handler] = {IMPORT: _import}
