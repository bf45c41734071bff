"""Work at the desk of the synthesis: a split, a join, a move taken back; what tavoli put first."""

from datetime import date

from sqlmodel import Session

from app.core.security.actor import Actor
from app.demo.stage import Stage, at
from app.law.priorities import APART, BallotRule, Comparison
from app.steps.calendar.models import MeetingSession
from app.steps.calendar.queries import list_laboratories, list_sessions
from app.steps.laboratories.queries import list_seats
from app.steps.priorities.actions import explain_divergence, record_ballot
from app.steps.priorities.forms import BallotForm, DivergenceForm
from app.steps.priorities.queries import Priorities, list_priorities
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions import (
    edit_node,
    merge_nodes,
    move_contributions,
    split_node,
    undo_last_step,
)
from app.steps.synthesis.details import written_fields
from app.steps.synthesis.enums import NodeKind
from app.steps.synthesis.forms import (
    ChosenForm,
    EditNodeForm,
    MergeForm,
    SplitForm,
    UndoForm,
)
from app.steps.synthesis.models import Node
from app.steps.synthesis.picture import NodeRow, Picture
from app.steps.synthesis.queries import find_last_step, get_node, list_source_refs, load_picture

RULES = (BallotRule.DOTS, BallotRule.RANKING, BallotRule.ONE_VOTE, BallotRule.OTHER)
DOTS = 3
RANKED = 5
BY_HANDS = "Ognuno ha detto il suo bisogno più urgente, e l'ordine si è deciso insieme a voce."
REASON = "Il tavolo ha messo prima quello che oggi resta senza nessuna risposta."
WORDS = (
    "Non coincide con il tavolo: noi abbiamo tenuto conto anche di quante persone riguarda nella "
    "zona e dei servizi che ci sono già. Le due letture restano scritte tutte e due."
)


def arrange(stage: Stage, day: date) -> None:
    """A need is split and joined again, a contribution moved by mistake and put back."""
    at(day, "11:00")
    with stage.act() as session:
        actor, here = stage.office(session)
        needs = load_picture(session, here.procedure.pk).of_kind(NodeKind.NEED)
        first = get_node(session, here.procedure.pk, needs[1].public_id)
        refs = list_source_refs(session, first.pk)
        split = SplitForm(
            title=f"{first.title}: che cosa vedono i volontari",
            chosen=refs[-1:],
            why="Sembravano due bisogni diversi.",
        )
        made = split_node(session, actor, here, first, split)
        merge = MergeForm(
            nodes=[first.public_id, made.public_id],
            into=first.public_id,
            why="Riletti con il tavolo: è lo stesso bisogno, visto da due parti.",
        )
        merge_nodes(session, actor, here, merge)
        move = ChosenForm(chosen=refs[:1], node=needs[2].public_id, why="Parla di giovani.")
        move_contributions(session, actor, here, first, move)
        last = find_last_step(session, here.procedure.pk)
        assert last is not None
        undo_last_step(session, actor, here, UndoForm(step=last.pk))


def vote(stage: Stage, day: date) -> None:
    """What each tavolo put first in the last laboratory, each with a rule of its own."""
    at(day, "11:20")
    with stage.act() as session:
        actor, here = stage.office(session)
        last = list_laboratories(session, here.procedure.pk)[-1]
        held = [each for each in list_sessions(session, last.pk) if each.tavolo_id is not None]
        picture = load_picture(session, here.procedure.pk)
        for rule, each in zip(RULES, held, strict=False):
            _record(session, actor, here, picture, rule, each)
        found = list_priorities(session, here.procedure.pk)
        for apart in found.of(*APART):
            _explain(session, actor, here, found, apart)


def _record(
    session: Session,
    actor: Actor,
    here: Here,
    picture: Picture,
    rule: BallotRule,
    held: MeetingSession,
) -> None:
    needs = [n for n in picture.of_kind(NodeKind.NEED) if n.tavolo_id == held.tavolo_id]
    bodies = len(list_seats(session, here.procedure.pk, held.tavolo_id))
    form = BallotForm(
        held=held.public_id,
        kind=NodeKind.NEED,
        rule=rule,
        rule_words=BY_HANDS if rule is BallotRule.OTHER else "",
        measure={BallotRule.DOTS: DOTS, BallotRule.RANKING: RANKED}.get(rule),
        bodies=bodies,
        reason=REASON,
        node=[node.public_id for node in needs],
        value=[str(value) for value in _values(rule, needs, bodies)],
    )
    record_ballot(session, actor, here, form)


def _values(rule: BallotRule, needs: list[NodeRow], bodies: int) -> list[int]:
    """From the office's levels, with the last need of the list brought to the top."""
    order = sorted(range(len(needs)), key=lambda n: -int(needs[n].details.get("priority", "0")))
    order.insert(0, order.pop())
    places = {need: place for place, need in enumerate(order, start=1)}
    if rule is BallotRule.RANKING:
        return [places[n] if places[n] <= RANKED else 0 for n in range(len(needs))]
    if rule is BallotRule.OTHER:
        return [places[n] for n in range(len(needs))]
    left = bodies * (DOTS if rule is BallotRule.DOTS else 1)
    got = {}
    for need in order:
        got[need] = left // 3
        left -= got[need]
    return [got[n] for n in range(len(needs))]


def _explain(
    session: Session, actor: Actor, here: Here, found: Priorities, apart: Comparison
) -> None:
    node = get_node(session, here.procedure.pk, found.picture.by_id[apart.node].public_id)
    ballot = found.by_ballot[apart.ballot].public_id
    form = DivergenceForm(ballot=ballot, words=WORDS)
    explain_divergence(session, actor, here, node, form)


def write_more(session: Session, actor: Actor, here: Here, title: str, more: str) -> int:
    """Adds a sentence to the need of this title because of an observation; gives the step."""
    needs = load_picture(session, here.procedure.pk).of_kind(NodeKind.NEED)
    row = next(need for need in needs if need.title == title)
    node = get_node(session, here.procedure.pk, row.public_id)
    edit_node(session, actor, here, node, _with(node, row, more))
    last = find_last_step(session, here.procedure.pk)
    assert last is not None
    return last.pk


def _with(node: Node, row: NodeRow, more: str) -> EditNodeForm:
    details = {field.name: node.details.get(field.name, "") for field in written_fields(node.kind)}
    return EditNodeForm(
        title=node.title,
        text=f"{node.text} {more}",
        tavolo=row.tavolo_public_id,
        edition=node.edition,
        why="Osservazione sulla bozza.",
        **details,
    )
