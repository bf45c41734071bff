"""The organ's decisions, once its act of approval is recorded; proposals stay beside them."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.propose import AFTER, Written
from app.steps.esiti.actions.wording import announce_added, chosen_rows, reason_for
from app.steps.esiti.emails import tell_bodies
from app.steps.esiti.enums import DECISIONS, EsitoState, EsitoStep
from app.steps.esiti.forms import DecisionForm
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import list_of_step
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act
from app.steps.procedures.queries import Here, list_acts


def record_decisions(session: Session, actor: Actor, here: Here, form: DecisionForm) -> Written:
    """Publish what the organ decided on the contributions chosen, each with its reason.

    Raises RuleError before restitution, InvalidFormError without an act of approval, a reason,
    or the proposal that the decision answers.
    """
    if here.procedure.phase not in AFTER:
        raise RuleError(
            "Le decisioni dell'organo si registrano dopo la pubblicazione delle proposte.",
            remedy="Pubblicate prima gli esiti proposti, tutti insieme.",
        )
    act = _approval(session, here, form.act)
    if form.outcome not in DECISIONS:
        raise InvalidFormError({"outcome": "Scegliete uno degli esiti che l'organo decide."})
    rows = chosen_rows(session, here, form.chosen)
    _refuse_unproposed(session, here, rows)
    standing = list_of_step(session, here.procedure.pk, EsitoStep.DECISION)
    added = []
    for row in rows:
        before = standing.get(row.id)
        esito = _decision(actor, here, act, row, form)
        esito.sequence = before.sequence + 1 if before else 1
        session.add(esito)
        added.append((row, esito))
    session.flush()
    for row, esito in added:
        announce_added(session, actor, here, row, esito)
    return Written(len(added), True, tuple(tell_bodies(session, here, added, update=True)))


def _decision(actor: Actor, here: Here, act: Act, row: SynthesisRow, form: DecisionForm) -> Esito:
    return Esito(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        contribution_id=row.id,
        step=EsitoStep.DECISION,
        outcome=form.outcome,
        reason=reason_for(row, form.reason),
        plan_item=form.plan_item,
        act_id=act.pk,
        state=EsitoState.PUBLISHED,
        decided_by_id=actor.account_id,
        published_at=legal_now(),
    )


def _approval(session: Session, here: Here, public_id: str) -> Act:
    for act, _ in list_acts(session, here.procedure.pk, ActKind.APPROVAL):
        if act.public_id == public_id:
            return act
    words = "Scegliete l'atto con cui l'organo ha approvato: se manca, registratelo tra gli atti."
    raise InvalidFormError({"act": words})


def _refuse_unproposed(session: Session, here: Here, rows: list[SynthesisRow]) -> None:
    proposals = list_of_step(session, here.procedure.pk, EsitoStep.PROPOSAL)
    missing = [str(row.number) for row in rows if row.id not in proposals]
    if missing:
        raise InvalidFormError(
            {"chosen": f"Date prima l'esito proposto ai contributi n. {', '.join(missing)}."}
        )
