"""The answers to the contributions: by node, inherited; some of their own; one added later."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from app.core.security.actor import Actor
from app.demo.beginning import record
from app.demo.stage import Stage, at
from app.demo.themes import THEMES
from app.steps.contributions.queries import SynthesisRow, list_published_for_synthesis
from app.steps.esiti.actions import (
    promise_own,
    publish_esiti,
    record_decisions,
    record_node_decisions,
    write_node_proposals,
    write_proposals,
)
from app.steps.esiti.enums import EsitoStep, Outcome
from app.steps.esiti.forms import (
    DecisionForm,
    NodeDecisionForm,
    NodeProposalForm,
    ProposalForm,
)
from app.steps.esiti.queries import list_nodes_with_esiti, standing_of
from app.steps.procedures.enums import ActKind
from app.steps.procedures.queries import Here, list_acts, list_tavoli
from app.steps.synthesis.picture import NodeRow

REASONS = {
    "proposed": "«{titolo}» risponde a un bisogno condiviso al tavolo: lo proponiamo per il piano.",
    "proposed_in_part": "«{titolo}» è proposto per la parte che le risorse disponibili permettono.",
    "already_provided": "Quanto chiede «{titolo}» è già previsto: il piano lo conferma e lo rende visibile.",
    "referred_to_codesign": "«{titolo}» chiede di progettare insieme: lo rinviamo alla co-progettazione.",
    "passed_on": "«{titolo}» riguarda un'altra competenza: lo abbiamo trasmesso a chi può decidere.",
    "outside_object": "«{titolo}» è fuori dall'oggetto dell'avviso; resta agli atti.",
    "not_proposed": "«{titolo}» non è proposto: non ci sono oggi mezzi di trasporto da condividere.",
}
DECIDED = {
    "proposed": Outcome.TAKEN_UP,
    "proposed_in_part": Outcome.TAKEN_UP_IN_PART,
    "already_provided": Outcome.TAKEN_UP,
    "referred_to_codesign": Outcome.TAKEN_UP_IN_PART,
}
WHY = {
    Outcome.TAKEN_UP: "La Conferenza ha approvato il piano con «{titolo}» tra ciò che si farà.",
    Outcome.TAKEN_UP_IN_PART: (
        "La Conferenza ha messo nel piano la parte di «{titolo}» che si può fare con le risorse di "
        "oggi; il resto si progetta insieme."
    ),
    Outcome.NOT_TAKEN_UP: (
        "La Conferenza non ha messo «{titolo}» nel piano, per la ragione che l'ufficio ha scritto "
        "nella sua proposta."
    ),
}
OWN = (
    "Diversamente dagli altri contributi sullo stesso tema, «{titolo}» indica anche una sede già "
    "pronta: proponiamo la parte che si può avviare subito."
)
UNPUBLISHED = "Il contributo n. {numero} resta agli atti: riguarda una situazione personale."
LATER = (
    "Dopo l'approvazione si è trovata una seconda sede: quanto chiede «{titolo}» si può fare per "
    "intero, e la Conferenza ne ha preso atto."
)


def propose(stage: Stage, day: date) -> None:
    """Every node has its esito, what is drawn from it inherits; all published at restitution."""
    at(day, "09:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        for outcome, nodes in _nodes_by_outcome(session, here).items():
            form = NodeProposalForm(
                chosen=[node.public_id for node in nodes],
                outcome=Outcome(outcome),
                reason=REASONS[outcome],
                passed_to=stage.place.passed_to if outcome == "passed_on" else "",
            )
            write_node_proposals(session, actor, here, form)
        _answer_singly(session, actor, here)
    at(day, "16:30")
    with stage.act() as session:
        actor, here = stage.office(session)
        publish_esiti(session, actor, here)


def _nodes_by_outcome(session: Session, here: Here) -> dict[str, list[NodeRow]]:
    """Outcome → the nodes whose theme has it, at their tavolo."""
    tavoli = list_tavoli(session, here.procedure.pk)
    wanted = {
        (tavolo.name, theme.title): theme.esito
        for tavolo, themes in zip(tavoli, THEMES, strict=True)
        for theme in themes
    }
    found: dict[str, list[NodeRow]] = {}
    for one in list_nodes_with_esiti(session, here.procedure.pk):
        outcome = wanted.get((one.node.tavolo_name, one.node.title), "proposed")
        found.setdefault(outcome, []).append(one.node)
    return found


def _answer_singly(session: Session, actor: Actor, here: Here) -> None:
    """One that was promised an answer of its own has one; so has what is in no node."""
    rows = list_published_for_synthesis(session, here.procedure.pk)
    keys = [row.id for row in rows]
    held = standing_of(session, here.procedure.pk, EsitoStep.PROPOSAL, keys)
    own = _own(rows)
    promise_own(session, actor, here, own)
    _write(session, actor, here, [own], Outcome.PROPOSED_IN_PART, OWN)
    left = [row for row in rows if row.id not in held]
    hidden = [row for row in left if row.withheld]
    _write(session, actor, here, hidden, Outcome.OUTSIDE_OBJECT, UNPUBLISHED)
    shown = [row for row in left if not row.withheld]
    _write(session, actor, here, shown, Outcome.PROPOSED, REASONS["proposed"])


def _own(rows: list[SynthesisRow]) -> SynthesisRow:
    """The contribution that says more than the others of its node."""
    return next(row for row in rows if not row.withheld and ":" in row.title)


def _write(
    session: Session,
    actor: Actor,
    here: Here,
    rows: Iterable[SynthesisRow],
    outcome: Outcome,
    reason: str,
) -> None:
    chosen = [row.public_id for row in rows]
    if chosen:
        form = ProposalForm(chosen=chosen, outcome=outcome, reason=reason)
        write_proposals(session, actor, here, form)


def decide(stage: Stage, day: date) -> None:
    """The organ approves: nodes say what was taken up, with its act; then those of their own."""
    at(day, "12:00")
    words = "Approvazione del Piano integrato di salute 2026-2028."
    act = record(stage, ActKind.APPROVAL, stage.place.organ, "9", day, words)
    with stage.act() as session:
        actor, here = stage.office(session)
        for decision, nodes in _nodes_by_decision(session, here).items():
            refs = [node.public_id for node in nodes]
            node_form = NodeDecisionForm(
                chosen=refs, act=act, outcome=decision, reason=WHY[decision]
            )
            record_node_decisions(session, actor, here, node_form)
        for decision, rows in _rows_by_decision(session, here).items():
            refs = [row.public_id for row in rows]
            form = DecisionForm(chosen=refs, act=act, outcome=decision, reason=WHY[decision])
            record_decisions(session, actor, here, form)


def _nodes_by_decision(session: Session, here: Here) -> dict[Outcome, list[NodeRow]]:
    found: dict[Outcome, list[NodeRow]] = {}
    for outcome, nodes in _nodes_by_outcome(session, here).items():
        found.setdefault(DECIDED.get(outcome, Outcome.NOT_TAKEN_UP), []).extend(nodes)
    return found


def _rows_by_decision(session: Session, here: Here) -> dict[Outcome, list[SynthesisRow]]:
    """What has an esito of its own, by what the organ decides on it."""
    rows = list_published_for_synthesis(session, here.procedure.pk)
    held = standing_of(session, here.procedure.pk, EsitoStep.PROPOSAL, [row.id for row in rows])
    found: dict[Outcome, list[SynthesisRow]] = {}
    for row in rows:
        if held[row.id].node_id is None:
            decision = DECIDED.get(held[row.id].outcome.value, Outcome.NOT_TAKEN_UP)
            found.setdefault(decision, []).append(row)
    return found


def add_later(stage: Stage, day: date) -> None:
    """After the decision something more can be done: it is added, and what was said stays."""
    at(day, "10:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        own = _own(list_published_for_synthesis(session, here.procedure.pk))
        act, _ = list_acts(session, here.procedure.pk, ActKind.APPROVAL)[0]
        form = DecisionForm(
            chosen=[own.public_id], act=act.public_id, outcome=Outcome.TAKEN_UP, reason=LATER
        )
        record_decisions(session, actor, here, form)
