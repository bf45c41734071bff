"""Nodes are drawn from contributions, many to many; each step is written down and undoable."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from app.core.errors import ConflictError, InvalidFormError, RuleError
from app.law.phases import Phase
from app.steps.contributions.models import Contribution
from app.steps.synthesis.actions import (
    edit_node,
    join_contributions,
    link_nodes,
    part_contributions,
    remove_node,
    restore_node,
    undo_last_step,
    unlink_nodes,
)
from app.steps.synthesis.enums import NodeKind, Step
from app.steps.synthesis.forms import ChosenForm, EditNodeForm, LinkForm, UndoForm, WhyForm
from app.steps.synthesis.models import Node, NodeHistory, NodeLink, NodeSource
from app.steps.synthesis.queries import find_last_step, list_history, load_picture
from tests.conftest import Clock
from tests.factories.esiti import load_nodes, make_restituted
from tests.factories.synthesis import Heard, make_heard, make_need


def content(session: Session) -> Any:
    """The whole synthesis: what is written, joined, linked and removed."""
    nodes = session.exec(select(Node).order_by(Node.code)).all()
    links = session.exec(select(NodeLink)).all()
    return (
        [(n.code, n.title, n.text, n.tavolo_id, n.details, n.removed_at is None) for n in nodes],
        sorted(
            (s.node_id, s.contribution_id, s.note) for s in session.exec(select(NodeSource)).all()
        ),
        sorted((link.from_node_id, link.to_node_id) for link in links),
    )


def chosen(*contributions: Contribution, why: str = "") -> ChosenForm:
    return ChosenForm(chosen=[each.public_id for each in contributions], why=why)


def undo(session: Session, heard: Heard) -> NodeHistory:
    last = find_last_step(session, heard.desk.here.procedure.pk)
    assert last is not None
    return undo_last_step(session, heard.desk.actor, heard.desk.here, UndoForm(step=last.pk))


def test_a_contribution_may_be_in_many_nodes_and_stays_as_it_was(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    before = heard.first.model_dump()
    one = make_need(session, heard, heard.first, heard.second)
    two = make_need(session, heard, heard.first, title="Servizi la sera")
    assert (one.code, two.code) == ("B1", "B2")
    picture = load_picture(session, heard.desk.here.procedure.pk)
    assert picture.nodes_of[heard.first.pk] == (one.pk, two.pk)
    session.refresh(heard.first)
    assert heard.first.model_dump() == before


def test_every_step_is_undone_exactly_from_the_last_backwards(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard, heard.first)
    goal = make_need(session, heard, title="Corse a chiamata", kind=NodeKind.OBJECTIVE)
    link = LinkForm(other=goal.public_id)
    edit = EditNodeForm(title="Muoversi", gap="Le sere", edition=need.edition)
    steps: tuple[Callable[[], object], ...] = (
        lambda: join_contributions(session, actor, here, need, chosen(heard.second, why="Uguali")),
        lambda: part_contributions(session, actor, here, need, chosen(heard.second)),
        lambda: edit_node(session, actor, here, need, edit),
        lambda: link_nodes(session, actor, here, need, link),
        lambda: unlink_nodes(session, actor, here, need, link),
        lambda: remove_node(session, actor, here, need, WhyForm(why="Doppio")),
        lambda: restore_node(session, actor, here, need, WhyForm()),
    )
    seen = []
    for step in steps:
        seen.append(content(session))
        step()
    for before in reversed(seen):
        undo(session, heard)
        assert content(session) == before


def test_undoing_the_making_of_a_node_and_then_nothing_is_left(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard, heard.first)
    undo(session, heard)
    assert load_picture(session, heard.desk.here.procedure.pk).nodes == ()
    with pytest.raises(RuleError, match="nulla da annullare"):
        undo_last_step(session, heard.desk.actor, heard.desk.here, UndoForm(step=1))


def test_a_code_is_never_given_twice(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    undo(session, heard)
    assert make_need(session, heard).code == "B2"


def test_the_history_says_who_joined_what_and_why_and_keeps_what_was_undone(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    actor, here = heard.desk.actor, heard.desk.here
    need = make_need(session, heard, heard.first)
    join_contributions(session, actor, here, need, chosen(heard.second, why="Dicono lo stesso"))
    undo(session, heard)
    parted, joined, made = list_history(session, here.procedure.pk, need.pk)
    assert [step.what for step in (made, joined, parted)] == [Step.MADE, Step.JOINED, Step.PARTED]
    assert joined.details["sources"] == {heard.second.public_id: "Dicono lo stesso"}
    assert (joined.why, joined.by) == ("Dicono lo stesso", heard.desk.rdp.name)
    assert parted.undoes_id == joined.id


def test_links_follow_the_order_of_kinds(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard)
    area = make_need(session, heard, kind=NodeKind.AREA, title="Casa e lavoro")
    form = LinkForm(other=area.public_id)
    with pytest.raises(InvalidFormError, match="l'ordine è"):
        link_nodes(session, heard.desk.actor, heard.desk.here, need, form)


def test_an_edit_on_an_old_page_is_refused(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard)
    actor, here = heard.desk.actor, heard.desk.here
    edit_node(session, actor, here, need, EditNodeForm(title="Prima", edition=1))
    with pytest.raises(ConflictError):
        edit_node(session, actor, here, need, EditNodeForm(title="Seconda", edition=1))


def test_a_step_that_is_no_longer_the_last_is_not_undone(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    make_need(session, heard)
    first = find_last_step(session, heard.desk.here.procedure.pk)
    make_need(session, heard)
    assert first is not None
    with pytest.raises(ConflictError):
        undo_last_step(session, heard.desk.actor, heard.desk.here, UndoForm(step=first.pk))


def test_after_restitution_the_synthesis_is_not_written(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    heard.desk.here.procedure.phase = Phase.RESTITUTION
    with pytest.raises(RuleError, match="dai laboratori fino alla restituzione"):
        make_need(session, heard)


def test_once_the_esiti_are_public_no_node_is_taken_away(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    node = load_nodes(session, heard.desk.here.procedure.pk)[0]
    with pytest.raises(RuleError) as refusal:
        remove_node(session, heard.desk.actor, heard.desk.here, node, WhyForm())
    assert "da allora i nodi non cambiano e non si tolgono" in refusal.value.remedy


def test_contributions_of_another_procedure_are_not_joined(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard)
    form = ChosenForm(chosen=["0" * 20])
    with pytest.raises(InvalidFormError):
        join_contributions(session, heard.desk.actor, heard.desk.here, need, form)


def test_orphans_and_gaps_are_known(session: Session, clock: Clock) -> None:
    heard = make_heard(session, clock)
    need = make_need(session, heard, heard.first)
    goal = make_need(session, heard, kind=NodeKind.OBJECTIVE, title="Corse a chiamata")
    picture = load_picture(session, heard.desk.here.procedure.pk)
    assert [node.id for node in picture.leading_nowhere(NodeKind.NEED)] == [need.pk]
    form = LinkForm(other=goal.public_id)
    link_nodes(session, heard.desk.actor, heard.desk.here, need, form)
    picture = load_picture(session, heard.desk.here.procedure.pk)
    assert picture.leading_nowhere(NodeKind.NEED) == []
    assert [node.id for node in picture.leading_nowhere(NodeKind.OBJECTIVE)] == [goal.pk]
    assert [node.id for node in picture.reached_from(heard.first.pk)] == [need.pk, goal.pk]
    assert heard.second.pk not in picture.nodes_of
