"""Domande of several bodies together, made through the actions."""

from sqlmodel import Session

from app.core.clock import legal_now
from app.core.documents.signatures.examine import examine_file
from app.core.web.uploads import KeptFile
from app.steps.avvisi.definition import FIXED_DECLARATIONS, SHORT_DEFAULT
from app.steps.domande.actions.members import DeclarationUpload, add_member, ask_member
from app.steps.domande.actions.membership import confirm_member
from app.steps.domande.forms import MemberForm
from app.steps.domande.forms_members import ConfirmForm
from app.steps.domande.models import Domanda, DomandaMember
from tests.factories.domande import (
    Applicant,
    file_draft,
    make_complete_draft,
    read_kept,
    sign_draft,
)
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk
from tests.support.authority import certification_authority

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


def paper_of(
    session: Session, name: str = "dichiarazione.pdf", kept: KeptFile | None = None
) -> DeclarationUpload:
    """A member's declaration as it comes, examined; unsigned where `kept` is not given."""
    kept = kept or keep_pdf(session, name)
    anchors = certification_authority().anchors
    return DeclarationUpload(
        kept, examine_file(read_kept(session, kept), legal_now(), anchors=anchors)
    )
