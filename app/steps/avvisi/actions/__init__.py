"""Use cases of avvisi; other rooms import from here."""

from app.steps.avvisi.actions.draft import (
    record_avviso_act,
    save_definition,
    set_closing,
    write_section,
)
from app.steps.avvisi.actions.publish import publish_avviso

__all__ = [
    "publish_avviso",
    "record_avviso_act",
    "save_definition",
    "set_closing",
    "write_section",
]
