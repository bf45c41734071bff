"""What every command begins with: the store of the settings, migrated."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.core.store.migrate import current_revision, newest_revision
from app.core.store.session import Store
from app.main import make_store
from app.settings import Settings


class RefusedError(Exception):
    """A sentence for who typed the command."""


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """The store of the settings, closed afterwards. Raises RefusedError when it is not migrated."""
    store = make_store(settings)
    try:
        if current_revision(store.engines) != newest_revision():
            raise RefusedError("the database is behind: run `coprogramma migrate`")
        yield store
    finally:
        store.engines.dispose()
