"""What a page of the synthesis costs does not grow with the contributions that it does not show."""

from collections.abc import Callable

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.contributions.models import Contribution
from app.steps.synthesis import desk_views
from tests.conftest import Clock
from tests.factories.synthesis import Heard, make_heard, make_need, make_observation, make_shared
from tests.integration.steps.synthesis.test_pages import DESK
from tests.support.browserless import SignedIn
from tests.support.queries import count_queries, count_rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MORE = 12
Cost = Callable[[str], tuple[int, int]]


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    return make_heard(session, clock)


@pytest.fixture
def cost(client: TestClient, store: Store, heard: Heard, sign_in_as: SignedIn) -> Cost:
    """How many statements a page of the office sends, and how many rows it reads."""

    def ask(address: str) -> tuple[int, int]:
        sign_in_as(heard.desk.rdp)
        with count_queries(store) as asked, count_rows(store) as read:
            assert client.get(address).status_code == 200
        return len(asked), len(read)

    return ask


def add_many(session: Session, store: Store, heard: Heard) -> None:
    """Contributions in no node, like the second one; also where none is taken any more."""
    like = heard.second.model_dump(exclude={"id", "public_id", "number"})
    session.add_all(Contribution(**like, number=3 + more) for more in range(MORE))
    store.finish(session)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "/nodi/{node}",
        "/nodi/{node}/dividi",
        "/storia",
        "/nuovo?scelti={chosen}",
        "/bozze",
        "/bozze/{draft}",
        "/bozze/{draft}/confronto",
        "/osservazioni",
        "/osservazioni/{observation}",
    ],
)
def test_a_page_reads_as_much_beside_many_contributions_as_beside_few(
    session: Session,
    store: Store,
    heard: Heard,
    cost: Cost,
    page: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(desk_views, "EACH", 2)
    node = make_need(session, heard, heard.first)
    draft = make_shared(session, heard)
    observation = make_observation(session, heard, draft)
    store.finish(session)
    names = {
        "node": node.public_id,
        "chosen": heard.second.public_id,
        "draft": draft.public_id,
        "observation": observation.public_id,
    }
    address = f"{DESK}{page.format_map(names)}"
    few = cost(address)
    assert min(few) > 0
    add_many(session, store, heard)
    assert cost(address) == few
