"""The real server, made to die at one moment of a commit: `before`, or `after` it.

The kill is SIGKILL to itself: nothing is cleaned up.
"""

import os
import signal

import uvicorn
from sqlmodel import Session

from app.core.store.session import Store
from app.main import create_app
from app.settings import Settings

_finish = Store.finish


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying_before(self: Store, session: Session) -> None:
    session.flush()
    _die()


def _dying_after(self: Store, session: Session) -> None:
    _finish(self, session)
    _die()


def serve(settings: Settings, moment: str, port: int) -> None:
    """To be run in a process of its own."""
    app = create_app(settings, with_worker=False)
    # Every commit goes through here: the type of a method cannot be assigned to otherwise.
    Store.finish = {"before": _dying_before, "after": _dying_after}[moment]  # type: ignore[method-assign]
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")
