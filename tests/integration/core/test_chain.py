"""The register of events: append-only, chained, and any tampering is found with its place."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.core.audit.chain import Break, verify_chains
from app.core.audit.triggers import APPEND_ONLY, missing_triggers
from app.core.events import Event, emit
from app.core.store.session import Store


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    kind: ClassVar[str] = "test.bell_rung"
    times: int


def _ring(store: Store, *times: int) -> None:
    with store.writing() as session:
        for number in times:
            emit(session, BellRung(times=number))


def _verify(store: Store) -> list[Break]:
    with store.reading() as session:
        return verify_chains(session)


def _tamper(store: Store, statement: str) -> None:
    """Change the register as somebody with the database's keys would: guards removed first."""
    with store.engines.write.begin() as connection:
        if store.dialect == "sqlite":
            connection.execute(text("DROP TRIGGER event_no_update"))
            connection.execute(text("DROP TRIGGER event_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER event_no_change ON event"))
        connection.execute(text(statement))


def test_an_untouched_register_holds(store: Store) -> None:
    _ring(store, 1, 2)
    _ring(store, 3)
    assert _verify(store) == []


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE event SET payload = '{}' WHERE number = 2", 2),
        ("UPDATE event SET actor_ref = 'other' WHERE number = 1", 1),
        ("DELETE FROM event WHERE number = 2", 2),
        ("DELETE FROM event WHERE number = 3", 3),
    ],
)
def test_tampering_is_found_with_its_place(store: Store, statement: str, place: int) -> None:
    _ring(store, 1, 2, 3)
    _tamper(store, statement)
    assert [found.number for found in _verify(store)] == [place]


@pytest.mark.parametrize("statement", ["UPDATE event SET kind = 'x'", "DELETE FROM event"])
def test_the_database_itself_refuses_to_alter_it(store: Store, statement: str) -> None:
    _ring(store, 1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        store.engines.write.begin() as connection,
    ):
        connection.execute(text(statement))


def test_every_append_only_table_has_its_guards(store: Store) -> None:
    assert "event" in APPEND_ONLY
    with store.engines.read.connect() as connection:
        assert missing_triggers(connection) == []


def test_an_abandoned_work_leaves_no_event(store: Store) -> None:
    session = store.open_write()
    emit(session, BellRung(times=1))
    store.abandon(session, ZeroDivisionError())
    session.close()
    with store.reading() as reader:
        assert reader.connection().execute(text("SELECT count(*) FROM event")).scalar_one() == 0
