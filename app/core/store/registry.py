"""Finds every room's tables without naming a room."""

import importlib
import pkgutil

from sqlalchemy import MetaData

import app
from app.core.store.base import metadata


def import_models() -> MetaData:
    """Import each `models` module of the house; gives the metadata of all tables."""
    for module in pkgutil.walk_packages(app.__path__, prefix="app."):
        if (
            module.name.rsplit(".", 1)[-1] in {"models", "installation"}
            or ".models." in module.name
        ):
            importlib.import_module(module.name)
    return metadata
