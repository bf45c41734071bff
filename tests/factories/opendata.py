"""A procedure that has reached restitution, with a word in every place that is not public."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session

from app.core.clock import legal_now
from app.steps.contributions.actions import publish_redacted, withhold_contribution
from app.steps.contributions.forms import ReasonForm, RedactForm
from app.steps.contributions.models import Contribution
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.esiti.actions import publish_esiti
from tests.conftest import Clock
from tests.factories.contributions import make_draft, make_published, make_submitted
from tests.factories.esiti import propose, propose_node
from tests.factories.synthesis import Heard, make_heard, make_need, make_shared

CANARY = "Canarino"


@dataclass(frozen=True, slots=True)
class Shown:
    """`heard` has two published contributions; one more was obscured, one is not published."""

    heard: Heard
    redacted: Contribution
    withheld: Contribution


def make_shown(session: Session, clock: Clock, *, restituted: bool = True) -> Shown:
    """With `restituted`, synthesis and esiti are published; else they wait as drafts."""
    heard = make_heard(session, clock)
    desk = heard.desk
    make_draft(session, heard.guest, f"Bozza {CANARY}", f"Testo {CANARY}")
    redacted = make_submitted(
        session, heard.guest, f"Il caso di {CANARY}", gap=f"Manca a {CANARY}", territory="Collina"
    )
    form = RedactForm(
        title="Il caso di [omissis]", text="=2+2 non si calcola", details=["territory"],
        reason=f"Nome di {CANARY}",
    )  # fmt: skip
    publish_redacted(session, desk.actor, desk.here, redacted.public_id, form)
    withheld = make_published(session, desk, heard.other, f"Segreto {CANARY}")
    reason = ReasonForm(reason=f"Dati di {CANARY}")
    withhold_contribution(session, desk.actor, desk.here, withheld.public_id, reason)
    make_need(session, heard, heard.first, heard.second, withheld)
    make_shared(session, heard)
    clock.move_to(legal_now() + timedelta(days=6))
    rows = list_published_for_synthesis(session, desk.here.procedure.pk)
    propose_node(session, heard)
    propose(session, heard, *rows)
    if restituted:
        publish_esiti(session, desk.actor, desk.here)
    return Shown(heard, redacted, withheld)
