"""Publishing all esiti together: the restitution."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.facts import ProcedureFacts
from app.law.phases import Phase
from app.law.sources import L241_3
from app.steps.contributions.queries import list_published_for_synthesis
from app.steps.esiti.actions.propose import Written
from app.steps.esiti.actions.tally import make_current, make_nodes_current
from app.steps.esiti.emails import tell_bodies
from app.steps.esiti.enums import EsitoState, EsitoStep
from app.steps.esiti.events import EsitiPublished
from app.steps.esiti.facts import esiti_facts
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import list_nodes_with_esiti, standing_node_esiti, standing_of
from app.steps.esiti.queries.gate import list_missing, list_node_codes_missing, list_numbers
from app.steps.esiti.queries.lists import BLANK, OWED, has_esito
from app.steps.procedures.actions import advance
from app.steps.procedures.facts import procedure_facts
from app.steps.procedures.queries import Here
from app.steps.synthesis.facts import synthesis_facts

NAMED = 20


def publish_esiti(session: Session, actor: Actor, here: Here) -> Written:
    """Publish the proposal of every contribution and node, enter restitution, write to each body
    once.

    Raises RuleError naming what is missing (L. 241/1990, art. 3), or the law's reasons: the
    window for observations still open, observations unanswered.
    """
    refuse_incomplete(session, here)
    key = here.procedure.pk
    rows = list_published_for_synthesis(session, key)
    esiti = standing_of(session, key, EsitoStep.PROPOSAL, [row.id for row in rows])
    told = [(row, esiti[row.id]) for row in rows]
    nodes = _standing_nodes(session, key)
    for esito in (*(one for _, one in told), *nodes):
        esito.state, esito.published_at = EsitoState.PUBLISHED, legal_now()
        session.add(esito)
    session.flush()
    make_current(session, here, [row.id for row in rows])
    make_nodes_current(session, [esito.node_id for esito in nodes])
    _announce(session, actor, here, [esito for _, esito in told])
    advance(session, actor, here, Phase.RESTITUTION, _facts(session, here))
    return Written(len(told), True, tuple(tell_bodies(session, here, told, update=False)))


def _standing_nodes(session: Session, procedure_id: int) -> list[Any]:
    """The esiti of the nodes that stand; of a node taken out nothing is published."""
    keys = [one.node.id for one in list_nodes_with_esiti(session, procedure_id)]
    return list(standing_node_esiti(session, procedure_id, EsitoStep.PROPOSAL, keys).values())


def refuse_incomplete(session: Session, here: Here) -> None:
    """Raises RuleError naming all that is missing, so that it can be mended in one go."""
    key = here.procedure.pk
    missing = [f"n. {number} ({tavolo})" for number, tavolo in list_missing(session, key, _MORE)]
    blank = list_numbers(session, key, has_esito(BLANK), _MORE)
    owed = list_numbers(session, key, OWED, _MORE)
    nodes = list_node_codes_missing(session, key, _MORE)
    words = [
        _named("Mancano gli esiti di questi contributi", missing),
        _named("Senza ragione", [f"n. {number}" for number in blank]),
        _named("Promessa una risposta propria", [f"n. {number}" for number in owed]),
        _named("Mancano gli esiti di questi nodi", nodes),
    ]
    if any(words):
        raise RuleError(
            " ".join(word for word in words if word),
            remedy="Gli esiti si pubblicano tutti insieme: completateli prima.",
            source=L241_3,
        )


_MORE = NAMED + 1


def _named(words: str, names: Sequence[str]) -> str:
    if not names:
        return ""
    rest = " e altri" if len(names) > NAMED else ""
    return f"{words}: {', '.join(names[:NAMED])}{rest}."


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
