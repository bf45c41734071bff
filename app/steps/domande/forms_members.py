"""What the lead types of a member, and what a member says of itself."""

from pydantic import Field

from app.core.web.forms import FormModel
from app.people.ets.enums import RuntsState
from app.steps.domande.forms import BodyName, TaxCode


class MemberForm(FormModel):
    """The declaration comes beside it, or later, or a confirmation instead of it."""

    name: BodyName
    tax_code: TaxCode
    runts_state: RuntsState


class DeclarationForm(FormModel):
    """The file comes beside it."""


class ConfirmForm(FormModel):
    """`declared` are the codes of the declarations that were ticked."""

    declared: list[str] = Field(default_factory=list)
