"""What every part of the demonstration's story needs at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlmodel import Session

from app.core.clock import from_rome, set_legal_offset, wall_now
from app.core.documents.document import Document, Facts, Paragraph
from app.core.documents.typst import render_pdf
from app.core.files.blobs import BlobStore
from app.core.files.kinds import ALL
from app.core.security.actor import Actor
from app.core.store.session import Store
from app.core.text import DEMO_WORDS
from app.core.web.uploads import KeptFile, keep_bytes
from app.demo import livorno
from app.demo.place import Place
from app.people.accounts.queries import find_account
from app.people.ets.actors import actor_of
from app.steps.procedures.queries import Here, find_here


def at(day: date, clock: str = "10:00") -> None:
    """Move this process's legal clock to a wall time in Rome."""
    moment = time.fromisoformat(clock)
    instant = from_rome(day, moment.hour, moment.minute, moment.second)
    set_legal_offset(instant - wall_now())


@dataclass(frozen=True, slots=True)
class Stage:
    """`slug` is the address of the procedure that the story is about, at `place`."""

    store: Store
    blobs: BlobStore
    slug: str
    place: Place = livorno.HERE

    @contextmanager
    def act(self) -> Iterator[Session]:
        """One committed transaction."""
        with self.store.writing() as session:
            yield session

    def here(self, session: Session) -> Here:
        found = find_here(session, self.place.slug, self.slug, lock=True)
        assert found is not None
        return found

    def person(self, session: Session, email: str) -> Actor:
        """Somebody of the story, signed in with the second factor where one is asked."""
        account = find_account(session, email)
        assert account is not None
        return actor_of(session, account, strong=True)

    def office(self, session: Session) -> tuple[Actor, Here]:
        """The responsible officer at the desk of the procedure."""
        return self.person(session, self.place.rdp), self.here(session)

    def keep(self, body: bytes, name: str) -> KeptFile:
        return keep_bytes(self.blobs, body, name, ALL)


def act_pdf(title: str, organ: str, number: str, day: date, words: str) -> bytes:
    """An invented act, as a PDF that says so on every page."""
    document = Document(
        title=title,
        date=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        author=organ,
        banner=DEMO_WORDS,
        blocks=(
            Facts((("Organo", organ), ("Numero", number), ("Data", day.strftime("%d/%m/%Y")))),
            Paragraph(words),
        ),
    )
    return render_pdf(document)
