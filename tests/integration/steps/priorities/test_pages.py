"""The pages of priorities, walked without JavaScript."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.store.session import Store
from app.steps.esiti.actions import publish_esiti
from app.steps.priorities.queries import list_priorities
from app.steps.synthesis.actions import assess_node
from app.steps.synthesis.forms import AssessForm
from tests.conftest import Clock
from tests.factories.esiti import propose, propose_node
from tests.factories.priorities import make_ballot, make_held
from tests.factories.synthesis import make_heard, make_need, make_shared
from tests.integration.steps.synthesis.test_pages import count_queries
from tests.support.browserless import SignedIn

# What is done is the same on both databases; `test_nodes` shows that they keep it alike.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BASE = "/ufficio/zona-esempio/prova/sintesi/priorita"
PUBLIC = "/zona-esempio/prova/priorita"


def test_a_vote_is_typed_in_with_its_rule(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    one = make_need(session, heard, heard.first)
    two = make_need(session, heard, heard.second, title="Le sere")
    held = make_held(session, heard)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    assert "Regola usata" in client.get(f"{BASE}/nuovo").text
    query = f"?sessione={held.public_id}&tipo=need&regola=one_vote"
    assert "Quanti enti hanno votato" in client.get(f"{BASE}/nuovo{query}").text
    data = {
        "held": held.public_id,
        "kind": "need",
        "rule": "one_vote",
        "bodies": "3",
        "reason": "Prima le frazioni.",
        "node": [one.public_id, two.public_id],
        "value": ["3", "1"],
        "note": ["", ""],
        "edition": "0",
    }
    refused = client.post(f"{BASE}/nuovo", data=data)
    assert refused.status_code == 422
    assert "La somma è 4" in refused.text
    assert "Prima le frazioni." in refused.text
    assert client.post(f"{BASE}/nuovo", data={**data, "value": ["3", "0"]}).status_code == 303


def test_the_office_says_why_it_sees_a_node_otherwise(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    one = make_need(session, heard, heard.first)
    two = make_need(session, heard, heard.second, title="Le sere")
    make_ballot(session, heard, (one, 9), (two, 3))
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    node = f"{BASE}/nodi/{two.public_id}"
    assert client.post(node, data={"priority": "5"}).status_code == 422
    given = {"priority": "5", "priority_reason": "Riguarda tutti."}
    assert client.post(node, data=given).status_code == 303
    whole = client.get(BASE).text
    assert "Mancano le parole dell&#39;ufficio" in whole
    with store.reading() as reader:
        ballot = list_priorities(reader, heard.desk.here.procedure.pk).ballots[0]
    words = {"ballot": ballot.public_id, "words": "I voti sono pochi."}
    assert client.post(f"{node}/divergenza", data=words).status_code == 303
    assert "Mancano le parole dell&#39;ufficio" not in client.get(BASE).text
    own = f"{BASE}/risultati/{ballot.public_id}"
    assert 'value="9"' in client.get(own).text
    assert client.post(f"{own}/togli", data={"why": ""}).status_code == 422
    assert client.post(f"{own}/togli", data={"why": "Errore"}).status_code == 303
    assert client.get(own).status_code == 404


def test_a_form_without_its_rule_asks_for_it_again(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    refused = client.post(f"{BASE}/nuovo", data={"rule": "nessuna", "bodies": "3"})
    assert refused.status_code == 422


def test_priorities_are_public_from_restitution_on(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    one = make_need(session, heard, heard.first, title="Canarino giallo")
    two = make_need(session, heard, heard.second)
    make_shared(session, heard)
    make_ballot(session, heard, (one, 9), (two, 3))
    form = AssessForm(priority="1", priority_reason="Ragione canarina.")
    assess_node(session, heard.desk.actor, heard.desk.here, one, form)
    store.finish(session)
    before = client.get(PUBLIC).text
    assert "non sono ancora pubblicate" in before
    assert "anarin" not in before
    clock.move_to(legal_now() + timedelta(days=6))
    propose(session, heard, heard.first, heard.second)
    propose_node(session, heard)
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    store.finish(session)
    after = client.get(PUBLIC).text
    for words in ("Canarino giallo", "divergono", "consultivi", "3 punti per ente", "Ragione"):
        assert words in after


def test_more_results_cost_no_more_queries(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    nodes = [make_need(session, heard, heard.first), make_need(session, heard, heard.second)]
    held = make_held(session, heard)
    make_ballot(session, heard, (nodes[0], 9), (nodes[1], 3), held=held)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    one = count_queries(store, client, BASE)
    for _ in range(2):
        nodes.append(make_need(session, heard, heard.first))
        make_ballot(session, heard, *((node, 1) for node in nodes), held=held)
    store.finish(session)
    assert count_queries(store, client, BASE) == one


def test_a_long_result_shows_its_first_three_and_folds_the_others_under_their_number(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    titles = ("Abitare", "Bere", "Camminare", "Dormire", "Esserci", "Fermarsi", "Girare")
    needs = [make_need(session, heard, heard.first, heard.second, title=one) for one in titles]
    make_shared(session, heard)
    make_ballot(session, heard, *((need, 7 - place) for place, need in enumerate(needs)), bodies=12)
    clock.move_to(legal_now() + timedelta(days=6))
    propose(session, heard, heard.first, heard.second)
    propose_node(session, heard)
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    store.finish(session)
    table, result = client.get(PUBLIC).text.split('id="risultati"')
    assert "<details><summary>Tavoli e ufficio, uno per uno: 7" in table
    seen, folded = result.split("<details>")
    assert "Camminare" in seen
    assert "Dormire" not in seen
    assert "<summary>Dopo i primi tre, gli altri 4" in folded
    assert '<ol start="4">\n<li>' in folded
    assert "Girare" in folded
