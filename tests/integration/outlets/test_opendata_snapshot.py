"""A file is of one instant, and whoever writes meanwhile does not wait for it."""

from sqlmodel import Session

from app.core.store.session import Store
from app.outlets.opendata.dataset import Made
from app.outlets.opendata.datasets import BY_CODE
from app.outlets.opendata.queries import Asked, list_records, read_version, stream_records
from tests.factories.contributions import make_guest, make_published, make_working_desk

CONTRIBUTIONS = BY_CODE["contributi"]
TITLE = CONTRIBUTIONS.names.index("titolo")
HERE = Asked("zona-esempio", "prova")
MADE = Made("https://esempio.it")


def test_what_is_published_while_rows_are_read_is_in_the_next_version(
    store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    for title in ("Primo", "Secondo"):
        make_published(session, desk, guest, title)
    store.finish(session)
    with store.reading() as reading:
        before = read_version(reading, HERE.scope)
        records = stream_records(reading, CONTRIBUTIONS, HERE, MADE)
        titles = [next(records)[TITLE]]
        with store.writing() as other:
            make_published(other, desk, guest, "Terzo")
        titles += [record[TITLE] for record in records]
        assert titles == ["Primo", "Secondo"]
        assert read_version(reading, HERE.scope) == before
    with store.reading() as reading:
        after = read_version(reading, HERE.scope)
        assert (after.tag == before.tag, after.changed_at == before.changed_at) == (False, False)
        rows = list_records(reading, CONTRIBUTIONS, HERE, MADE, after=0, limit=10)
        assert [record[TITLE] for _, record in rows] == ["Primo", "Secondo", "Terzo"]
