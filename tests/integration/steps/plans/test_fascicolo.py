"""What the plan hands over for the file of the procedure, and what of it is public when."""

from sqlmodel import Session

from app.steps.coverage.fascicolo import CHAPTER as COVERAGE
from app.steps.plans.actions import publish_plan
from app.steps.plans.fascicolo import CHAPTER as PLANS
from tests.conftest import Clock
from tests.factories.plans import make_covered
from tests.factories.synthesis import make_heard, make_need


def test_the_plan_is_public_with_its_acts_but_never_its_files_nor_who_tied_what(
    session: Session, clock: Clock
) -> None:
    heard = make_heard(session, clock)
    desk = heard.desk
    assert PLANS.pieces is not None
    assert COVERAGE.pieces is not None
    assert not list(PLANS.pieces(session, desk.here))
    make_covered(session, desk, make_need(session, heard, heard.first))
    before = {piece.path: piece.public for piece in PLANS.pieces(session, desk.here)}
    assert before == {
        "piano.html": False,
        "atti/01-intesa.pdf": False,
        "importazioni/01-piano.csv": False,
    }
    publish_plan(session, desk.actor, desk.here)
    after = {piece.path: piece.public for piece in PLANS.pieces(session, desk.here)}
    assert [path for path, public in after.items() if public] == [
        "piano.html",
        "atti/01-intesa.pdf",
    ]
    assert [piece.public for piece in COVERAGE.pieces(session, desk.here)] == [False]
