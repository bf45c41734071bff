"""The unit of work: one session, one transaction, ended by the edge and by nobody else."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.core.errors import AppError
from app.core.store.engine import Engines

Finisher = Callable[[Session], None]


class Store:
    """Opens sessions; `finishers` run in their order inside the transaction, before its commit.

    `at_hand` is laid into every session's `info`: the mailer, the blob store.
    """

    def __init__(
        self,
        engines: Engines,
        finishers: tuple[Finisher, ...] = (),
        at_hand: Mapping[str, Any] | None = None,
    ) -> None:
        self.engines = engines
        self.finishers = finishers
        self.at_hand = dict(at_hand or {})

    @property
    def dialect(self) -> str:
        return self.engines.dialect

    def open_write(self) -> Session:
        session = Session(self.engines.write, expire_on_commit=False)
        session.info.update(self.at_hand)
        return session

    def open_read(self) -> Session:
        session = Session(self.engines.read, expire_on_commit=False, autoflush=False)
        session.info.update(self.at_hand)
        return session

    def finish(self, session: Session) -> None:
        """Record what the work announced, then commit; on any failure nothing is kept."""
        try:
            for finisher in self.finishers:
                finisher(session)
            session.commit()
        except BaseException:
            session.rollback()
            raise

    def abandon(self, session: Session, error: BaseException) -> None:
        """Roll back; what must survive the refusal is written in a transaction of its own."""
        session.rollback()
        if isinstance(error, AppError) and error.keep is not None:
            with self.writing() as after:
                error.keep(after)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A committed transaction, or none. For commands, jobs and tests; routes have `deps`."""
        session = self.open_write()
        try:
            try:
                yield session
            except BaseException as error:
                self.abandon(session, error)
                raise
            self.finish(session)
        finally:
            session.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent snapshot that refuses to write."""
        session = self.open_read()
        try:
            yield session
        finally:
            session.close()

    def ready(self) -> str | None:
        """None when the database answers, else what is wrong, in one sentence."""
        try:
            with self.reading() as session:
                session.connection().exec_driver_sql("SELECT 1")
        except SQLAlchemyError as error:
            return f"database: {type(error).__name__}"
        return None
