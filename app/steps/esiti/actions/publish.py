"""Publishing all esiti together: the restitution."""

from collections import Counter

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.law.sources import L241_3
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.actions.propose import Written
from app.steps.esiti.emails import tell_bodies
from app.steps.esiti.enums import EsitoState, EsitoStep
from app.steps.esiti.events import EsitiPublished
from app.steps.esiti.facts import esiti_facts
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import list_of_step
from app.steps.procedures.actions import advance
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.queries import Here
from app.steps.synthesis.facts import synthesis_facts

NAMED = 20


def publish_esiti(session: Session, actor: Actor, here: Here) -> Written:
    """Publish the proposal of every contribution, enter restitution, write to each body once.

    Raises RuleError naming the contributions without an esito (L. 241/1990, art. 3), or the
    law's reasons: the window for observations still open, observations unanswered.
    """
    rows = list_published_for_synthesis(session, here.procedure.pk)
    esiti = list_of_step(session, here.procedure.pk, EsitoStep.PROPOSAL)
    _refuse_missing([row for row in rows if row.id not in esiti])
    told = [(row, esiti[row.id]) for row in rows]
    for _, esito in told:
        esito.state, esito.published_at = EsitoState.PUBLISHED, legal_now()
        session.add(esito)
    session.flush()
    _announce(session, actor, here, [esito for _, esito in told])
    advance(session, actor, here, Phase.RESTITUTION, _facts(session, here))
    return Written(len(told), True, tuple(tell_bodies(session, here, told, update=False)))


def _refuse_missing(missing: list[SynthesisRow]) -> None:
    if not missing:
        return
    named = ", ".join(f"n. {row.number} ({row.tavolo_name})" for row in missing[:NAMED])
    rest = f" e altri {len(missing) - NAMED}" if len(missing) > NAMED else ""
    raise RuleError(
        f"Mancano gli esiti di questi contributi: {named}{rest}.",
        remedy="Gli esiti si pubblicano tutti insieme: completateli prima.",
        source=L241_3,
    )


def _facts(session: Session, here: Here) -> ProcedureFacts:
    facts = {
        **procedure_facts(session, here),
        **synthesis_facts(session, here),
        **esiti_facts(session, here),
        "esiti_published": True,
    }
    return ProcedureFacts(**facts)


def _announce(session: Session, actor: Actor, here: Here, esiti: list[Esito]) -> None:
    emit(
        session,
        EsitiPublished(
            **here.openly_about(actor, here.procedure),
            count=len(esiti),
            outcomes=dict(Counter(esito.outcome.value for esito in esiti)),
        ),
    )
