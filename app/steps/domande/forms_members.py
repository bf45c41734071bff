"""The declaration of a member, and what it says of itself."""

from pydantic import Field

from app.core.text import Text
from app.core.web.forms import FormModel


class DeclarationForm(FormModel):
    """The file comes beside it."""


class ConfirmForm(FormModel):
    """`declared` are the names of the declarations that were ticked.

    What is written beside one has the name of its field in the catalogue.
    """

    declared: list[str] = Field(default_factory=list)
    no_conflict_detail: Text = ""

    @property
    def details(self) -> dict[str, str]:
        """What was written beside the declarations, by the name of its field."""
        return {"no_conflict_detail": self.no_conflict_detail}
