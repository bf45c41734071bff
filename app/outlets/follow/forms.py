"""What who follows types."""

from pydantic import Field

from app.core.web.forms import FormModel
from app.people.accounts.forms import Email


class FollowForm(FormModel):
    email: Email


class ConfirmForm(FormModel):
    """Nothing to type: the confirmation is the act."""


class LeaveForm(FormModel):
    """A press on the page, or the one that a mail program makes (RFC 8058)."""

    one_click: str = Field(default="", alias="List-Unsubscribe", max_length=20)
