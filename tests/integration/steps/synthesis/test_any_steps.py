"""Whatever is done at the desk is undone step by step, and no source is ever lost."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from app.core.errors import AppError, InvalidFormError
from app.steps.contributions.models import Contribution
from app.steps.synthesis.actions import (
    edit_node,
    join_contributions,
    link_nodes,
    merge_nodes,
    move_contributions,
    move_under,
    part_contributions,
    remove_node,
    restore_node,
    split_node,
    unlink_nodes,
)
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import (
    ChosenForm,
    EditNodeForm,
    LinkForm,
    MergeForm,
    MoveUnderForm,
    SplitForm,
    WhyForm,
)
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import find_last_step
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.synthesis import Heard, make_heard, make_need
from tests.integration.steps.synthesis.whole import refs, sources, standing, undo

# What is done is the same on both databases; `test_nodes` shows that they keep it alike.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

KINDS = (NodeKind.NEED, NodeKind.NEED, NodeKind.OBJECTIVE, NodeKind.OBJECTIVE)


class Hands:
    """What an official may do at the desk, with whatever is at hand; a refusal does nothing."""

    def __init__(self, session: Session, heard: Heard, data: st.DataObject) -> None:
        self.session, self.heard, self.data = session, heard, data
        self.actor, self.here = heard.desk.actor, heard.desk.here
        self.all = refs(*session.exec(select(Contribution).order_by(col(Contribution.id))).all())

    def some(self, of: list[str]) -> list[str]:
        return self.data.draw(st.lists(st.sampled_from(of), unique=True, max_size=4))

    def node(self, *, removed: bool = False) -> Node:
        rows = self.session.exec(select(Node).order_by(col(Node.id))).all()
        found = [node for node in rows if (node.removed_at is not None) == removed]
        if not found:
            raise InvalidFormError({})
        return found[self.data.draw(st.integers(0, len(found) - 1), label="node")]

    def do(self) -> None:
        """One step, in a savepoint of its own."""
        step = self.data.draw(st.sampled_from(sorted(self.steps)), label="step")
        savepoint = self.session.begin_nested()
        try:
            self.steps[step]()
            savepoint.commit()
        except AppError:
            savepoint.rollback()

    @property
    def steps(self) -> dict[str, Callable[[], object]]:
        here = (self.session, self.actor, self.here)
        some, every, node = self.some, self.all, self.node

        def chosen(target: str = "") -> ChosenForm:
            return ChosenForm(chosen=some(every), node=target)

        def edit(found: Node) -> None:
            edit_node(*here, found, EditNodeForm(title="Altro", edition=found.edition))

        def split(found: Node) -> None:
            form = SplitForm(
                title="Nuovo",
                chosen=some(every),
                kept=some(every),
                links=refs(node(), node()),
                links_kept=refs(node()),
            )
            split_node(*here, found, form)

        def under(found: Node) -> None:
            form = MoveUnderForm(origin=node().public_id, target=node().public_id)
            move_under(*here, found, form)

        return {
            "edit": lambda: edit(node()),
            "join": lambda: join_contributions(*here, node(), chosen()),
            "link": lambda: link_nodes(*here, node(), LinkForm(other=node().public_id)),
            "merge": self._merge,
            "move": lambda: move_contributions(*here, node(), chosen(node().public_id)),
            "part": lambda: part_contributions(*here, node(), chosen()),
            "remove": lambda: remove_node(*here, node(), WhyForm()),
            "restore": lambda: restore_node(*here, node(removed=True), WhyForm()),
            "split": lambda: split(node()),
            "under": lambda: under(node()),
            "unlink": lambda: unlink_nodes(*here, node(), LinkForm(other=node().public_id)),
        }

    def _merge(self) -> object:
        stays = self.node()
        form = MergeForm(nodes=refs(stays, self.node(), self.node()), into=stays.public_id)
        return merge_nodes(self.session, self.actor, self.here, form)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_steps_undone_one_by_one_give_back_the_first_state(
    session: Session, clock: Clock, data: st.DataObject
) -> None:
    """After every undo stands what stood before that step; originals and sources are whole."""
    savepoint = session.begin_nested()
    heard = make_heard(session, clock)
    made_of = [heard.first, heard.second]
    made_of += [make_published(session, heard.desk, heard.guest, t) for t in ("Tre", "Quattro")]
    for kind, own in zip(KINDS, itertools.cycle(made_of), strict=False):
        make_need(session, heard, own, kind=kind)
    originals = [row.model_dump() for row in session.exec(select(Contribution)).all()]
    hands = Hands(session, heard, data)
    seen = []
    for _ in range(data.draw(st.integers(1, 7))):
        last, before = _last(session, heard), standing(session, heard)
        hands.do()
        if _last(session, heard) != last:
            seen.append((last, before))
    for last, before in reversed(seen):
        undo(session, heard)
        assert standing(session, heard) == before
        assert _last(session, heard) == last
    session.expire_all()
    assert [row.model_dump() for row in session.exec(select(Contribution)).all()] == originals
    savepoint.rollback()
    session.expunge_all()


def _last(session: Session, heard: Heard) -> int | None:
    last = find_last_step(session, heard.desk.here.procedure.pk)
    return last.pk if last else None


@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_merging_splitting_and_moving_lose_no_source(
    session: Session, clock: Clock, data: st.DataObject
) -> None:
    """Whatever was in some node is in some node afterwards."""
    savepoint = session.begin_nested()
    heard = make_heard(session, clock)
    for own in (heard.first, heard.second):
        make_need(session, heard, own)
        make_need(session, heard, own, kind=NodeKind.OBJECTIVE)
    held = set().union(*sources(session, heard).values())
    hands = Hands(session, heard, data)
    for _ in range(5):
        name = data.draw(st.sampled_from(["merge", "split", "move", "under"]))
        attempt = session.begin_nested()
        try:
            hands.steps[name]()
            attempt.commit()
        except AppError:
            attempt.rollback()
        assert set().union(*sources(session, heard).values()) == held
    savepoint.rollback()
    session.expunge_all()
