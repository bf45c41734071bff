"""Use cases of avvisi; other rooms import from here."""

from app.steps.avvisi.actions.change import extend_avviso, reopen_avviso, revoke_avviso
from app.steps.avvisi.actions.draft import record_avviso_act, set_closing, write_section
from app.steps.avvisi.actions.form import drop_own_item, put_own_item, save_definition
from app.steps.avvisi.actions.publish import publish_avviso
from app.steps.avvisi.actions.revise import discard_revision, publish_revision, start_revision
from app.steps.avvisi.actions.templates import (
    remove_template,
    rename_template,
    save_template,
    use_template,
)

__all__ = [
    "discard_revision",
    "drop_own_item",
    "extend_avviso",
    "publish_avviso",
    "publish_revision",
    "put_own_item",
    "record_avviso_act",
    "remove_template",
    "rename_template",
    "reopen_avviso",
    "revoke_avviso",
    "save_definition",
    "save_template",
    "set_closing",
    "start_revision",
    "use_template",
    "write_section",
]
