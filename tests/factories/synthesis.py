"""A synthesis at work: contributions, nodes, shared drafts, made through the actions."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app.core.clock import from_rome, legal_now, legal_today
from app.steps.contributions.models import Contribution
from app.steps.synthesis.actions import make_node, send_observation, share_draft
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import NewNodeForm, ObservationForm, ShareForm
from app.steps.synthesis.models import Node, Observation, SharedDraft
from tests.conftest import Clock
from tests.factories.calendar import DAY, make_laboratory
from tests.factories.contributions import Guest, make_guest, make_published, make_working_desk
from tests.factories.procedures import Desk


@dataclass(frozen=True, slots=True)
class Heard:
    """A procedure whose only laboratory was held, with two bodies and their contributions."""

    desk: Desk
    guest: Guest
    other: Guest
    first: Contribution
    second: Contribution


def make_heard(session: Session, clock: Clock) -> Heard:
    """`first` is of the first tavolo, `second` of the other; it is the day after the laboratory."""
    desk = make_working_desk(session)
    guest = make_guest(session, desk, "Associazione Presente")
    other = make_guest(session, desk, "Cooperativa Altrove", tavolo=1)
    make_laboratory(session, desk)
    first = make_published(session, desk, guest, "Trasporti per chi non guida")
    second = make_published(session, desk, other, "Corse serali")
    clock.move_to(from_rome(DAY + timedelta(days=1), 9))
    return Heard(desk, guest, other, first, second)


def make_need(
    session: Session,
    heard: Heard,
    *chosen: Contribution,
    title: str = "Muoversi senza auto",
    kind: NodeKind = NodeKind.NEED,
    **more: str,
) -> Node:
    """A node drawn from `chosen`; a need unless `kind` says otherwise."""
    refs = [contribution.public_id for contribution in chosen]
    form = NewNodeForm.model_validate({"kind": kind, "title": title, "chosen": refs, **more})
    return make_node(session, heard.desk.actor, heard.desk.here, form)


def make_shared(session: Session, heard: Heard, *, days: int = 5) -> SharedDraft:
    """The draft at the participants', with `days` for observations."""
    form = ShareForm(observations_until=legal_today() + timedelta(days=days))
    return share_draft(session, heard.desk.actor, heard.desk.here, form)


def make_observation(
    session: Session, heard: Heard, draft: SharedDraft, text: str = "Manca il treno."
) -> Observation:
    """What the first body observes, now."""
    form = ObservationForm(body=heard.guest.ets.public_id, text=text)
    return send_observation(
        session, heard.guest.actor, heard.desk.here, draft, form, received_at=legal_now()
    )
