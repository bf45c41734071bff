"""The steps that the office itself takes; the others come with the work of a room."""

from sqlmodel import Session

from app.core.errors import RuleError
from app.core.security.actor import Actor
from app.fronts.office.facts import gather_facts
from app.fronts.office.forms import StepForm
from app.fronts.office.views import desk_steps
from app.law.phases import Who
from app.law.transitions import find_transition
from app.people.authorities.enums import OfficeRole
from app.steps.procedures.actions import advance
from app.steps.procedures.queries import Here


def take_step(session: Session, actor: Actor, here: Here, form: StepForm) -> None:
    """Lead the procedure to another phase on the recorded act.

    Raises RuleError when the step is another room's, the person's role is not enough, or the
    facts do not allow it.
    """
    if form.target not in desk_steps(here.procedure):
        raise RuleError(
            f"Da «{here.procedure.phase.label}» non si passa a «{form.target.label}» da qui.",
            remedy="Gli altri passi si fanno completando il lavoro delle loro pagine.",
        )
    step = find_transition(here.procedure.phase, form.target)
    leads = OfficeRole.RDP in actor.roles_in(here.authority.slug)
    if step is not None and Who.OFFICE not in step.who and not leads:
        raise RuleError("Questo passo lo fa il responsabile del procedimento.")
    advance(session, actor, here, form.target, gather_facts(session, here))
