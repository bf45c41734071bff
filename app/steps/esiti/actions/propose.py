"""The office's proposals to the organ: drafts until restitution, additions after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.tally import make_current
from app.steps.esiti.actions.wording import (
    announce_added,
    check_reason,
    chosen_rows,
    filled,
    plan_item_of,
    refuse_changed,
    refuse_passing_to_nobody,
    refuse_unless_rdp,
)
from app.steps.esiti.emails import tell_bodies
from app.steps.esiti.enums import AFTER, BEFORE, PROPOSALS, EsitoState, EsitoStep, Outcome
from app.steps.esiti.events import EsitiDrafted
from app.steps.esiti.forms import ProposalForm
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import standing_of
from app.steps.procedures.queries import Here

Added = list[tuple[SynthesisRow, Esito]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many, and whether at once for everybody to read."""

    count: int
    published: bool
    without_address: tuple[str, ...] = ()


def write_proposals(session: Session, actor: Actor, here: Here, form: ProposalForm) -> Written:
    """Give the same outcome to the contributions chosen, each with its own reason.

    Until restitution these are drafts, written over freely; what was inherited becomes their own.
    After it each is added to the published ones, dated, told to its body, and only the RdP may.
    Raises InvalidFormError, ConflictError where somebody wrote meanwhile, RuleError outside the
    phases.
    """
    rows = chosen_rows(session, here, form.chosen)
    check_proposal(form, len(rows))
    refuse_outside(here)
    keys = [row.id for row in rows]
    standing = standing_of(session, here.procedure.pk, EsitoStep.PROPOSAL, keys)
    refuse_changed(rows, form.chosen, standing)
    item = plan_item_of(session, here, form.item)
    if here.procedure.phase in BEFORE:
        for row in rows:
            _draft(session, actor, here, row, form, item, standing.get(row.id))
        session.flush()
        announce_drafts(session, actor, here, len(rows), form.outcome)
        return Written(len(rows), published=False)
    refuse_unless_rdp(actor, here)
    added = [(row, _addition(actor, here, row, form, item, standing.get(row.id))) for row in rows]
    return publish_added(session, actor, here, added)


def check_proposal(form: Any, count: int = 1) -> None:
    """What every proposal must say, of a contribution or a node. Raises InvalidFormError."""
    if form.outcome not in PROPOSALS:
        raise InvalidFormError({"outcome": "Scegliete uno degli esiti che l'ufficio propone."})
    refuse_passing_to_nobody(form.outcome, form.passed_to)
    check_reason(form.reason, count)


def refuse_outside(here: Here) -> None:
    """Raises RuleError outside the phases in which the office proposes."""
    if here.procedure.phase not in BEFORE | AFTER:
        raise RuleError(
            f"Il procedimento è nella fase «{here.procedure.phase.label}»: "
            "ora non si scrivono esiti."
        )


def announce_drafts(
    session: Session, actor: Actor, here: Here, count: int, outcome: Outcome, node: str = ""
) -> None:
    """Say in the register that drafts were written; nothing public changes."""
    about = here.about(actor, here.procedure)
    emit(session, EsitiDrafted(**about, count=count, outcome=outcome.value, node=node))


def publish_added(session: Session, actor: Actor, here: Here, added: Added) -> Written:
    """Add esiti to the published ones, say so in the register and to each body once."""
    session.add_all(esito for _, esito in added)
    session.flush()
    make_current(session, here, [row.id for row, _ in added])
    for row, esito in added:
        announce_added(session, actor, here, row, esito)
    return Written(len(added), True, tuple(tell_bodies(session, here, added, update=True)))


def _values(actor: Actor, row: SynthesisRow, form: ProposalForm, item: int | None) -> Any:
    return {
        "outcome": form.outcome,
        "reason": filled(row, form.reason),
        "template": form.reason,
        "passed_to": form.passed_to if form.outcome is Outcome.PASSED_ON else "",
        "plan_item": form.plan_item,
        "plan_item_id": item,
        "node_id": None,
        "pinned": False,
        "decided_by_id": actor.account_id,
    }


def _draft(
    session: Session,
    actor: Actor,
    here: Here,
    row: SynthesisRow,
    form: ProposalForm,
    item: int | None,
    held: Esito | None,
) -> None:
    values = _values(actor, row, form, item)
    if held is None:
        session.add(_new(here, row, values))
        return
    for name, value in values.items():
        setattr(held, name, value)
    held.edition += 1
    session.add(held)


def _addition(
    actor: Actor,
    here: Here,
    row: SynthesisRow,
    form: ProposalForm,
    item: int | None,
    before: Esito | None,
) -> Esito:
    esito = _new(here, row, _values(actor, row, form, item))
    esito.sequence = before.sequence + 1 if before else 1
    esito.state, esito.published_at = EsitoState.PUBLISHED, legal_now()
    return esito


def _new(here: Here, row: SynthesisRow, values: dict[str, Any]) -> Esito:
    return Esito(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        contribution_id=row.id,
        step=EsitoStep.PROPOSAL,
        **values,
    )


def previews(rows: Sequence[SynthesisRow], reason: str) -> list[tuple[SynthesisRow, str]]:
    """Each contribution with the text that it would get."""
    return [(row, filled(row, reason)) for row in rows]
