"""Domande of several bodies together, made through the actions."""

from sqlmodel import Session

from app.steps.avvisi.definition import FIXED_DECLARATIONS, SHORT_DEFAULT
from app.steps.domande.actions.members import add_member, ask_member
from app.steps.domande.actions.membership import confirm_member
from app.steps.domande.forms_members import ConfirmForm, MemberForm
from app.steps.domande.models import Domanda, DomandaMember
from tests.factories.domande import Applicant, file_draft, make_complete_draft, sign_draft
from tests.factories.procedures import Desk

JOINT = SHORT_DEFAULT.model_copy(update={"parts": (*SHORT_DEFAULT.parts, "form")})
ALONE_TOO = JOINT.model_copy(update={"members_may_apply_alone": True})
ALONE = {"form": {"form": "alone"}}
YES = ConfirmForm(declared=list(FIXED_DECLARATIONS))


def joint_draft(session: Session, desk: Desk, lead: Applicant) -> Domanda:
    """Complete but for who takes part together."""
    return make_complete_draft(session, desk, lead, answers={"form": {"form": "joint"}})


def member_of(session: Session, lead: Applicant, draft: Domanda, other: Applicant) -> DomandaMember:
    form = MemberForm(
        name=other.body.name,
        tax_code=other.body.tax_code or "",
        runts_state=other.body.runts_state,
    )
    made = add_member(session, lead.actor, draft.public_id, form, None)
    ask_member(session, lead.actor, draft.public_id, made.public_id)
    return made


def filed_together(session: Session, desk: Desk, lead: Applicant, other: Applicant) -> Domanda:
    draft = joint_draft(session, desk, lead)
    confirm_member(session, other.actor, member_of(session, lead, draft, other).public_id, YES)
    return file_draft(session, lead, sign_draft(session, lead, draft))
