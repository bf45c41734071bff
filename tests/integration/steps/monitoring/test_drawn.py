"""Which contributions an item of the plan came from, through nodes that lead to one another."""

from sqlmodel import Session

from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.monitoring.queries.drawn import count_drawn_of, list_drawn, list_drawn_of
from app.steps.synthesis.actions import link_nodes, remove_node
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import LinkForm, WhyForm
from app.steps.synthesis.models import Node
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.monitoring import make_item
from tests.factories.synthesis import Heard, make_heard, make_need


def lead(session: Session, heard: Heard, start: Node, end: Node) -> None:
    link_nodes(session, heard.desk.actor, heard.desk.here, start, LinkForm(other=end.public_id))


def test_an_item_came_once_from_each_contribution_of_what_leads_to_its_nodes(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    third = make_published(session, heard.desk, heard.guest, "Navetta")
    make_published(session, heard.desk, heard.guest, "In nessun nodo")
    objective = make_need(session, heard, third, heard.first, kind=NodeKind.OBJECTIVE)
    item = make_item(session, heard)
    for drawn in (heard.first, heard.second):
        lead(session, heard, make_need(session, heard, drawn), objective)
    key = heard.desk.here.procedure.pk
    found = list_drawn(session, key)[item.pk]
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert found.total == count_drawn_of(session, key, item.pk) == 3
    first = list_drawn(session, key, most=1)[item.pk]
    assert ([row.number for row in first.rows], first.total) == ([1], 3)
    rest = list_drawn_of(session, key, item.pk, after=1, most=5)
    assert [row.number for row in rest] == [2, 3]


def test_a_node_that_was_taken_out_brings_nothing_and_what_was_withheld_has_no_words(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    objective = make_need(session, heard, heard.first, kind=NodeKind.OBJECTIVE)
    item = make_item(session, heard)
    need = make_need(session, heard, heard.second)
    lead(session, heard, need, objective)
    desk = heard.desk
    remove_node(session, desk.actor, desk.here, need, WhyForm())
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, desk.actor, desk.here, heard.first.public_id, form)
    session.flush()
    (row,) = list_drawn(session, desk.here.procedure.pk)[item.pk].rows
    assert (row.number, row.withheld) == (1, True)
