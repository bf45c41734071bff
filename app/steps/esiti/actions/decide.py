"""The organ's decisions, once its act of approval is recorded; proposals stay beside them."""

from typing import Any

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.propose import Written, publish_added
from app.steps.esiti.actions.wording import (
    check_reason,
    chosen_rows,
    filled,
    plan_item_of,
    refuse_changed,
)
from app.steps.esiti.enums import AFTER, DECISIONS, EsitoState, EsitoStep
from app.steps.esiti.forms import DecisionForm
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import standing_of
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here, list_acts


def record_decisions(session: Session, actor: Actor, here: Here, form: DecisionForm) -> Written:
    """Publish what the organ decided on the contributions chosen, each with its reason.

    Raises RuleError before restitution, InvalidFormError without an act of approval, a reason,
    or the proposal that the decision answers, ConflictError where somebody recorded one meanwhile.
    """
    act = approval_of(session, here, form.act)
    rows = chosen_rows(session, here, form.chosen)
    check_decision(form, len(rows))
    keys = [row.id for row in rows]
    _refuse_unproposed(session, here, rows)
    standing = standing_of(session, here.procedure.pk, EsitoStep.DECISION, keys)
    refuse_changed(rows, form.chosen, standing)
    item = plan_item_of(session, here, form.item)
    added = []
    for row in rows:
        before = standing.get(row.id)
        esito = _decision(actor, here, act, row, form, item)
        esito.sequence = before.sequence + 1 if before else 1
        added.append((row, esito))
    return publish_added(session, actor, here, added)


def check_decision(form: Any, count: int = 1) -> None:
    """What every decision must say, on a contribution or a node. Raises InvalidFormError."""
    if form.outcome not in DECISIONS:
        raise InvalidFormError({"outcome": "Scegliete uno degli esiti che l'organo decide."})
    check_reason(form.reason, count)


def _decision(
    actor: Actor, here: Here, act: Act, row: SynthesisRow, form: DecisionForm, item: int | None
) -> Esito:
    return Esito(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        contribution_id=row.id,
        step=EsitoStep.DECISION,
        outcome=form.outcome,
        reason=filled(row, form.reason),
        template=form.reason,
        plan_item=form.plan_item,
        plan_item_id=item,
        act_id=act.pk,
        state=EsitoState.PUBLISHED,
        decided_by_id=actor.account_id,
        published_at=legal_now(),
    )


def approval_of(session: Session, here: Here, public_id: str) -> Act:
    """The organ's act of approval. Raises RuleError before restitution, InvalidFormError."""
    if here.procedure.phase not in AFTER:
        raise RuleError(
            "Le decisioni dell'organo si registrano dopo la pubblicazione delle proposte.",
            remedy="Pubblicate prima gli esiti proposti, tutti insieme.",
        )
    for act, _ in list_acts(session, here.procedure.pk, ActKind.APPROVAL):
        if act.public_id == public_id:
            return act
    words = "Scegliete l'atto con cui l'organo ha approvato: se manca, registratelo tra gli atti."
    raise InvalidFormError({"act": words})


def _refuse_unproposed(session: Session, here: Here, rows: list[SynthesisRow]) -> None:
    keys = [row.id for row in rows]
    proposals = standing_of(session, here.procedure.pk, EsitoStep.PROPOSAL, keys)
    missing = [str(row.number) for row in rows if row.id not in proposals]
    if missing:
        raise InvalidFormError(
            {"chosen": f"Date prima l'esito proposto ai contributi n. {', '.join(missing)}."}
        )
