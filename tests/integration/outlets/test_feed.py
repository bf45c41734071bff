"""The feeds: sound Atom, made of what is public, kept like the other pages."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from lxml import etree
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.outlets.feed.atom import Feed, Item, write_atom
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.procedures.queries import list_tavoli
from app.steps.publication.actions import withdraw_document
from app.steps.publication.forms import WithdrawForm
from app.steps.publication.queries import list_entries
from tests.conftest import Clock
from tests.factories.avvisi import make_open_avviso
from tests.factories.calendar import make_laboratory
from tests.factories.domande import make_applicant
from tests.factories.esiti import make_restituted
from tests.factories.procedures import make_desk
from tests.factories.questions import make_answer, make_question

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = "/zona-esempio/prova/feed.atom"
NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)


def atom_problems(body: bytes) -> list[str]:
    """What RFC 4287 finds wrong: ids, titles, instants and links that are not there as wanted."""
    root = etree.fromstring(body)
    found = [] if root.tag == f"{ATOM}feed" else ["no feed"]
    for node in [root, *root.findall(f"{ATOM}entry")]:
        found += [
            f"{len(node.findall(ATOM + name))} {name}"
            for name in ("id", "title", "updated")
            if len(node.findall(ATOM + name)) != 1
        ]
        UUID(node.findtext(f"{ATOM}id", "").removeprefix("urn:uuid:"))
        assert datetime.fromisoformat(node.findtext(f"{ATOM}updated", "")).tzinfo is not None
        rels = [link.get("rel") for link in node.findall(f"{ATOM}link")]
        found += [] if rels.count("alternate") == 1 else [f"links {rels}"]
    if root.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("no author")
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    return found if len(ids) == len(set(ids)) else [*found, "an id twice"]


def titles_of(body: bytes) -> list[str]:
    entries = etree.fromstring(body).findall(f"{ATOM}entry")
    return [entry.findtext(f"{ATOM}title", "") for entry in entries]


@pytest.mark.parametrize("text", ["<script>&amp;", "ora\x0b più \ufffe tardi", "]]>"])
def test_any_text_is_written_as_it_is_and_the_name_stays_where_the_service_moves(
    text: str,
) -> None:
    item = Item("abc", text, text, "/a", NOON)
    feed = Feed("f", text, text, "/", "/feed.atom", NOON, [item])
    here, there = (write_atom(feed, url, demo=True) for url in ("http://a.it", "https://b.it"))
    assert atom_problems(here) == []
    assert etree.fromstring(here).findtext(f".//{ATOM}entry/{ATOM}id") in there.decode()
    assert "DIMOSTRAZIONE" in etree.fromstring(here).findtext(f"{ATOM}subtitle", "")
    assert "DIMOSTRAZIONE" in etree.fromstring(here).findtext(f".//{ATOM}summary", "")


def test_an_empty_feed_is_sound_too() -> None:
    assert atom_problems(write_atom(Feed("f", "T", "A", "/", "/f", NOON, []), "", demo=False)) == []


def test_what_is_published_comes_into_the_feed_and_who_asked_does_not(
    client: TestClient, store: Store, session: Session
) -> None:
    desk, _ = make_open_avviso(session)
    asker = make_applicant(session, name="Ente Canarino")
    make_question(session, desk, asker, "Segreto del canarino")
    make_answer(session, desk, make_question(session, desk, asker, "Serve la PEC?"))
    make_laboratory(session, desk, title="Laboratorio dei bisogni")
    store.finish(session)
    answer = client.get(FEED)
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert atom_problems(answer.content) == []
    titles = titles_of(answer.content)
    assert "Quesito n. 1: la risposta" in titles
    assert "Incontro: Laboratorio dei bisogni" in titles
    assert any(title.startswith("Avviso: ") for title in titles)
    assert "Serve la PEC?" in answer.text
    for hidden in ("Canarino", "canarino", asker.account.email, asker.account.given_name):
        assert hidden not in answer.text
    page = client.get("/zona-esempio/prova/").text
    assert f'type="application/atom+xml" title="Aggiornamenti: {desk.here.procedure.title}"' in page


def test_a_feed_is_kept_until_something_public_changes(
    client: TestClient, store: Store, session: Session
) -> None:
    desk, _ = make_open_avviso(session)
    question = make_question(session, desk, make_applicant(session))
    store.finish(session)
    feeds = (FEED, "/zona-esempio/feed.atom")
    tags = {address: client.get(address).headers["etag"] for address in feeds}
    for address, tag in tags.items():
        assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    with store.writing() as later:
        make_answer(later, desk, question)
    for address, tag in tags.items():
        renewed = client.get(address, headers={"if-none-match": tag})
        assert renewed.status_code == 200
        assert "Quesito n. 1: la risposta" in titles_of(renewed.content)


def test_what_is_withdrawn_or_in_draft_is_in_no_feed(
    client: TestClient, store: Store, session: Session
) -> None:
    desk, _ = make_open_avviso(session)
    make_desk(session, slug="bozza", authority=desk.authority, title="Ancora segreta")
    entries = [entry for entry, _ in list_entries(session, desk.here.procedure.pk)]
    withdraw_document(session, desk.actor, desk.here, entries[0], WithdrawForm(why="Errore"))
    store.finish(session)
    assert entries[0].title not in titles_of(client.get(FEED).content)
    assert client.get("/zona-esempio/bozza/feed.atom").status_code == 404
    assert "Ancora segreta" not in client.get("/zona-esempio/feed.atom").text


def test_the_feed_of_a_tavolo_has_its_contributions_with_their_esiti_and_no_others(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    first, second = list_tavoli(session, heard.desk.here.procedure.pk)
    store.finish(session)
    answer = client.get(f"/zona-esempio/prova/feed/{first.slug}.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert atom_problems(answer.content) == []
    assert set(titles_of(answer.content)) == {
        "Contributo n. 1: Trasporti per chi non guida",
        "Esito del contributo n. 1: proposto all'organo",
    }
    other = client.get(f"/zona-esempio/prova/feed/{second.slug}.atom")
    assert "Trasporti per chi non guida" not in other.text
    assert client.get("/zona-esempio/prova/feed/nessuno.atom").status_code == 404
    whole = client.get(FEED)
    assert atom_problems(whole.content) == []
    titles = titles_of(whole.content)
    assert f"Contributi del tavolo «{first.name}»" in titles
    assert "Gli esiti dei contributi" in titles


def test_what_is_withheld_leaves_the_feed_of_its_tavolo_at_once(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    tavolo = list_tavoli(session, heard.desk.here.procedure.pk)[0]
    store.finish(session)
    address = f"/zona-esempio/prova/feed/{tavolo.slug}.atom"
    assert len(titles_of(client.get(address).content)) == 2
    with store.writing() as later:
        form = ReasonForm(reason="Nomina una persona.")
        withhold_contribution(later, heard.desk.actor, heard.desk.here, heard.first.public_id, form)
    answer = client.get(address)
    assert titles_of(answer.content) == []
    assert atom_problems(answer.content) == []
