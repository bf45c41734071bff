"""Use cases of the register; other rooms import from here."""

from app.people.runts.actions.import_extract import import_extract
from app.people.runts.actions.receive_extract import keep_extract, receive_extract

__all__ = ["import_extract", "keep_extract", "receive_extract"]
