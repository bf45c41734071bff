"""SQLite and PostgreSQL find the same, in the same order, with the same counts."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

import pytest

from app.assembly import assemble
from app.core.findable import Findable
from app.core.store.session import Store
from app.main import make_store
from app.outlets.search.actions import put_documents
from app.outlets.search.asked import read_asked
from app.outlets.search.queries import MOST, narrow, search
from app.settings import Settings
from tests.factories.procedures import make_started_desk
from tests.support.databases import PostgresServer, SqliteServer

_WORDS = (
    "anziano anziani anziana assistenza assistente domiciliare domiciliari trasporto trasporti "
    "disabilità disabile famiglia famiglie minore minori casa case abitare perché l'aiuto "
    "dell'anziano caregiver RSA sollievo notte città montagna 2026 centro diurno già più"
)
WORDS = _WORDS.split()
OUTCOMES = ("", "proposto all'organo", "non proposto", "")


Answer = tuple[list[tuple[str, str]], int, bool, dict[str, Counter[Any]]]


def corpus(size: int) -> list[Findable]:
    """Texts of a few words, the first ones much more often; the same each time."""
    chance = random.Random(7)
    weights = [1 / (place + 1) for place in range(len(WORDS))]
    return [
        Findable(
            ref=f"c{number}",
            title=" ".join(chance.choices(WORDS, weights, k=4)),
            text=" ".join(chance.choices(WORDS, weights, k=12)),
            address=f"/c/{number}",
            day=date(2026, 1, 1) + timedelta(days=chance.randrange(400)),
            tavolo_id=chance.choice((None, 1, 2)),
            ets_id=chance.randrange(1, 9),
            outcome=chance.choice(OUTCOMES),
        )
        for number in range(size)
    ]


@pytest.fixture(scope="module")
def stores(
    sqlite_server: SqliteServer,
    postgres_server: PostgresServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Store, Store]]:
    """One corpus on both databases, beyond what is counted."""
    assemble()
    documents = corpus(MOST + 300)
    with ExitStack() as stack:
        addresses = [
            stack.enter_context(server.database()) for server in (sqlite_server, postgres_server)
        ]
        made = [_filled(address, tmp_path_factory, documents) for address in addresses]
        yield made[0], made[1]
        for store in made:
            store.engines.dispose()


def _filled(address: str, folders: pytest.TempPathFactory, documents: list[Findable]) -> Store:
    blobs = str(folders.mktemp("blobs"))
    store = make_store(Settings(database_url=address, blob_url=blobs, secret_key="t" * 40))
    with store.writing() as session:
        here = make_started_desk(session).here
        for start in range(0, len(documents), 500):
            put_documents(session, here, "contribution", documents[start : start + 500])
    return store


def _answer(store: Store, q: str, **narrowed: str) -> Answer:
    """What a page says, without what the actions named at random."""
    with store.reading() as session:
        asked = read_asked(q, narrowed.pop("pagina", ""), narrowed)
        found = search(session, asked, narrow(session, asked, None))
        hits = [(hit.address, hit.title) for hit in found.hits if hit.address[:3] == "/c/"]
        return hits, found.total, found.more, found.counts


ASKED: list[tuple[str, dict[str, str]]] = [
    ("anziano", {}),
    ("anz", {}),
    ("anzi", {"pagina": "2"}),
    ("assiste", {}),
    ("assistenza domiciliari", {"pagina": "3"}),
    ("DISABILITA famiglie ", {}),
    ("dell’anziano caregiver", {"esito": "non-proposto"}),
    ("rsa", {"anno": "2027"}),
    ("montagna piu notte", {}),
    ("gia", {}),
    ("nessunadiqueste", {}),
    ("", {"anno": "2026", "pagina": "100"}),
    ("citta", {"tipo": "contribution", "anno": "2026"}),
    ("AND OR", {}),
]


@pytest.mark.parametrize(("q", "narrowed"), ASKED)
def test_both_databases_answer_alike(
    stores: tuple[Store, Store], q: str, narrowed: dict[str, str]
) -> None:
    assert _answer(stores[0], q, **narrowed) == _answer(stores[1], q, **narrowed)


def test_they_answer_alike_whatever_is_asked(stores: tuple[Store, Store]) -> None:
    chance = random.Random(11)
    for _ in range(60):
        q = " ".join(chance.choices(WORDS, k=chance.randrange(1, 4)))[: chance.randrange(3, 40)]
        assert _answer(stores[0], q) == _answer(stores[1], q), q


def test_a_common_word_is_bounded_and_says_so(stores: tuple[Store, Store]) -> None:
    for store in stores:
        _, total, more, counts = _answer(store, "", tipo="contribution")
        assert (total, more) == (MOST, True)
        assert sum(counts["kind"].values()) == MOST


def test_the_newest_come_first_and_what_has_the_word_in_its_title_before(
    stores: tuple[Store, Store],
) -> None:
    hits, *_ = _answer(stores[0], "caregiver ")
    assert all("caregiver" in title for _, title in hits[:10])
