"""The whole index: made anew, checked, mended, without a word that is not published."""

from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from app.core.store.session import Store
from app.core.store.wordindex import AnyOf, drop_words, find_words, put_words
from app.outlets.search.actions import check_index, read_everything, rebuild
from app.outlets.search.jobs import HANDLERS
from app.outlets.search.models import SearchDocument
from app.outlets.search.words import stems
from tests.conftest import Clock
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.factories.esiti import make_restituted
from tests.integration.outlets.test_search_index import CANARY, kinds_with


def test_the_index_agrees_with_what_is_published_and_says_where_it_does_not(
    store: Store, session: Session, clock: Clock
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    read_everything(store)
    whole = check_index(store)
    assert whole.whole
    assert whole.documents > 5
    with store.writing() as broken:
        keys = list(broken.exec(select(SearchDocument.id)).all())
        broken.exec(delete(SearchDocument).where(col(SearchDocument.id) == keys[0]))
        row = broken.get_one(SearchDocument, keys[1])
        row.digest = "0" * 32
        broken.add(row)
        drop_words(broken.connection(), [keys[2]])
    found = check_index(store)
    assert (found.missing, found.stale, found.words) == (1, 1, 2)
    assert rebuild(store) == whole.documents
    assert check_index(store) == whole


def test_reading_everything_again_writes_nothing(
    store: Store, session: Session, clock: Clock
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    read_everything(store)
    assert read_everything(store) == 0


def test_the_first_index_comes_by_itself(store: Store, session: Session) -> None:
    desk = make_working_desk(session)
    make_published(session, desk, make_guest(session, desk), CANARY)
    store.finish(session)
    with store.writing() as emptied:
        drop_words(emptied.connection(), list(emptied.exec(select(SearchDocument.id)).all()))
        emptied.exec(delete(SearchDocument))
    HANDLERS["search.mend"](store, {})
    with store.reading() as reading:
        assert kinds_with(reading) == ["contribution"]


def test_while_all_is_made_anew_everything_is_found(store: Store, session: Session) -> None:
    desk = make_working_desk(session)
    make_working_desk(session, slug="altra", authority=desk.authority)
    store.finish(session)
    read_everything(store)
    seen: list[tuple[int, bool]] = []
    rebuild(store, lambda done, _total: seen.append((done, check_index(store).whole)))
    assert seen == [(1, True), (2, True)]


def test_made_anew_a_document_has_its_words_again(store: Store, session: Session) -> None:
    desk = make_working_desk(session)
    make_published(session, desk, make_guest(session, desk), CANARY)
    store.finish(session)
    read_everything(store)
    with store.writing() as spoiled:
        keys = spoiled.exec(select(SearchDocument.id)).all()
        put_words(spoiled.connection(), [(key, {"altro"}) for key in keys])
    rebuild(store)
    with store.reading() as reading:
        others, found = find_words(
            reading.connection(), [AnyOf(("altro",))], [AnyOf(stems(CANARY))], most=9
        )
    assert others == []
    assert len(found) == 1


def test_no_words_wait_outside_the_index_for_later_searches(store: Store, session: Session) -> None:
    if store.dialect == "sqlite":
        return
    put_words(session.connection(), [(key, {"casa", f"casa{key}"}) for key in range(300)])
    waiting = text("SELECT gin_clean_pending_list('ix_search_words_words')")
    assert session.connection().execute(waiting).scalar_one() == 0
