"""Results of the tavoli, written down through the actions."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.law.priorities import BallotRule
from app.steps.calendar.models import MeetingSession
from app.steps.calendar.queries import list_laboratories
from app.steps.priorities.actions import record_ballot
from app.steps.priorities.forms import BallotForm
from app.steps.priorities.models import Ballot, BallotResult
from app.steps.procedures.queries import list_tavoli
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.models import Node
from app.steps.synthesis.queries import load_picture
from tests.factories.calendar import make_session
from tests.factories.laboratories import Lab
from tests.factories.synthesis import Heard


def make_held(session: Session, heard: Heard) -> MeetingSession:
    """A session of the first tavolo in the laboratory that was held."""
    meeting = list_laboratories(session, heard.desk.here.procedure.pk)[0]
    tavolo = list_tavoli(session, heard.desk.here.procedure.pk)[0]
    return make_session(session, heard.desk, meeting, tavolo)


def ballot_form(held: MeetingSession, *results: tuple[Node, int], **more: object) -> BallotForm:
    """Three dots for each of four bodies, unless `more` says otherwise."""
    values: dict[str, object] = {
        "held": held.public_id,
        "kind": results[0][0].kind,
        "rule": BallotRule.DOTS,
        "measure": 3,
        "bodies": 4,
        "reason": "Prima chi resta senza corse.",
        "node": [node.public_id for node, _ in results],
        "value": [str(value) for _, value in results],
        **more,
    }
    return BallotForm.model_validate(values)


def make_ballot(
    session: Session,
    heard: Heard,
    *results: tuple[Node, int],
    held: MeetingSession | None = None,
    **more: object,
) -> Ballot:
    """A result of the first tavolo, in a session made for it unless `held` is given."""
    held = held or make_held(session, heard)
    form = ballot_form(held, *results, **more)
    return record_ballot(session, heard.desk.actor, heard.desk.here, form)


def keep_ballot(
    session: Session, heard: Heard, reason: str, held: MeetingSession | None = None
) -> Ballot:
    """A result that stood before the restitution, of the first node of the synthesis."""
    here = heard.desk.here
    keys: dict[str, Any] = {"procedure_id": here.procedure.pk, "authority_id": here.authority.pk}
    held = held or make_held(session, heard)
    ballot = Ballot(
        **keys, tavolo_id=held.tavolo_id, session_id=held.pk, kind=NodeKind.NEED,
        rule=BallotRule.DOTS, measure=3, bodies=4, reason=reason,
        by_id=heard.desk.actor.account_id, recorded_at=legal_now(),
    )  # fmt: skip
    session.add(ballot)
    session.flush()
    node = load_picture(session, here.procedure.pk).nodes[0]
    session.add(BallotResult(**keys, ballot_id=ballot.pk, node_id=node.id, value=9))
    session.flush()
    return ballot


def vote(session: Session, heard: Heard, need: Node, lab: Lab) -> Lab:
    """The tavolo of `lab` says that `need` comes first; gives the lab."""
    make_ballot(session, heard, (need, 9), held=lab.held)
    return lab
