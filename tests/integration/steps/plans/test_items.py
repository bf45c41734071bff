"""Items written by hand, the plan's publication, and its way to approval."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from app.core.clock import legal_today
from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.core.store.session import Store
from app.law.phases import Phase
from app.steps.plans.actions import (
    add_item,
    adopt_act,
    edit_item,
    publish_plan,
    record_plan_act,
    remove_item,
    remove_partner,
    remove_plan_act,
    restore_item,
)
from app.steps.plans.enums import ItemState, Level, PlanActKind
from app.steps.plans.forms import AdoptedForm, EditItemForm, NewItemForm, PlanActForm
from app.steps.plans.queries import is_plan_public, list_items, list_plan_acts
from tests.factories.files import keep_pdf
from tests.factories.plans import make_item, make_partner, make_plan, make_plan_act
from tests.factories.procedures import Desk, make_started_desk
from tests.support.browserless import SignedIn

PLAN = "/ufficio/zona-esempio/prova/piano"


def typed(**more: Any) -> EditItemForm:
    return EditItemForm.model_validate({"title": "Trasporto", "edition": 1, **more})


def test_an_item_is_edited_and_the_tree_becomes_another(session: Session) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    form = typed(parent=items["O1"].public_id, amount="2.000 €", state="done")
    edit_item(session, desk.actor, desk.here, items["A1"], form)
    assert items["A1"].parent_id == items["O1"].pk
    assert (items["A1"].amount_cents, items["A1"].state) == (200_000, ItemState.DONE)
    with pytest.raises(ConflictError):
        edit_item(session, desk.actor, desk.here, items["A1"], form)


@pytest.mark.parametrize(
    ("level", "parent", "words"),
    [
        (Level.OBJECTIVE, "O1", "in cima"),
        (Level.PROGRAMME, "", "Scegliete"),
        (Level.PROGRAMME, "A1", "Un programma sta in un obiettivo"),
        (Level.ACTIVITY, "A1", "un'attività in un programma"),
    ],
)
def test_an_item_stands_under_a_higher_level(
    session: Session, level: Level, parent: str, words: str
) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    with pytest.raises(InvalidFormError, match=words):
        make_item(session, desk, "X", level, items[parent].public_id if parent else "")


def test_a_code_is_given_once_even_to_what_was_taken_out(session: Session) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    form = NewItemForm(level=Level.OBJECTIVE, code="A1", title="Altro")
    with pytest.raises(InvalidFormError, match="c'è già"):
        add_item(session, desk.actor, desk.here, form)
    remove_item(session, desk.actor, desk.here, items["A1"])
    with pytest.raises(InvalidFormError, match="ripristinarla"):
        add_item(session, desk.actor, desk.here, form)


def test_what_holds_something_is_not_taken_out_nor_comes_back_under_nothing(
    session: Session,
) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    with pytest.raises(RuleError, match="contiene altre voci: A1"):
        remove_item(session, desk.actor, desk.here, items["P1"])
    for code in ("A1", "P1"):
        remove_item(session, desk.actor, desk.here, items[code])
    assert [item.code for item in list_items(session, desk.here.procedure.pk)] == ["O1"]
    with pytest.raises(RuleError, match="è stato tolto"):
        restore_item(session, desk.actor, desk.here, items["A1"])
    for code in ("P1", "A1"):
        restore_item(session, desk.actor, desk.here, items[code])
    assert len(list_items(session, desk.here.procedure.pk)) == 3


@pytest.mark.parametrize("phase", [Phase.ARCHIVED, Phase.REVOKED])
def test_a_plan_is_not_written_once_the_procedure_is_over(session: Session, phase: Phase) -> None:
    desk = make_started_desk(session)
    desk.here.procedure.phase = phase
    with pytest.raises(RuleError, match="non si modifica più"):
        make_item(session, desk, "O1", Level.OBJECTIVE)


def test_the_plan_may_be_published_before_the_restitution(session: Session) -> None:
    desk = make_started_desk(session)
    with pytest.raises(RuleError, match="vuoto"):
        publish_plan(session, desk.actor, desk.here)
    make_plan(session, desk)
    assert not is_plan_public(session, desk.here.procedure.pk)
    publish_plan(session, desk.actor, desk.here)
    assert is_plan_public(session, desk.here.procedure.pk)
    with pytest.raises(RuleError, match="già pubblicato"):
        publish_plan(session, desk.actor, desk.here)


def test_the_way_goes_from_adopted_acts_to_awaited_ones(session: Session) -> None:
    desk = make_started_desk(session)
    partner = make_partner(session, desk)
    later = make_plan_act(session, desk, adopted=False, expected_on=legal_today())
    make_plan_act(session, desk, partner=partner)
    rows = list_plan_acts(session, desk.here.procedure.pk)
    assert [(row.partner, row.act.adopted_on is None) for row in rows] == [
        (partner, False), (None, True),
    ]  # fmt: skip
    with pytest.raises(RuleError, match="ci sono atti"):
        remove_partner(session, desk.actor, desk.here, partner)
    form = AdoptedForm(adopted_on=legal_today(), number="9")
    with pytest.raises(InvalidFormError, match="Allegate"):
        adopt_act(session, desk.actor, desk.here, later, form, None)
    adopt_act(session, desk.actor, desk.here, later, form, keep_pdf(session))
    with pytest.raises(RuleError, match="già registrato"):
        adopt_act(session, desk.actor, desk.here, later, form, keep_pdf(session))
    for row in list_plan_acts(session, desk.here.procedure.pk):
        remove_plan_act(session, desk.actor, desk.here, row.act)
    remove_partner(session, desk.actor, desk.here, partner)


@pytest.mark.parametrize(
    ("days", "number", "file", "field"),
    [
        (1, "3", True, "adopted_on"),
        (0, "", True, "number"),
        (0, "3", False, "file"),
        (None, "3", False, "adopted_on"),
    ],
)
def test_an_act_is_whole_or_awaited(
    session: Session, days: int | None, number: str, file: bool, field: str
) -> None:
    desk = make_started_desk(session)
    form = PlanActForm(
        kind=PlanActKind.OPINION,
        organ="Consulta",
        number=number,
        adopted_on=None if days is None else legal_today() + timedelta(days=days),
    )
    with pytest.raises(InvalidFormError) as refused:
        record_plan_act(session, desk.actor, desk.here, form, keep_pdf(session) if file else None)
    assert set(refused.value.errors) == {field}


def test_the_office_writes_an_item_and_the_way_on_its_pages(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk: Desk = make_started_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)
    wrong = client.post(f"{PLAN}/nuovo", data={"level": "objective", "code": "O1", "amount": "x"})
    assert wrong.status_code == 422
    assert "1.234,56 €" in wrong.text
    made = client.post(
        f"{PLAN}/nuovo", data={"level": "objective", "code": "O1", "title": "Stare insieme"}
    )
    own = made.headers["location"]
    assert "Stare insieme" in client.get(own).text
    assert 'value="O1"' not in client.get(f"{own}/modifica").text
    assert client.post(f"{own}/modifica", data={}).status_code == 422
    saved = client.post(f"{own}/modifica", data={"title": "Insieme", "edition": "1"})
    assert saved.status_code == 303
    stale = client.post(f"{own}/modifica", data={"title": "Altro", "edition": "1"})
    assert stale.status_code == 422
    assert "Nel frattempo" in stale.text
    assert client.post(f"{own}/togli", data={}).status_code == 303
    assert "Tolte dal piano" in client.get(PLAN).text
    assert client.post(f"{own}/ripristina", data={}).status_code == 303
    partner = client.post(f"{PLAN}/percorso/enti", data={"name": "Comune di Altrove"})
    assert partner.status_code == 303
    assert (
        client.post(f"{PLAN}/percorso/enti", data={"name": "comune di altrove"}).status_code == 422
    )
    awaited = {"kind": "agreement", "organ": "Giunta", "expected_on": "2027-12-01"}
    assert client.post(f"{PLAN}/percorso", data=awaited).status_code == 303
    way = client.get(f"{PLAN}/percorso").text
    assert "Intesa: Zona Esempio, Giunta" in way
    assert "Atteso per mercoledì 1 dicembre 2027" in way


def test_what_holds_an_item_is_typed_by_its_code_and_told_in_words(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    desk = make_started_desk(session)
    items = make_plan(session, desk)
    edit_item(session, desk.actor, desk.here, items["A1"], typed(parent="o1 Stare insieme"))
    assert items["A1"].parent_id == items["O1"].pk
    store.finish(session)
    sign_in_as(desk.rdp)
    own = client.get(f"{PLAN}/elementi/{items['A1'].public_id}/modifica").text
    assert 'name="parent" value="O1 Stare insieme"' in own
    assert '<option value="P1 Muoversi">' in own
