"""The office's proposals to the organ: drafts until restitution, additions after it."""

from dataclasses import dataclass

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.security.actor import Actor
from app.law.phases import Phase
from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.wording import announce_added, chosen_rows, reason_for
from app.steps.esiti.emails import tell_bodies
from app.steps.esiti.enums import PROPOSALS, EsitoState, EsitoStep, Outcome
from app.steps.esiti.forms import ProposalForm
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import list_of_step
from app.steps.procedures.queries import Here

BEFORE = frozenset({Phase.LABORATORIES, Phase.SYNTHESIS})
AFTER = frozenset({Phase.RESTITUTION, Phase.CONCLUDED})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many, and whether at once for everybody to read."""

    count: int
    published: bool
    without_address: tuple[str, ...] = ()


def write_proposals(session: Session, actor: Actor, here: Here, form: ProposalForm) -> Written:
    """Give the same outcome to the contributions chosen, each with its own reason.

    Until restitution these are drafts, written over freely. After it each is added to the
    published ones, dated, told to its body, and only the RdP may. Raises InvalidFormError, or
    RuleError outside the phases.
    """
    _check(form)
    rows = chosen_rows(session, here, form.chosen)
    reasons = {row.id: reason_for(row, form.reason) for row in rows}
    if here.procedure.phase in BEFORE:
        standing = list_of_step(session, here.procedure.pk, EsitoStep.PROPOSAL)
        for row in rows:
            _draft(session, actor, here, row, form, reasons[row.id], standing.get(row.id))
        session.flush()
        return Written(len(rows), published=False)
    return _add(session, actor, here, rows, form, reasons)


def _check(form: ProposalForm) -> None:
    errors = {}
    if form.outcome not in PROPOSALS:
        errors["outcome"] = "Scegliete uno degli esiti che l'ufficio propone."
    if form.outcome is Outcome.PASSED_ON and not form.passed_to:
        errors["passed_to"] = "Dite a quale ente lo trasmettete."
    if errors:
        raise InvalidFormError(errors)


def _draft(
    session: Session,
    actor: Actor,
    here: Here,
    row: SynthesisRow,
    form: ProposalForm,
    reason: str,
    standing: Esito | None,
) -> Esito:
    esito = standing or Esito(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        contribution_id=row.id,
        step=EsitoStep.PROPOSAL,
        outcome=form.outcome,
        reason=reason,
        decided_by_id=actor.account_id,
    )
    esito.outcome, esito.reason = form.outcome, reason
    esito.passed_to = form.passed_to if form.outcome is Outcome.PASSED_ON else ""
    esito.plan_item = form.plan_item
    esito.decided_by_id = actor.account_id
    session.add(esito)
    return esito


def _add(
    session: Session,
    actor: Actor,
    here: Here,
    rows: list[SynthesisRow],
    form: ProposalForm,
    reasons: dict[int, str],
) -> Written:
    if here.procedure.phase not in AFTER:
        raise RuleError(
            f"Il procedimento è nella fase «{here.procedure.phase.label}»: "
            "ora non si scrivono esiti."
        )
    if "rdp" not in actor.roles_in(here.authority.slug):
        raise RuleError("Gli esiti sono pubblicati: li aggiorna il responsabile del procedimento.")
    standing = list_of_step(session, here.procedure.pk, EsitoStep.PROPOSAL)
    added = []
    for row in rows:
        esito = _draft(session, actor, here, row, form, reasons[row.id], None)
        before = standing.get(row.id)
        esito.sequence = before.sequence + 1 if before else 1
        esito.state, esito.published_at = EsitoState.PUBLISHED, legal_now()
        added.append((row, esito))
    session.flush()
    for row, esito in added:
        announce_added(session, actor, here, row, esito)
    return Written(len(added), True, tuple(tell_bodies(session, here, added, update=True)))
