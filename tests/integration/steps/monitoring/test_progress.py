"""What "A che punto siamo" costs does not grow with how many contributions there are."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.monitoring.routes import EACH, FIRST
from app.steps.plans.models import PlanItem
from app.steps.synthesis.models import NodeSource
from tests.conftest import Clock
from tests.factories.esiti import load_nodes
from tests.factories.monitoring import make_concluded, make_item
from tests.factories.synthesis import Heard
from tests.support.queries import count_queries, count_rows

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

MANY = EACH + 8


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    """An ended procedure with two contributions in its need, and many more in none."""
    return make_concluded(session, clock, *(f"Proposta {number}" for number in range(MANY - 2)))


def draw_all(session: Session, heard: Heard) -> PlanItem:
    """The need that an item of the plan comes from is drawn from every contribution."""
    here = heard.desk.here
    (node,) = load_nodes(session, here.procedure.pk)
    keys: dict[str, Any] = {"procedure_id": here.procedure.pk, "authority_id": here.authority.pk}
    inside = {heard.first.pk, heard.second.pk}
    rows = list_published_for_synthesis(session, here.procedure.pk)
    session.add_all(
        NodeSource(**keys, node_id=node.pk, contribution_id=row.id)
        for row in rows
        if row.id not in inside
    )
    session.flush()
    return make_item(session, heard)


def test_the_page_reads_as_much_of_many_contributions_as_of_few(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    page = f"/{heard.desk.here.scope}/monitoraggio"
    make_item(session, heard, "A2")
    store.finish(session)
    with count_queries(store) as asked_few, count_rows(store) as few:
        assert "I contributi da cui nasce: 2<" in client.get(f"{page}?pochi").text
    draw_all(session, heard)
    store.finish(session)
    with count_queries(store) as asked_many, count_rows(store) as many:
        assert f"I contributi da cui nasce: {MANY}<" in client.get(f"{page}?molti").text
    assert few
    assert len(asked_many) == len(asked_few)
    assert len(many) - len(few) < 2 * (FIRST + 5)  # the first of two items, and one item more


def test_an_item_names_its_first_contributions_and_its_page_all(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    item = draw_all(session, heard)
    store.finish(session)
    page = f"/{heard.desk.here.scope}/monitoraggio"
    own = f"{page}/voci/{item.public_id}"
    text = client.get(page).text
    assert text.count("/contributi/") == FIRST
    assert f'href="{own}"' in text
    assert f"Leggeteli tutti: {MANY} contributi" in text
    first, second = (client.get(f"{own}?pagina={number}").text for number in (1, 2))
    assert first.count("/contributi/") == EACH
    assert second.count("/contributi/") == MANY - EACH
    assert f"n. {MANY} «" in second


def test_only_an_item_that_came_from_contributions_has_a_page(
    client: TestClient, store: Store, session: Session, heard: Heard
) -> None:
    here = heard.desk.here
    keys: dict[str, Any] = {"procedure_id": here.procedure.pk, "authority_id": here.authority.pk}
    item = make_item(session, heard)
    alone = PlanItem(**keys, code="Z1", level=item.level, title="Da sola", position=9)
    session.add(alone)
    store.finish(session)
    page = f"/{here.scope}/monitoraggio/voci"
    assert client.get(f"{page}/{item.public_id}").status_code == 200
    assert client.get(f"{page}/{alone.public_id}").status_code == 404
    assert client.get(f"{page}/{'0' * 20}").status_code == 404
