"""A body that changes its name is found by the new one wherever its contributions are sought."""

from sqlmodel import Session

from app.people.ets.actions import edit_body
from app.people.ets.forms import EditBodyForm
from app.steps.contributions.actions import withhold_contribution
from app.steps.contributions.forms import ReasonForm
from app.steps.contributions.queries import Filters, list_for_office, list_public
from app.steps.esiti.queries import Asked, list_rows
from tests.conftest import Clock
from tests.factories.esiti import make_restituted
from tests.factories.synthesis import Heard, make_heard

OLD, NEW = "Altrove", "Orizzonte"


def rename(session: Session, heard: Heard) -> None:
    """`second` is of this body."""
    body = heard.other.ets
    form = EditBodyForm(
        name=f"Cooperativa {NEW}", runts_state=body.runts_state, edition=body.edition
    )
    edit_body(session, heard.other.actor, body, form)


def numbers(session: Session, heard: Heard, q: str) -> list[list[int]]:
    """What the public list and the office's find for `q`."""
    key = heard.desk.here.procedure.pk
    found = (list_public(session, key, Filters(q=q)), list_for_office(session, key, Filters(q=q)))
    return [[row.number for row in listing.rows] for listing in found]


def answered(session: Session, heard: Heard, q: str, *, public: bool) -> list[int]:
    """What the list of the esiti finds for `q`."""
    key, asked = heard.desk.here.procedure.pk, Asked(q=q)
    rows, _, _ = list_rows(session, key, asked, public=public, size=20, number=1)
    return [row.number for row in rows]


def test_the_lists_of_contributions_find_it_by_the_new_name_only(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    assert numbers(session, heard, OLD) == [[2], [2]]
    rename(session, heard)
    assert numbers(session, heard, NEW) == [[2], [2]]
    assert numbers(session, heard, OLD) == [[], []]
    assert numbers(session, heard, f"corse {NEW}") == [[2], [2]]


def test_the_lists_of_esiti_find_it_by_the_new_name_only(session: Session, clock: Clock) -> None:
    heard = make_restituted(session, clock)
    rename(session, heard)
    for public in (True, False):
        assert answered(session, heard, NEW, public=public) == [2]
        assert answered(session, heard, OLD, public=public) == []


def test_a_withheld_contribution_is_not_found_by_whose_it_is(
    session: Session, clock: Clock
) -> None:
    heard = make_restituted(session, clock)
    form = ReasonForm(reason="Nomina una persona.")
    withhold_contribution(session, heard.desk.actor, heard.desk.here, heard.second.public_id, form)
    assert answered(session, heard, OLD, public=True) == []
    assert answered(session, heard, OLD, public=False) == [2]
