"""Nodes tied to the plan, and who may read what of it when."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.clock import legal_now
from app.core.errors import InvalidFormError
from app.core.store.session import Store
from app.steps.coverage.actions import unlink_node
from app.steps.coverage.forms import UnlinkForm
from app.steps.coverage.queries import list_all_links, list_links
from app.steps.esiti.actions import publish_esiti
from app.steps.plans.actions import publish_plan, remove_item
from app.steps.plans.models import PlanItem
from app.steps.plans.navigation import item_page
from app.steps.procedures.navigation import public_address
from app.steps.synthesis.actions import remove_node
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import WhyForm
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.esiti import propose, propose_node
from tests.factories.plans import (
    OBJECTIVE,
    PROGRAMME,
    csv_plan,
    make_item,
    make_link,
    make_partner,
    make_plan,
    make_plan_act,
)
from tests.factories.procedures import make_started_desk
from tests.factories.synthesis import Heard, make_heard, make_need, make_shared
from tests.support.browserless import SignedIn

OFFICE = "/ufficio/zona-esempio/prova/piano"
PUBLIC = "/zona-esempio/prova/piano"
CANARY = "Canarino dell'intervento"


def make_tied(session: Session, clock: Clock) -> tuple[Heard, Node, dict[str, PlanItem]]:
    """A need tied to the only activity of a plan."""
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first, title=CANARY)
    items = make_plan(session, heard.desk)
    make_link(session, heard.desk, need, items["A1"])
    return heard, need, items


def restitute(store: Store, session: Session, clock: Clock, heard: Heard) -> None:
    make_shared(session, heard)
    clock.move_to(legal_now() + timedelta(days=6))
    propose(session, heard, heard.first, heard.second)
    propose_node(session, heard)
    publish_esiti(session, heard.desk.actor, heard.desk.here)
    store.finish(session)


def count_queries(store: Store, client: TestClient, address: str) -> int:
    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(store.engines.read, "before_cursor_execute", note)
    assert client.get(address).status_code == 200
    event.remove(store.engines.read, "before_cursor_execute", note)
    return len(seen)


def test_a_link_has_its_reason_and_its_end_too(session: Session, clock: Clock) -> None:
    heard, need, items = make_tied(session, clock)
    desk, key = heard.desk, heard.desk.here.procedure.pk
    with pytest.raises(InvalidFormError, match="già collegati"):
        make_link(session, desk, need, items["A1"])
    standing = list_links(session, key)
    assert [(row.node_id, row.item_id, row.why) for row in standing] == [
        (need.pk, items["A1"].pk, "Nasce da qui.")
    ]
    made = make_link(session, desk, need, items["P1"])
    unlink_node(session, desk.actor, desk.here, made, UnlinkForm(why="Era un altro"))
    assert len(list_links(session, key)) == 1
    past = list_all_links(session, key, item_id=items["P1"].pk)
    assert [(one.why, one.ended_why, one.ended_by) for one in past] == [
        ("Nasce da qui.", "Era un altro", desk.rdp.name)
    ]
    make_link(session, desk, need, items["P1"])


def test_what_was_taken_out_is_tied_to_nothing_until_it_comes_back(
    session: Session, clock: Clock
) -> None:
    heard, need, _ = make_tied(session, clock)
    remove_node(session, heard.desk.actor, heard.desk.here, need, WhyForm(why="Doppio"))
    assert list_links(session, heard.desk.here.procedure.pk) == []


def test_what_is_tied_may_be_chosen_by_its_code_alone_or_with_its_title(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first)
    items = make_plan(session, heard.desk)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{OFFICE}/elementi/{items['A1'].public_id}"
    assert f'<option value="{need.code} {need.title}">' in client.get(own).text
    named = {"other": f"{need.code} {need.title}", "why": "Lo chiede."}
    assert client.post(f"{own}/collega", data=named).status_code == 303
    of_node = f"{OFFICE}/nodi/{need.public_id}/collega"
    assert client.post(of_node, data={"other": "a1", "why": "Di nuovo"}).status_code == 422
    by_code = client.post(of_node, data={"other": "p1", "why": "Anche questo"})
    assert by_code.status_code == 303
    nothing = client.post(of_node, data={"other": "A1bis", "why": "Non c'è"})
    assert "Scegliete una delle voci del piano." in nothing.text


def test_the_office_ties_from_the_item_and_from_the_node(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first)
    items = make_plan(session, heard.desk)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{OFFICE}/elementi/{items['A1'].public_id}"
    assert client.post(f"{own}/collega", data={"other": need.public_id}).status_code == 422
    tied = client.post(f"{own}/collega", data={"other": need.public_id, "why": "Lo chiede."})
    assert tied.status_code == 303
    shown = client.get(own).text
    assert "Lo chiede." in shown
    assert "Dalla partecipazione" in shown
    of_node = f"{OFFICE}/nodi/{need.public_id}"
    twice = client.post(
        f"{of_node}/collega", data={"other": items["A1"].public_id, "why": "Ancora"}
    )
    assert twice.status_code == 422
    assert "sono già collegati" in twice.text
    assert "Ancora" in twice.text
    link = re.search(r"collegamenti/([0-9a-f]+)/togli", client.get(of_node).text)
    assert link is not None
    assert client.post(f"{own}/collegamenti/{link[1]}/togli", data={}).status_code == 422
    elsewhere = f"{OFFICE}/elementi/{items['P1'].public_id}/collegamenti/{link[1]}/togli"
    assert client.post(elsewhere, data={"why": "x"}).status_code == 404
    gone = client.post(f"{of_node}/collegamenti/{link[1]}/togli", data={"why": "Un errore"})
    assert gone.status_code == 303
    assert "Un errore" in client.get(own).text
    with store.reading() as reader:
        kinds = set(reader.exec(select(EventRow.kind)).all())
    assert {"coverage.linked", "coverage.unlinked"} <= kinds


def test_nothing_of_the_plan_is_read_before_it_is_published(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard, _, _ = make_tied(session, clock)
    act = make_plan_act(session, heard.desk)
    store.finish(session)
    for page in (PUBLIC, f"{PUBLIC}/copertura"):
        waiting = client.get(page)
        assert waiting.status_code == 200
        assert "Non è ancora pubblicato" in waiting.text
        assert "Trasporto serale" not in waiting.text
        assert CANARY not in waiting.text
    assert client.get(f"{PUBLIC}/copertura.csv").status_code == 404
    assert client.get(f"{PUBLIC}/percorso/{act.public_id}/file").status_code == 404


def test_a_plan_published_early_says_nothing_of_the_synthesis(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard, _, _ = make_tied(session, clock)
    act = make_plan_act(session, heard.desk, partner=make_partner(session, heard.desk))
    publish_plan(session, heard.desk.actor, heard.desk.here)
    store.finish(session)
    shown = client.get(PUBLIC).text
    for words in ("Trasporto serale", "Comune di Altrove", "Intesa: Comune di Altrove, Giunta"):
        assert words in shown
    for hidden in (CANARY, "Nasce da qui", "Dalla partecipazione"):
        assert hidden not in shown
        assert hidden not in client.get(f"{PUBLIC}?partecipazione=1").text
    assert CANARY not in client.get(f"{PUBLIC}/copertura").text
    assert client.get(f"{PUBLIC}/copertura.csv").status_code == 404
    assert client.get(f"{PUBLIC}/percorso/{act.public_id}/file").status_code == 200


def test_from_the_restitution_on_everybody_reads_where_the_plan_comes_from(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard, _, _ = make_tied(session, clock)
    make_need(session, heard, heard.second, title="Nessuno risponde")
    restitute(store, session, clock, heard)
    shown = client.get(PUBLIC).text
    assert f"Viene da: B1 {CANARY.replace(chr(39), '&#39;')}" in shown
    matrix = client.get(f"{PUBLIC}/copertura").text
    for words in ("1 su 2", "Nasce da qui.", "Senza risposta nel piano", "Trasporto serale"):
        assert words in matrix
    table = client.get(f"{PUBLIC}/copertura.csv")
    assert "Nessuno risponde" in table.text
    assert heard.desk.rdp.name not in shown + matrix + table.text


def test_filters_keep_what_holds_what_they_find_and_overdue_stands_out(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard, _, items = make_tied(session, clock)
    late = {"due_on": "2020-01-31", "owner": "Ufficio Lento", "sector": "Prevenzione"}
    make_item(session, heard.desk, "A2", items["A1"].level, items["P1"].public_id, **late)
    publish_plan(session, heard.desk.actor, heard.desk.here)
    store.finish(session)
    everything = client.get(PUBLIC).text
    assert "Una voce in ritardo" in everything
    for query in (
        "ritardo=1",
        "responsabile=Ufficio+Lento",
        "settore=Prevenzione",
        "stato=planned&q=A2",
    ):
        found = client.get(f"{PUBLIC}?{query}").text
        assert "Elemento A2" in found
        assert "P1 Muoversi" in found
        assert "Trasporto serale" not in found
    assert "Nessuna voce con questi filtri" in client.get(f"{PUBLIC}?q=zzz").text


def test_more_items_and_links_cost_no_more_queries(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard, need, items = make_tied(session, clock)
    store.finish(session)
    sign_in_as(heard.desk.rdp)
    own = f"{OFFICE}/elementi/{items['A1'].public_id}"
    pages = (OFFICE, f"{OFFICE}/copertura", own, f"{OFFICE}/percorso", f"{OFFICE}/importa")
    before = [count_queries(store, client, page) for page in pages]
    for title in ("Terzo", "Quarto"):
        other = make_need(session, heard, kind=NodeKind.INTERVENTION, title=title)
        more = make_item(session, heard.desk, title, items["A1"].level, items["P1"].public_id)
        make_link(session, heard.desk, other, more)
        make_link(session, heard.desk, other, items["A1"])
        make_plan_act(session, heard.desk)
    make_plan(session, heard.desk, csv_plan())
    store.finish(session)
    assert [count_queries(store, client, page) for page in pages] == before
    assert need.code == "B1"


def test_strangers_do_not_see_the_offices_pages(
    client: TestClient, store: Store, session: Session, clock: Clock, sign_in_as: SignedIn
) -> None:
    heard, _, _ = make_tied(session, clock)
    store.finish(session)
    sign_in_as(heard.guest.account)
    for page in (OFFICE, f"{OFFICE}/copertura", f"{OFFICE}/importa", f"{OFFICE}/percorso"):
        assert client.get(page).status_code == 404


def test_an_address_of_an_item_opens_the_plan_where_it_stands(
    client: TestClient, store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    rows: list[tuple[str, ...]] = [OBJECTIVE, PROGRAMME]
    rows += [(f"A{number}", "attività", f"Attività {number}", "P1", *[""] * 4)
             for number in range(1, 201)]  # fmt: skip
    items = make_plan(session, desk, csv_plan(rows))
    publish_plan(session, desk.actor, desk.here)
    store.finish(session)
    ref = items["A190"].public_id
    address = public_address(desk.here, item_page(ref))
    assert f'id="voce-{ref}"' not in client.get(PUBLIC).text
    shown = client.get(address).text
    assert f'id="voce-{ref}"' in shown
    assert "<details open>\n<summary>82 attività" in shown
    remove_item(session, desk.actor, desk.here, items["A190"])
    store.finish(session)
    assert "non è più nel piano" in client.get(address).text


def test_what_is_public_of_an_item_leads_to_it(
    client: TestClient, store: Store, session: Session, clock: Clock
) -> None:
    heard, _, items = make_tied(session, clock)
    restitute(store, session, clock, heard)
    ref = items["A1"].public_id
    link = f'href="{PUBLIC}?voce={ref}#voce-{ref}"'
    assert link in client.get(f"{PUBLIC}/copertura").text
    assert link in client.get("/zona-esempio/prova/esiti").text
    assert link in client.get(f"/zona-esempio/prova/contributi/{heard.first.public_id}").text
    found = client.get("/cerca", params={"q": "trasporto serale"}).text
    assert f"?voce={ref}#voce-{ref}" in found
