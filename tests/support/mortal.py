"""The real server, made to die at one moment of a commit: `before`, or `after` it.

Run as a program; `MORTAL` says when. The kill is SIGKILL to itself: nothing is cleaned up.
"""

import os
import signal

import uvicorn
from sqlmodel import Session

from app.core.store.session import Store
from app.main import create_app

_finish = Store.finish


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _dying_before(self: Store, session: Session) -> None:
    session.flush()
    _die()


def _dying_after(self: Store, session: Session) -> None:
    _finish(self, session)
    _die()


if __name__ == "__main__":
    app = create_app(with_worker=False)
    Store.finish = {"before": _dying_before, "after": _dying_after}[os.environ["MORTAL"]]  # type: ignore[method-assign]
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning")
