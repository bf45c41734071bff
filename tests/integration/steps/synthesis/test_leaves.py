"""The contributions at the desk: what each filter finds, and page by page."""

import pytest
from sqlmodel import Session

from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.enums import ContributionKind
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.queries import Filters
from app.steps.procedures.queries import list_tavoli
from app.steps.synthesis.actions import remove_node
from app.steps.synthesis.forms import WhyForm
from app.steps.synthesis.queries import AtDesk, count_unused, list_leaf_refs, list_leaves
from tests.conftest import Clock
from tests.factories.contributions import make_published
from tests.factories.synthesis import Heard, make_heard, make_need


@pytest.fixture
def heard(session: Session, clock: Clock) -> Heard:
    return make_heard(session, clock)


def found(session: Session, heard: Heard, asked: AtDesk) -> list[int]:
    """The numbers that the desk shows; all that it finds are the same."""
    key = heard.desk.here.procedure.pk
    rows, _, total = list_leaves(session, key, asked, size=30, number=1)
    assert list_leaf_refs(session, key, asked) == [row.public_id for row in rows]
    assert total == len(rows)
    return [row.number for row in rows]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("", [1, 2]),
        ("NON guida", [1]),
        ("guida sera", []),
        ("Altrove", [2]),
        ("corse altrove", [2]),
        ("2", [2]),
        ("2 trasporti", []),
    ],
)
def test_every_word_is_in_the_contribution_or_in_its_body_s_name_or_is_its_number(
    session: Session, heard: Heard, words: str, numbers: list[int]
) -> None:
    assert found(session, heard, AtDesk(words)) == numbers


def test_a_withheld_contribution_is_found_by_its_number_and_not_by_its_words(
    session: Session, heard: Heard
) -> None:
    desk = heard.desk
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, desk.actor, desk.here, heard.second.public_id, form)
    session.flush()
    assert found(session, heard, AtDesk("2")) == [2]
    assert found(session, heard, AtDesk("serali")) == []


def test_tavolo_laboratory_and_kind_narrow_the_desk(session: Session, heard: Heard) -> None:
    first, *_ = list_tavoli(session, heard.desk.here.procedure.pk)
    assert found(session, heard, AtDesk(filters=Filters(tavolo=first.public_id))) == [1]
    assert found(session, heard, AtDesk(filters=Filters(meeting="0" * 20))) == []
    kind = heard.first.kind
    other = next(each for each in ContributionKind if each is not kind)
    assert found(session, heard, AtDesk(filters=Filters(kind=kind))) == [1, 2]
    assert found(session, heard, AtDesk(filters=Filters(kind=other))) == []


def test_a_contribution_is_unused_until_a_node_that_stands_is_drawn_from_it(
    session: Session, heard: Heard
) -> None:
    desk, key = heard.desk, heard.desk.here.procedure.pk
    node = make_need(session, heard, heard.first)
    make_need(session, heard, heard.first)
    assert found(session, heard, AtDesk(unused=True)) == [2]
    assert count_unused(session, key) == 1
    other = make_need(session, heard, heard.second)
    assert count_unused(session, key) == 0
    for each in (node, other):
        remove_node(session, desk.actor, desk.here, each, WhyForm())
    assert found(session, heard, AtDesk(unused=True)) == [2]
    assert count_unused(session, key) == 1


def test_the_desk_is_read_page_by_page_and_never_past_the_last(
    session: Session, heard: Heard
) -> None:
    make_published(session, heard.desk, heard.guest, "Navetta")
    key = heard.desk.here.procedure.pk
    pages = [list_leaves(session, key, AtDesk(), size=2, number=number) for number in (1, 2, 9)]
    assert [([row.number for row in rows], number) for rows, number, _ in pages] == [
        ([1, 2], 1),
        ([3], 2),
        ([3], 2),
    ]
    assert {total for *_, total in pages} == {3}
