"""What who follows types."""

from pydantic import Field

from app.core.text import Line
from app.core.web.forms import FormModel
from app.outlets.follow.enums import Rhythm
from app.people.accounts.forms import Email


class WishForm(FormModel):
    """What one wants to be told of: one tavolo (a public id) or all, and how often."""

    tavolo: Line = ""
    rhythm: Rhythm = Rhythm.AT_ONCE


class FollowForm(WishForm):
    email: Email


class ConfirmForm(FormModel):
    """Nothing to type: the confirmation is the act."""


class LeaveForm(FormModel):
    """A press on the page, or the one that a mail program makes (RFC 8058)."""

    one_click: str = Field(default="", alias="List-Unsubscribe", max_length=20)
