"""The office writes and publishes esiti; anyone reads the published ones, nobody a draft."""

import pytest
from sqlalchemy import event
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.people.authorities.enums import OfficeRole
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.queries import get_public
from app.steps.esiti.actions import publish_esiti
from app.steps.esiti.views import path_of, public
from app.steps.procedures.enums import ActKind
from tests.conftest import Clock
from tests.factories.esiti import make_observed, make_restituted, propose, propose_node
from tests.factories.people import make_officer
from tests.factories.procedures import make_act
from tests.support.browserless import SignedIn

DESK = "/ufficio/zona-esempio/prova/esiti"
PUBLIC = "/zona-esempio/prova/esiti"


def count_queries(store: Store, client: TestClient, address: str) -> int:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engines.read, "before_cursor_execute", note)
    assert client.get(address).status_code == 200
    event.remove(store.engines.read, "before_cursor_execute", note)
    return len(seen)


def test_the_office_goes_from_what_is_missing_to_restitution(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    desk = client.get(DESK).text
    assert "1 contributo senza esito" in desk
    assert "1 nodo senza esito" in desk
    missing = client.get(f"{DESK}?stato=missing&tavolo=").text
    assert "Trasporti per chi non guida" in missing
    one = client.get(f"{DESK}/{heard.first.public_id}").text
    assert "Il contributo è confluito in B1" in one
    data = {"chosen": [heard.first.public_id], "outcome": "proposed", "reason": ""}
    refused = client.post(f"{DESK}/{heard.first.public_id}/proponi", data=data)
    assert refused.status_code == 422
    both = [heard.first.public_id, heard.second.public_id]
    propose_node(session, heard)
    store.finish(session)
    batch = {"chosen": both, "outcome": "proposed", "reason": "{titolo} entra."}
    assert client.post(f"{DESK}/proponi", data=batch).status_code == 303
    assert "Corse serali entra." in client.get(DESK).text
    assert client.post(f"{DESK}/pubblica", data={}).status_code == 303
    assert "Corse serali entra." in client.get(PUBLIC).text
    assert client.post(f"{DESK}/pubblica", data={}).status_code == 422


def test_publishing_with_one_missing_names_it(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    propose(session, heard, heard.first)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    refused = client.post(f"{DESK}/pubblica", data={})
    assert refused.status_code == 422
    assert "n. 2 (Infanzia e famiglia)" in refused.text


def test_an_officer_proposes_and_does_not_publish(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    officer = make_officer(session, heard.desk.authority, OfficeRole.OFFICER)
    store.finish(session)
    sign_in_as(officer)
    assert client.get(DESK).status_code == 200
    assert client.post(f"{DESK}/pubblica", data={}).status_code == 404


def test_a_draft_is_never_public(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_observed(session, clock)
    propose(session, heard, heard.first, reason="Canarino in gabbia.")
    store.finish(session)
    contribution = f"/zona-esempio/prova/contributi/{heard.first.public_id}"
    for account in (None, heard.guest.account):
        sign_in_as(account)
        for address in (PUBLIC, contribution, "/zona-esempio/prova/quadro"):
            assert "Canarino" not in client.get(address).text
    assert client.get(DESK).status_code == 404


def test_the_public_page_gives_figures_drawn_and_in_a_table(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    text = client.get(PUBLIC).text
    drawing = text[text.index("<svg xmlns") :].split("</svg>", 1)[0]
    assert 'role="img" aria-label="Che cosa l' in drawing
    assert "style" not in drawing
    assert '<th scope="row">Disabilità</th>' in text
    assert "Gli stessi dati in una tabella" in text


def test_the_public_list_filters(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    store.finish(session)
    by_state = client.get(f"{PUBLIC}?stato=not_proposed").text
    assert "Già coperto." in by_state
    assert "Entra nella proposta." not in by_state
    by_body = client.get(f"{PUBLIC}?ente={heard.guest.ets.public_id}").text
    assert "Entra nella proposta." in by_body
    assert "Già coperto." not in by_body
    assert "Nessun esito con questi filtri" in client.get(f"{PUBLIC}?q=zebra").text


def test_a_withheld_contribution_shows_its_esito_and_not_itself(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    reason = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, actor, here, heard.second.public_id, reason)
    propose_node(session, heard)
    propose(session, heard, heard.first, heard.second, reason="Per {titolo}.")
    publish_esiti(session, actor, here)
    store.finish(session)
    text = client.get(PUBLIC).text
    assert "Contributo n. 2 (non pubblicato)" in text
    assert "Per contributo n. 2." in text
    for words in ("Corse serali", heard.second.public_id, "Cooperativa Altrove"):
        assert words not in text
    assert "Corse serali" not in client.get("/zona-esempio/prova/quadro").text


def test_a_decision_is_recorded_beside_the_proposal(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_restituted(session, clock)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    one = f"{DESK}/{heard.first.public_id}"
    assert "Manca l'atto dell'organo" in client.get(one).text.replace("&#39;", "'")
    act = make_act(session, heard.desk, ActKind.APPROVAL, number="9")
    store.finish(session)
    data = {"chosen": [heard.first.public_id], "act": act.public_id, "outcome": "taken_up"}
    assert client.post(f"{one}/decidi", data={**data, "reason": ""}).status_code == 422
    assert client.post(f"{one}/decidi", data={**data, "reason": "Votato."}).status_code == 303
    assert client.get(f"{one}?proposta=1").status_code == 200
    sign_in_as(None)
    text = client.get(PUBLIC).text
    for words in ("Votato.", "Entra nella proposta.", "atto n. 9", heard.desk.rdp.name):
        assert words in text


def test_the_path_goes_from_the_contribution_to_its_esito(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_observed(session, clock)
    here = heard.desk.here
    contribution = get_public(session, here.procedure.pk, heard.first.public_id)
    assert path_of(session, here, contribution).stages == ()
    propose_node(session, heard)
    propose(session, heard, heard.first, heard.second)
    publish_esiti(session, heard.desk.actor, here)
    path = path_of(session, here, contribution)
    own, need = path.stages
    assert own.stops[0].title == "Trasporti per chi non guida"
    stop = need.stops[0]
    assert (need.label, stop.code, stop.chip) == ("Bisogno", "B1", "proposto all'organo")
    assert path.last is not None
    assert (path.last.title, path.last.text) == ("proposto all'organo", "Entra nella proposta.")


def test_the_page_of_a_contribution_shows_its_path(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    store.finish(session)
    text = client.get(f"/zona-esempio/prova/contributi/{heard.first.public_id}").text
    for words in (
        "Il percorso",
        "Cosa è successo a questa proposta",
        "Muoversi senza auto",
        "Entra nella proposta.",
    ):
        assert words in text


def test_more_contributions_cost_no_more_queries(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_restituted(session, clock, "Terzo", "Quarto", "Quinto")
    store.finish(session)
    for address in (PUBLIC, DESK):
        one = count_queries(store, client, f"{address}?q=Terzo")
        assert count_queries(store, client, f"{address}?tavolo=") == one
        sign_in_as(heard.desk.rdp)


def test_the_public_list_opens_on_the_answers_and_folds_what_led_to_them(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    text = client.get(PUBLIC).text
    proposal = text.split('<article class="proposal">')[1].split("</article>")[0]
    seen, folded = proposal.split("<details>")
    assert "Entra nella proposta." in seen
    assert 'class="path"' in folded
    assert "Il percorso fino al piano e la risposta, con data e autore" in folded
    assert "<details>\n<summary>Cercate e filtrate" in text
    assert "<details open>\n<summary>Cercate e filtrate" in client.get(f"{PUBLIC}?q=corse").text


def test_many_bodies_stand_folded_under_their_number(
    client: TestClient,
    store: Store,
    session: Session,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_restituted(session, clock)
    store.finish(session)
    assert "<summary>Le proposte di" not in client.get(PUBLIC).text
    monkeypatch.setattr(public, "_SEEN", 1)
    assert "<summary>Le proposte di 2 enti e servizi" in client.get(f"{PUBLIC}?q=").text
