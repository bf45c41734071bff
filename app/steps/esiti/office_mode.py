"""What may be done with esiti in this phase, and the words said afterwards."""

from typing import Any

from app.core.security.actor import Actor
from app.law.phases import Phase
from app.steps.esiti.actions.propose import Written
from app.steps.esiti.enums import AFTER, BEFORE, DECISIONS, PROPOSALS, Want
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.esiti.permissions import PUBLISH
from app.steps.procedures.queries import Here

PREVIEW = "I testi prima di salvare"
_ADDED = "Gli esiti sono pubblicati e gli enti avvisati."
_SAVED = "Gli esiti sono salvati in bozza."


def mode(here: Here, actor: Actor) -> dict[str, Any]:
    """What `actor` may do in this phase, with the outcomes to choose from."""
    phase = here.procedure.phase
    leads = PUBLISH.held_by(actor, here.authority.slug)
    return {
        "leads": leads,
        "proposing": phase in BEFORE,
        "publishing": phase is Phase.SYNTHESIS,
        "deciding": phase in AFTER,
        "writing": phase in BEFORE or (phase in AFTER and leads),
        "proposals": [(o.value, o.label.capitalize()) for o in PROPOSALS],
        "decisions": [(o.value, o.label.capitalize()) for o in DECISIONS],
        "wants": [(want.value, want.label.capitalize()) for want in Want],
    }


def rewritten(here: Here, held: Esito | NodeEsito | None) -> str:
    """The draft outcome that a new one would write over; published ones are never written over."""
    return held.outcome.label if held and here.procedure.phase in BEFORE else ""


def words(written: Written) -> str:
    """What is said once esiti were written."""
    if not written.published:
        return _SAVED
    if not written.without_address:
        return _ADDED
    return f"{_ADDED} Senza indirizzo e-mail: {', '.join(written.without_address)}."
