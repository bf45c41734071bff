"""Many contributions are answered at once: each text is seen before it is written."""

import re
from html import unescape

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from app.core.errors import ConflictError, InvalidFormError
from app.core.store.session import Store
from app.steps.esiti.actions import write_proposals
from app.steps.esiti.enums import Outcome
from app.steps.esiti.forms import ProposalForm
from app.steps.esiti.models import Esito
from app.steps.esiti.views import office
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.esiti import make_observed, propose, propose_node
from tests.factories.synthesis import Heard, make_heard, make_need
from tests.support.browserless import SignedIn

DESK = "/ufficio/zona-esempio/prova/esiti"


def test_a_common_text_that_names_nothing_is_refused(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    with pytest.raises(InvalidFormError, match=r"2 esiti: nominate ognuno"):
        _write(session, heard, "Lo proponiamo.")


def test_an_unknown_placeholder_is_refused_by_its_name(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    with pytest.raises(InvalidFormError, match=r"«\{titulo\}»"):
        _write(session, heard, "{titulo} entra.")


def test_a_text_names_the_body_too(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    _write(session, heard, "{ente}: n. {numero}.")
    reasons = session.exec(select(Esito.reason).order_by(col(Esito.contribution_id))).all()
    assert reasons == ["Associazione Presente: n. 1.", "Cooperativa Altrove: n. 2."]


def test_chosen_twice_is_written_once(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    ref = heard.first.public_id
    form = ProposalForm(chosen=[ref, f"{ref}:0"], outcome=Outcome.PROPOSED, reason="Sì.")
    assert write_proposals(session, heard.desk.actor, heard.desk.here, form).count == 1
    assert len(session.exec(select(Esito)).all()) == 1


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    propose(session, heard, heard.first)
    chosen = [f"{heard.first.public_id}:0", f"{heard.second.public_id}:0"]
    form = ProposalForm(chosen=chosen, outcome=Outcome.NOT_PROPOSED, reason="{titolo}: no.")
    with pytest.raises(ConflictError, match=r"contributi n\. 1\."):
        write_proposals(session, heard.desk.actor, heard.desk.here, form)


def _write(session: Session, heard: Heard, reason: str) -> None:
    chosen = [heard.first.public_id, heard.second.public_id]
    form = ProposalForm(chosen=chosen, outcome=Outcome.PROPOSED, reason=reason)
    write_proposals(session, heard.desk.actor, heard.desk.here, form)


def test_all_of_a_filter_are_seen_and_then_written(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    for number in range(40):
        make_published(session, heard.desk, heard.guest, f"Proposta {number}")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    asked = f"?ente={heard.guest.ets.public_id}"
    assert "Tutti i 41 contributi di questo filtro" in client.get(DESK + asked).text
    data = {"everything": "1", "outcome": "proposed", "reason": "Lo proponiamo."}
    refused = client.post(f"{DESK}/prova{asked}", data=data)
    assert refused.status_code == 422
    assert "Lo proponiamo.</textarea>" in refused.text
    data["reason"] = "{titolo} entra."
    seen = client.post(f"{DESK}/prova{asked}", data=data)
    assert "Trasporti per chi non guida entra." in seen.text
    assert "Proposta 39 entra." in seen.text
    assert "Corse serali" not in seen.text
    assert _count(store) == 0
    chosen = re.findall(r'name="chosen" value="([^"]+)"', seen.text)
    batch = {"chosen": chosen, "outcome": "proposed", "reason": "{titolo} entra."}
    assert client.post(f"{DESK}/proponi", data=batch).status_code == 303
    assert _count(store) == 41
    again = client.post(f"{DESK}/proponi", data=batch)
    assert again.status_code == 422
    assert "Nel frattempo qualcuno ha scritto" in again.text


def _count(store: Store) -> int:
    with store.reading() as session:
        return len(session.exec(select(Esito.id)).all())


def test_what_is_missing_leads_to_where_it_is_mended(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    other = make_need(session, heard, heard.first, title="Casa")
    propose_node(session, heard)
    propose_node(session, heard, other, outcome=Outcome.OUTSIDE_OBJECT, reason="Altro tema.")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    desk = client.get(DESK).text
    links = [unescape(found) for found in re.findall(r'href="([^"]+)#elenco"', desk)]
    assert len(links) == 2
    for address in links:
        listed = client.get(address).text
        assert "Trasporti per chi non guida" in listed
        assert "Corse serali" not in listed
    one = client.get(f"{DESK}/{heard.first.public_id}").text
    assert "I nodi non dicono la stessa cosa" in one
    data = {"node": other.public_id}
    assert client.post(f"{DESK}/{heard.first.public_id}/nodo", data=data).status_code == 303
    assert "ereditato da B2" in client.get(DESK).text
    assert client.post(f"{DESK}/{heard.first.public_id}/promessa", data={}).status_code == 303
    assert "risposta propria promessa" in client.get(DESK).text
    assert client.post(f"{DESK}/{heard.first.public_id}/eredita", data={}).status_code == 303
    assert "B1 e B2 non sono d" in client.get(DESK).text


def test_nodes_are_answered_on_their_pages(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    need = make_need(session, heard, title="Casa")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    assert "Casa" in client.get(f"{DESK}/nodi?stato=missing").text
    data = {"chosen": [f"{need.public_id}:0"], "outcome": "proposed", "reason": ""}
    assert client.post(f"{DESK}/nodi/{need.public_id}/proponi", data=data).status_code == 422
    data["reason"] = "Serve."
    assert "Serve." in client.post(f"{DESK}/nodi/prova", data=data).text
    assert client.post(f"{DESK}/nodi/proponi", data=data).status_code == 303
    assert client.get(f"{DESK}/nodi/{need.public_id}").status_code == 200
    assert "Casa" not in client.get(f"{DESK}/nodi?stato=missing").text
    sign_in_as(heard.guest.account)
    assert client.get(f"{DESK}/nodi").status_code == 404


def test_all_nodes_of_a_filter_are_answered_at_once_and_the_filter_stays(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    for number in range(office.SIZE + 1):
        make_need(session, heard, title=f"Casa {number}")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    page = client.get(f"{DESK}/nodi?q=casa").text
    assert page.count('name="chosen"') == office.SIZE
    data = {"everything": "1", "outcome": "proposed", "reason": "{titolo} serve."}
    tried = client.post(f"{DESK}/nodi/prova?q=casa", data=data).text
    chosen = re.findall(r'name="chosen" value="([^"]+)"', tried)
    assert len(chosen) == office.SIZE + 1
    [target] = re.findall(r'action="([^"]+/proponi[^"]*)"', tried)
    del data["everything"]
    saved = client.post(target, data={**data, "chosen": chosen})
    assert saved.headers["location"].endswith("/nodi?q=casa")
    assert "Casa" not in client.get(f"{DESK}/nodi?stato=missing").text


def test_the_texts_say_which_drafts_they_would_write_over(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    propose(session, heard, heard.first)
    propose_node(session, heard)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    data = {"outcome": "not_proposed", "reason": "{titolo} no.", "everything": "1"}
    for address in (f"{DESK}/prova", f"{DESK}/nodi/prova"):
        assert "salvando lo sostituite" in client.post(address, data=data).text
