"""What the migrations make is what the models say, on both databases."""

from app.core.store.engine import open_engines
from app.core.store.migrate import current_revision, drift, newest_revision, upgrade


def test_models_and_migrations_agree(database_url: str) -> None:
    engines = open_engines(database_url, pool_size=2)
    assert drift(engines) == []
    engines.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engines = open_engines(database_url, pool_size=2)
    upgrade(engines)
    assert current_revision(engines) == newest_revision() is not None
    engines.dispose()
