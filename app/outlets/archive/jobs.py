"""What this room does beside the requests."""

from app.core.jobs.worker import Handler
from app.outlets.archive.actions import BUILD
from app.outlets.archive.build import build

HANDLERS: dict[str, Handler] = {BUILD: build}
