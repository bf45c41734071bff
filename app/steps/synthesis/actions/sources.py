"""Joining contributions to a node and parting them: the originals are never touched."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from app.core.errors import InvalidFormError
from app.core.security.actor import Actor
from app.steps.contributions.enums import FOR_SYNTHESIS
from app.steps.contributions.models import Contribution
from app.steps.procedures.queries import Here
from app.steps.synthesis.actions.steps import record_step, refuse_unless_writable
from app.steps.synthesis.enums import Step
from app.steps.synthesis.forms import ChosenForm
from app.steps.synthesis.models import Node, NodeSource

NONE_CHOSEN = "Scegliete almeno un contributo."


def join_contributions(
    session: Session, actor: Actor, here: Here, node: Node, form: ChosenForm
) -> None:
    """Draw `node` from more contributions. Raises InvalidFormError where none is new to it."""
    refuse_unless_writable(here)
    if not form.chosen:
        raise InvalidFormError({"chosen": NONE_CHOSEN})
    joined = add_sources(session, here, node, dict.fromkeys(form.chosen, form.why))
    if not joined:
        raise InvalidFormError({"chosen": f"I contributi scelti sono già in {node.code}."})
    record_step(session, actor, here, node, Step.JOINED, why=form.why, sources=joined)


def part_contributions(
    session: Session, actor: Actor, here: Here, node: Node, form: ChosenForm
) -> None:
    """Take contributions out of `node`. Raises InvalidFormError where none of them is in it."""
    refuse_unless_writable(here)
    parted = drop_sources(session, here, node, form.chosen)
    if not parted:
        raise InvalidFormError({"chosen": NONE_CHOSEN})
    record_step(session, actor, here, node, Step.PARTED, why=form.why, sources=parted)


def add_sources(
    session: Session, here: Here, node: Node, notes: Mapping[str, str], *, again: bool = False
) -> dict[str, str]:
    """Join the contributions named by public id with their notes; gives the ones that were new.

    Raises InvalidFormError for a contribution that is not of this procedure's synthesis; those
    that were in the node before come back with `again`, whatever was decided on them since.
    """
    keys = _keys(session, here, notes, again=again)
    held = set(
        session.exec(select(NodeSource.contribution_id).where(NodeSource.node_id == node.pk)).all()
    )
    new = {name: note for name, note in notes.items() if keys[name] not in held}
    session.add_all(
        NodeSource(
            procedure_id=here.procedure.pk,
            authority_id=here.authority.pk,
            node_id=node.pk,
            contribution_id=keys[name],
            note=note,
        )
        for name, note in new.items()
    )
    session.flush()
    return new


def drop_sources(session: Session, here: Here, node: Node, names: Iterable[str]) -> dict[str, str]:
    """Part the contributions named by public id; gives the ones that were in it, with notes."""
    rows = session.exec(
        select(NodeSource, Contribution.public_id)
        .join(Contribution, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(NodeSource.node_id == node.pk, col(Contribution.public_id).in_(sorted(names)))
        .order_by(col(Contribution.number))
    ).all()
    for source, _ in rows:
        session.delete(source)
    session.flush()
    return {name: source.note for source, name in rows}


def sources_of(session: Session, node: Node) -> dict[str, str]:
    """Public id of each contribution that the node is drawn from → why, by number."""
    rows = session.exec(
        select(Contribution.public_id, NodeSource.note)
        .join(NodeSource, col(NodeSource.contribution_id) == col(Contribution.id))
        .where(NodeSource.node_id == node.pk)
        .order_by(col(Contribution.number))
    ).all()
    return dict(rows)


def _keys(session: Session, here: Here, names: Iterable[str], *, again: bool) -> dict[str, int]:
    wanted = sorted(names)
    query = select(Contribution.public_id, Contribution.id).where(
        Contribution.procedure_id == here.procedure.pk,
        col(Contribution.public_id).in_(wanted),
    )
    if not again:
        query = query.where(col(Contribution.state).in_(FOR_SYNTHESIS))
    rows = session.exec(query).all()
    if len(rows) != len(wanted):
        raise InvalidFormError(
            {"chosen": "Un contributo scelto non è più tra quelli esaminati: ricaricate la pagina."}
        )
    return {name: key for name, key in rows if key is not None}
