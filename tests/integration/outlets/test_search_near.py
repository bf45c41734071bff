"""Where nothing is found a near word is proposed, from what anyone may read at that moment."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.core.store.wordcounts import count_words
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from tests.factories.contributions import make_guest, make_published, make_working_desk
from tests.support.queries import count_queries

MEANT = "Forse cercavate:"


def proposed(client: TestClient, address: str) -> str:
    """The words proposed in the page, or nothing."""
    page = client.get(address).text
    if MEANT not in page:
        return ""
    return page.partition(MEANT)[2].partition("<strong>")[2].partition("</strong>")[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("traspotro", "trasporto"),
        ("trasportto serale", "trasporto serale"),
        ("disabilitta", "disabilità"),
        ("tarsporto seralle", "trasporto serale"),
        ("Trasprto", "trasporto"),
        ("trasporto", ""),
        ("xyzzy", ""),
        ("trasporto disabilità serale montagna", ""),
    ],
)
def test_a_slip_is_understood_and_what_is_proposed_is_found(
    client: TestClient, store: Store, session: Session, typed: str, meant: str
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    make_published(session, desk, guest, "Corse", text="Trasporto serale e disabilità.")
    store.finish(session)
    assert proposed(client, f"/cerca?q={typed}") == meant
    if meant:
        assert "Corse" in client.get(f"/cerca?q={meant}").text


def test_the_word_that_most_have_is_proposed_and_filters_stay(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    for title in ("Casette", "Cassette", "Ancora cassette"):
        make_published(session, desk, guest, title)
    store.finish(session)
    assert proposed(client, "/cerca?q=casete") == "casette"
    assert proposed(client, "/cerca?q=casstte") == "cassette"
    page = client.get("/cerca?q=casstte&tipo=contribution").text
    assert "/cerca?q=cassette&amp;tipo=contribution" in page
    assert proposed(client, "/cerca?q=casstte&tipo=report") == ""


def test_a_word_that_was_withheld_is_not_proposed(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    hidden = make_published(session, desk, make_guest(session, desk), "Canarino nascosto")
    store.finish(session)
    assert proposed(client, "/cerca?q=canarinno") == "canarino"
    with store.writing() as later:
        reason = ReasonForm(reason="Nomina una persona.")
        withhold_contribution(later, desk.actor, desk.here, hidden.public_id, reason)
    assert proposed(client, "/cerca?q=canarinno") == ""


def test_where_something_is_found_nothing_more_is_asked(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_working_desk(session)
    make_published(session, desk, make_guest(session, desk), "Trasporti")
    store.finish(session)
    with count_queries(store) as asked:
        assert "Trasporti" in client.get("/cerca?q=trasporti").text
    assert not [query for query in asked if "count(*) FROM (SELECT 1 FROM search_words" in query]
    with count_queries(store) as asked:
        assert proposed(client, "/cerca?q=traspotri") == "trasporti"
    assert [query for query in asked if "count(*) FROM (SELECT 1 FROM search_words" in query]


def test_tokens_are_counted_up_to_what_is_asked(store: Store, session: Session) -> None:
    desk = make_working_desk(session)
    guest = make_guest(session, desk)
    for number in range(3):
        make_published(session, desk, guest, f"Lampione {number}")
    store.finish(session)
    with store.reading() as reader:
        counted = count_words(reader.connection(), ["lampione", "nessuno"], most=2)
        assert counted == {"lampione": 2}
        with pytest.raises(ValueError, match="no token"):
            count_words(reader.connection(), ['due" OR "tre'], most=1)
