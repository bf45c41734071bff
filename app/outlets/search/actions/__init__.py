"""Keeping the index: at once what changes, and everything when asked."""

from app.outlets.search.actions.index import put_documents, sync
from app.outlets.search.actions.keep import (
    forget_case,
    index_changes,
    note_body,
    note_change,
    read_again,
)
from app.outlets.search.actions.rebuild import Checked, check_index, read_everything, rebuild

__all__ = [
    "Checked",
    "check_index",
    "forget_case",
    "index_changes",
    "note_body",
    "note_change",
    "put_documents",
    "read_again",
    "read_everything",
    "rebuild",
    "sync",
]
