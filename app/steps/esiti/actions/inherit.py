"""What contributions inherit from their nodes while the esiti are drafts."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from app.law.outcomes import Inheritance, inherit
from app.steps.esiti.actions.wording import copied
from app.steps.esiti.enums import EsitoState, EsitoStep
from app.steps.esiti.models import Esito, NodeEsito
from app.steps.esiti.queries import list_proposals_of_nodes, standing_of

Answers = list[tuple[int, NodeEsito]]


def settle(session: Session, owner: Any, contributions: Collection[int]) -> None:
    """Bring the inherited drafts of some contributions to what their nodes say now.

    `owner` is anything of the procedure. An esito of its own is never touched; where the nodes
    say nothing, or different things, what was inherited goes. Nothing published is changed.
    """
    if not contributions:
        return
    key = owner.procedure_id
    answers: dict[int, Answers] = {}
    for contribution, node, esito in list_proposals_of_nodes(session, key, contributions):
        answers.setdefault(contribution, []).append((node.id, esito))
    standing = standing_of(session, key, EsitoStep.PROPOSAL, contributions)
    for contribution in sorted(contributions):
        held = standing.get(contribution)
        if held is None or (held.node_id is not None and held.state is EsitoState.DRAFT):
            _follow(session, owner, contribution, held, answers.get(contribution, []))
    session.flush()


def _follow(
    session: Session, owner: Any, contribution: int, held: Esito | None, answers: Answers
) -> None:
    said = [(node, (esito.outcome, esito.passed_to)) for node, esito in answers]
    pinned = held.node_id if held is not None and held.pinned else None
    follows = inherit(said, pinned)
    if follows.node is None:
        if held is not None:
            session.delete(held)
        return
    source = dict(answers)[follows.node]
    put_inherited(session, owner, contribution, held, source, follows)


def put_inherited(
    session: Session,
    owner: Any,
    contribution: int,
    held: Esito | None,
    source: NodeEsito,
    follows: Inheritance,
) -> None:
    """Write what a contribution inherits, over its draft where it has one."""
    values = copied(source) | {
        "node_id": follows.node,
        "pinned": follows.pinned,
        "template": source.reason,
    }
    esito = held or Esito(
        procedure_id=owner.procedure_id,
        authority_id=owner.authority_id,
        contribution_id=contribution,
        step=EsitoStep.PROPOSAL,
        **values,
    )
    if held is not None and any(getattr(held, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(held, name, value)
        held.edition += 1
    session.add(esito)
