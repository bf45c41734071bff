"""What the migrations make is what the models say, on both databases."""

from alembic import command
from alembic.config import Config
from sqlmodel import Session, select

from app.core.clock import legal_now, legal_today
from app.core.resources import resource
from app.core.store.engine import Engines, open_engines
from app.core.store.migrate import current_revision, drift, newest_revision, upgrade
from app.core.store.session import Store
from app.core.store.wordindex import list_words
from app.outlets.search.models import SearchDocument
from app.steps.contributions.enums import ContributionState
from app.steps.contributions.models import ModerationStep
from app.steps.monitoring.models import AccountWithdrawal
from tests.conftest import Clock
from tests.factories.monitoring import make_concluded, make_written, publish


def test_models_and_migrations_agree(database_url: str) -> None:
    engines = open_engines(database_url, pool_size=2)
    assert drift(engines) == []
    engines.dispose()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    engines = open_engines(database_url, pool_size=2)
    upgrade(engines)
    assert current_revision(engines) == newest_revision() is not None
    engines.dispose()


def go_back(engines: Engines, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(resource("migrations")))
    with engines.write.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_accounts_of_before_that_leave_the_site_are_not_found_either(
    database_url: str, store: Store, session: Session, clock: Clock
) -> None:
    """Words were taken back before accounts were withdrawn at all: 0038 does what follows now."""
    heard, year = make_concluded(session, clock), legal_today().year
    make_written(session, heard, year)
    publish(session, heard.desk, year)
    store.finish(session)
    key = session.exec(select(SearchDocument.id).where(SearchDocument.kind == "account")).one()
    step = ModerationStep(
        contribution_id=heard.first.pk,
        from_state=ContributionState.PUBLISHED,
        to_state=ContributionState.WITHHELD,
        by_id=heard.desk.actor.account_id,
        at=legal_now(),
    )
    session.add(step)
    session.commit()
    session.close()
    engines = open_engines(database_url, pool_size=2)
    go_back(engines, "0037")
    upgrade(engines)
    engines.dispose()
    with store.reading() as now:
        assert now.exec(select(AccountWithdrawal)).all()
        assert now.get(SearchDocument, key) is None
        assert key not in list_words(now.connection())
