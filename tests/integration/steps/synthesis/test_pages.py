"""The desk, the area and the public picture, walked without JavaScript."""

import re
from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import event
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_now
from app.core.store.session import Store
from app.steps.esiti.actions import publish_esiti
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import ChosenForm
from app.steps.synthesis.queries import list_drafts, load_picture
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.esiti import propose, propose_node
from tests.factories.synthesis import Heard, make_heard, make_need, make_shared
from tests.support.browserless import SignedIn

DESK = "/ufficio/zona-esempio/prova/sintesi"
PICTURE = "/zona-esempio/prova/quadro"


def at_desk(
    store: Store, session: Session, clock: Clock, sign_in_as: SignedIn, *, need: bool = True
) -> Heard:
    heard = make_heard(session, clock)
    if need:
        make_need(session, heard, heard.first)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    return heard


def count_queries(store: Store, client: TestClient, address: str) -> int:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engines.read, "before_cursor_execute", note)
    assert client.get(address).status_code == 200
    event.remove(store.engines.read, "before_cursor_execute", note)
    return len(seen)


def test_chosen_contributions_become_a_node_in_two_steps(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = at_desk(store, session, clock, sign_in_as, need=False)
    both = [heard.first.public_id, heard.second.public_id]
    to_form = client.post(DESK, data={"chosen": both, "azione": "make"})
    assert to_form.status_code == 303
    form = client.get(to_form.headers["location"])
    assert form.text.count("checked") == 2
    data = {"kind": "need", "title": "Muoversi senza auto", "chosen": both, "why": "Uguali"}
    made = client.post(f"{DESK}/nuovo", data=data)
    node = client.get(made.headers["location"])
    assert "B1 Muoversi senza auto" in node.text
    assert "Corse serali" in node.text


def test_the_desk_filters_and_names_orphans(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    at_desk(store, session, clock, sign_in_as)
    everything = client.get(DESK).text
    assert "un contributo</a>" in everything
    assert "Bisogni senza obiettivo" in everything
    loose = client.get(f"{DESK}?liberi=1").text
    assert "Corse serali" in loose
    assert "<strong>n. 1 «Trasporti per chi non guida»</strong>" not in loose
    assert "Trasporti per chi non guida" in client.get(f"{DESK}?q=NON+guida").text


def test_joining_without_a_node_says_what_to_do_and_keeps_the_choice(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = at_desk(store, session, clock, sign_in_as)
    data = {"chosen": [heard.second.public_id], "azione": "join"}
    refused = client.post(DESK, data=data)
    assert refused.status_code == 422
    assert re.search(rf'value="{heard.second.public_id}" checked', refused.text)


def test_the_last_step_is_undone_from_the_desk(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = at_desk(store, session, clock, sign_in_as)
    step = re.search(r'name="step" value="(\d+)"', client.get(DESK).text)
    assert step is not None
    assert client.post(f"{DESK}/annulla", data={"step": step[1]}).status_code == 303
    with store.reading() as reader:
        assert load_picture(reader, heard.desk.here.procedure.pk).nodes == ()
    history = client.get(f"{DESK}/storia").text
    assert "n. 1 «Trasporti per chi non guida»" in history
    assert "annullamento" in history


def test_every_page_of_a_node_opens(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    node = make_need(session, heard, heard.first, coverage="partial")
    goal = make_need(session, heard, kind=NodeKind.OBJECTIVE, title="Corse")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{DESK}/nodi/{node.public_id}"
    assert "parziale" in client.get(own).text
    edit = client.get(f"{own}/modifica")
    assert 'value="partial" selected' in edit.text
    data = {"title": "Muoversi", "edition": "1", "gap": "Le sere"}
    assert client.post(f"{own}/modifica", data=data).status_code == 303
    other = {"other": goal.public_id}
    assert client.post(f"{own}/collega", data=other).status_code == 303
    assert client.post(f"{own}/collega", data=other).status_code == 422
    assert client.post(f"{own}/scollega", data=other).status_code == 303
    part = {"chosen": [heard.first.public_id], "why": "Errore"}
    assert client.post(f"{own}/contributi", data=part).status_code == 303
    assert client.post(f"{own}/togli", data={}).status_code == 303
    assert client.get(own).status_code == 404
    assert client.post(f"{own}/ripristina", data={}).status_code == 303
    assert "Muoversi" in client.get(own).text


def test_from_the_shared_draft_to_the_answer(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = at_desk(store, session, clock, sign_in_as)
    assert "La sintesi ha ancora punti aperti" in client.get(f"{DESK}/bozze").text
    late = client.post(f"{DESK}/bozze", data={"observations_until": "2027-03-12"})
    assert late.status_code == 422
    sent = client.post(f"{DESK}/bozze", data={"observations_until": "2027-03-20"})
    assert sent.status_code == 303
    with store.reading() as reader:
        draft = list_drafts(reader, heard.desk.here.procedure.pk)[0]
    assert "B1 Muoversi senza auto" in client.get(f"{DESK}/bozze/{draft.public_id}").text
    sign_in_as(heard.guest.account)
    own = f"/area-personale/sintesi/{draft.public_id}"
    assert draft.public_id in client.get("/area-personale/sintesi").text
    assert "sabato 20 marzo 2027, ore 23:59:59" in client.get(own).text
    observed = {"body": heard.guest.ets.public_id, "text": "Manca il treno."}
    assert client.post(f"{own}/osservazioni", data=observed).status_code == 303
    assert "In attesa di risposta" in client.get(own).text
    sign_in_as(heard.desk.rdp)
    listed = client.get(f"{DESK}/osservazioni").text
    link = re.search(rf'href="({DESK}/osservazioni/[0-9a-f]+)"', listed)
    assert link is not None
    assert client.post(link[1], data={"answer": ""}).status_code == 422
    assert client.post(link[1], data={"answer": "Avete ragione."}).status_code == 303
    assert "Avete ragione." in client.get(link[1]).text


def test_a_late_observation_is_refused_on_its_page(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    draft = make_shared(session, heard)
    store.finish(session)
    clock.move_to(draft.observations_until.replace(year=2028))
    sign_in_as(heard.guest.account)
    data = {"body": heard.guest.ets.public_id, "text": "Tardi."}
    address = f"/area-personale/sintesi/{draft.public_id}"
    refused = client.post(f"{address}/osservazioni", data=data)
    assert refused.status_code == 422
    assert "Il termine per le osservazioni è scaduto" in refused.text
    assert "Tardi." in refused.text
    closed = client.get(address).text
    assert "si potevano inviare fino a" in closed
    assert "Potete fare osservazioni" not in closed


def test_others_neither_read_the_draft_nor_work_at_the_desk(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    draft = make_shared(session, heard)
    store.finish(session)
    assert client.get(f"/area-personale/sintesi/{draft.public_id}").status_code in {303, 401}
    sign_in_as(heard.guest.account)
    for address in (DESK, f"{DESK}/storia", f"{DESK}/bozze", f"{DESK}/osservazioni"):
        assert client.get(address).status_code == 404


def test_the_picture_is_public_from_restitution_on(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first, target="Anziani", coverage="none")
    store.finish(session)
    before = client.get(PICTURE).text
    assert "non è ancora pubblicato" in before
    assert "Muoversi senza auto" not in before
    make_shared(session, heard)
    clock.move_to(legal_now() + timedelta(days=6))
    propose(session, heard, heard.first, heard.second)
    propose_node(session, heard)
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    store.finish(session)
    after = client.get(PICTURE).text
    for words in ("B1 Muoversi senza auto", "Anziani", "nessuna", heard.first.public_id):
        assert words in after


def test_more_contributions_cost_no_more_queries(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = at_desk(store, session, clock, sign_in_as)
    one = count_queries(store, client, DESK)
    for title in ("Terzo", "Quarto"):
        made = make_published(session, heard.desk, heard.guest, title)
        make_need(session, heard, made, title=title)
    store.finish(session)
    assert count_queries(store, client, DESK) == one


def test_all_that_the_filters_find_join_at_once_and_the_list_stays_filtered(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    for number in range(3):
        make_published(session, heard.desk, heard.guest, f"Treno {number}")
    node = make_need(session, heard)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    data = {"found": "1", "node": node.public_id, "azione": "join"}
    joined = client.post(f"{DESK}?q=treno&liberi=1", data=data)
    assert joined.headers["location"] == f"{DESK}?q=treno&liberi=1"
    with store.reading() as reader:
        picture = load_picture(reader, heard.desk.here.procedure.pk)
        assert len(picture.contributions[node.pk]) == 3


def test_a_node_is_made_of_all_that_the_filters_find(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    for number in range(32):
        make_published(session, heard.desk, heard.guest, f"Treno {number}")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    to_form = client.post(f"{DESK}?q=treno", data={"found": "1", "azione": "make"})
    page = client.get(to_form.headers["location"]).text
    assert "Nasce da 32 contributi" in page
    refs = re.search(r'name="chosen" value="([0-9a-f,]+)"', page)
    assert refs is not None
    data = {"kind": "need", "title": "Treni", "chosen": refs[1]}
    assert client.post(f"{DESK}/nuovo", data={**data, "title": ""}).status_code == 422
    assert client.post(f"{DESK}/nuovo", data=data).status_code == 303
    with store.reading() as reader:
        picture = load_picture(reader, heard.desk.here.procedure.pk)
        assert [len(keys) for keys in picture.contributions.values()] == [32]


def test_more_than_two_hundred_are_chosen_at_once() -> None:
    refs = ",".join(f"{number:020x}" for number in range(2_000))
    assert len(ChosenForm(chosen=[refs]).chosen) == 2_000
    with pytest.raises(ValidationError):
        ChosenForm(chosen=[f"{refs},{2_000:020x}"])


def test_nodes_are_joined_and_split_without_javascript(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    one = make_need(session, heard, heard.first)
    two = make_need(session, heard, heard.second, title="La sera")
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    both = {"nodes": [one.public_id, two.public_id], "into": one.public_id}
    page = client.get(f"{DESK}/unisci?nodi={one.public_id}&nodi={two.public_id}").text
    assert page.count("checked") == 2
    assert client.post(f"{DESK}/unisci", data={**both, "into": ""}).status_code == 422
    assert client.post(f"{DESK}/unisci", data={**both, "why": "Uguali"}).status_code == 303
    history = client.get(f"{DESK}/storia").text
    assert "B2 uniti in B1" in history
    assert "Ripristinate B2" in history
    own = f"{DESK}/nodi/{one.public_id}"
    assert client.post(f"{own}/dividi", data={"title": "Di notte"}).status_code == 422
    split = {"title": "Di notte", "chosen": [heard.second.public_id]}
    made = client.post(f"{own}/dividi", data=split)
    assert "B3 Di notte" in client.get(made.headers["location"]).text
    move = {"chosen": [heard.first.public_id], "azione": "move"}
    assert client.post(f"{own}/contributi", data=move).status_code == 422
    target = made.headers["location"].rsplit("/", 1)[1]
    moved = client.post(f"{own}/contributi", data={**move, "node": target})
    assert moved.status_code == 303
    assert "Nessun contributo" in client.get(own).text
