"""Use cases of contributions; other rooms import from here."""

from app.steps.contributions.actions.collect import collect_contribution
from app.steps.contributions.actions.drafts import (
    add_files,
    begin_contribution,
    discard_draft,
    remove_file,
    save_draft,
)
from app.steps.contributions.actions.moderate import (
    publish_chosen,
    publish_contribution,
    publish_redacted,
    send_back,
    withhold_contribution,
)
from app.steps.contributions.actions.submit import (
    begin_correction,
    submit_contribution,
    withdraw_contribution,
)
from app.steps.contributions.actions.window import is_collecting

__all__ = [
    "add_files",
    "begin_contribution",
    "begin_correction",
    "collect_contribution",
    "discard_draft",
    "is_collecting",
    "publish_chosen",
    "publish_contribution",
    "publish_redacted",
    "remove_file",
    "save_draft",
    "send_back",
    "submit_contribution",
    "withdraw_contribution",
    "withhold_contribution",
]
