"""The last file applied to the plan is taken back whole, while nobody wrote on what it did."""

import html
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.errors import ConflictError, RuleError
from app.core.store.session import Store
from app.steps.coverage.queries import list_links
from app.steps.plans.actions import remove_item, undo_import
from app.steps.plans.changes import FIELDS
from app.steps.plans.enums import Level
from app.steps.plans.models import PlanImport
from app.steps.plans.queries import edition_of, list_imports, list_items, why_not_undone
from app.steps.plans.undoing import turned_round
from tests.conftest import Clock
from tests.factories.plans import (
    OBJECTIVE,
    PROGRAMME,
    csv_plan,
    make_item,
    make_link,
    make_plan,
)
from tests.factories.procedures import Desk, make_started_desk
from tests.factories.synthesis import make_heard, make_need
from tests.integration.steps.plans.test_imports import IMPORTS, seal_in
from tests.support.browserless import SignedIn

FIRST = (
    OBJECTIVE,
    PROGRAMME,
    ("A1", "attività", "Trasporto", "P1", "Servizio sociale", "31/12/2027", "1.234,56 €", ""),
    ("A2", "attività", "Corse", "P1", "", "", "", "sospesa"),
    ("A3", "attività", "Orti", "O1", "Ufficio", "", "", ""),
)
SECOND = (
    OBJECTIVE,
    ("P2", "programma", "Altro", "O1", "", "", "", ""),
    ("A9", "attività", "Nuova", "P2", "", "", "", ""),
    ("A3", "attività", "Orti di tutti", "P2", "", "01/02/2028", "10", "realizzata"),
    PROGRAMME,
    ("A1", "attività", "Trasporto serale", "P2", "Mobilità", "", "", "in corso"),
)
"""Brings P2 and A9, restores A3 (removed by hand before), edits and moves A1, takes A2 away."""


def state(session: Session, desk: Desk) -> dict[str, Any]:
    """The tree, removed items too, as far as anything may change it."""
    items = list_items(session, desk.here.procedure.pk, removed=True)
    codes = {item.id: item.code for item in items}
    fields = [name for name in FIELDS if name != "parent"]
    return {
        item.code: (
            item.position,
            item.removed_at,
            codes.get(item.parent_id),
            *(getattr(item, name) for name in fields),
        )
        for item in items
    }


def last_import(session: Session, desk: Desk) -> PlanImport:
    return list_imports(session, desk.here.procedure.pk)[0][0]


def undo(session: Session, desk: Desk, made: PlanImport) -> None:
    items = list_items(session, desk.here.procedure.pk, removed=True)
    seal = turned_round(items, made).seal(edition_of(session, desk.here.procedure.pk))
    undo_import(session, desk.actor, desk.here, made, seal)


def test_the_tree_its_order_and_its_ties_are_as_they_were(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    desk, node = heard.desk, make_need(session, heard, heard.first)
    items = make_plan(session, desk, csv_plan(FIRST))
    make_link(session, desk, node, items["A1"])
    make_link(session, desk, node, items["A2"])
    remove_item(session, desk.actor, desk.here, items["A3"])
    before, links = state(session, desk), list_links(session, desk.here.procedure.pk)
    make_plan(session, desk, csv_plan(SECOND))
    store.finish(session)
    assert state(session, desk) != before
    undo(session, desk, last_import(session, desk))
    session.expire_all()
    assert state(session, desk) == before
    assert list_links(session, desk.here.procedure.pk) == links


def test_what_the_file_brought_and_was_tied_since_is_kept_with_its_ties(
    store: Store, session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    desk, node = heard.desk, make_need(session, heard, heard.first)
    items = make_plan(session, desk, csv_plan(FIRST))
    make_link(session, desk, node, items["A1"])
    store.finish(session)
    undo(session, desk, last_import(session, desk))
    session.expire_all()
    assert list_items(session, desk.here.procedure.pk) == []
    assert set(state(session, desk)) == {"O1", "P1", "A1"}
    again = make_plan(session, desk, csv_plan(FIRST))
    assert again["A1"].public_id == items["A1"].public_id
    assert [link.item_id for link in list_links(session, desk.here.procedure.pk)] == [
        again["A1"].pk
    ]


def test_imports_are_undone_from_the_last_one_back(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    make_plan(session, desk, csv_plan((OBJECTIVE,)))
    first = last_import(session, desk)
    make_plan(session, desk, csv_plan((OBJECTIVE, PROGRAMME)))
    store.finish(session)
    with pytest.raises(RuleError, match="va annullato prima quello"):
        undo(session, desk, first)
    undo(session, desk, last_import(session, desk))
    store.finish(session)
    undo(session, desk, first)
    assert state(session, desk) == {}
    assert "già stata annullata" in why_not_undone(session, desk.here, first)


def test_what_was_written_by_hand_since_stands_in_the_way_by_name(
    store: Store, session: Session
) -> None:
    desk = make_started_desk(session)
    make_item(session, desk, "O8", Level.OBJECTIVE)
    make_plan(session, desk)
    store.finish(session)
    made = last_import(session, desk)
    assert why_not_undone(session, desk.here, made) == ""
    make_item(session, desk, "O9", Level.OBJECTIVE)
    store.finish(session)
    with pytest.raises(RuleError, match=r"scritto a mano \(O9\)"):
        undo(session, desk, made)


def test_what_was_shown_of_another_tree_is_not_undone(store: Store, session: Session) -> None:
    desk = make_started_desk(session)
    make_plan(session, desk)
    store.finish(session)
    with pytest.raises(ConflictError):
        undo_import(session, desk.actor, desk.here, last_import(session, desk), "0" * 64)
    assert len(state(session, desk)) == 3


def test_the_office_sees_what_goes_back_and_confirms_it(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    make_plan(session, desk, csv_plan(FIRST))
    make_plan(session, desk, csv_plan(SECOND))
    made = last_import(session, desk).public_id
    store.finish(session)
    sign_in_as(desk.rdp)
    assert f"{made}/annulla" in client.get(f"{IMPORTS}/{made}").text
    shown = html.unescape(client.get(f"{IMPORTS}/{made}/annulla").text)
    for words in ("Escono dal piano", "Nuova", "Tornano nel piano", "Corse", "Tornano com'erano",
                  "Trasporto serale", "Mobilità", "Torna anche l'ordine"):  # fmt: skip
        assert words in shown
    assert client.post(f"{IMPORTS}/{made}/annulla", data={"seal": "0" * 64}).status_code == 409
    done = client.post(f"{IMPORTS}/{made}/annulla", data={"seal": seal_in(shown)})
    assert done.status_code == 303
    assert "Annullato" in client.get(IMPORTS).text
    page = client.get(f"{IMPORTS}/{made}").text
    assert "il piano è tornato com'era" in page
    assert f"{made}/annulla" not in page
    assert "già stata annullata" in client.get(f"{IMPORTS}/{made}/annulla").text
    with store.reading() as reader:
        assert "plans.import_undone" in set(reader.exec(select(EventRow.kind)).all())


def test_what_stands_in_the_way_is_said_on_the_page(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    make_plan(session, desk)
    make_item(session, desk, "O9", Level.OBJECTIVE)
    made = last_import(session, desk).public_id
    store.finish(session)
    sign_in_as(desk.rdp)
    for address in (f"{IMPORTS}/{made}", f"{IMPORTS}/{made}/annulla"):
        page = client.get(address).text
        assert "non si può annullare" in page
        assert "scritto a mano (O9)" in page
    late = client.post(f"{IMPORTS}/{made}/annulla", data={"seal": "0" * 64})
    assert late.status_code == 409
