"""The ground of every life: an open avviso, some bodies, and a clock that only the life moves."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from unittest.mock import patch

from sqlmodel import Session, col, select

from app.assembly import assemble
from app.core import clock
from app.core.clock import from_rome, in_rome, set_legal_offset
from app.core.store.migrate import upgrade
from app.core.store.session import Store
from app.core.web.uploads import KeptFile
from app.people.ets.enums import RuntsState
from app.settings import Settings
from app.steps.avvisi.models import AvvisoVersion
from app.steps.domande.actions.register_arrival import register_arrival
from app.steps.domande.enums import Channel
from app.steps.domande.forms import ArrivalForm
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import list_tavoli
from tests.factories.avvisi import make_open_avviso
from tests.factories.domande import Applicant, make_applicant
from tests.factories.ets import new_tax_code
from tests.factories.files import keep_pdf
from tests.factories.procedures import Desk, make_started_desk
from tests.support.browserless import make_store_for
from tests.support.engines import Wanderer

WALL = datetime(2026, 1, 15, 12, tzinfo=UTC)
PUBLISHED = from_rome(date(2025, 11, 17), 9)
CLOSES = from_rome(date(2025, 12, 10), 12, 30)
BODIES = 3


@contextmanager
def still_clock() -> Iterator[None]:
    """The wall stands still, so that a life decides to the second what time it is."""
    with patch.object(clock, "wall_now", lambda: WALL):
        try:
            yield
        finally:
            set_legal_offset(timedelta(0))


def legal_clock_at(instant: datetime) -> None:
    set_legal_offset(instant - WALL)


@dataclass(frozen=True, slots=True)
class Ground:
    """A prepared database to copy, and who acts in it."""

    folder: Path
    desk: Desk
    bodies: tuple[Applicant, ...]
    pdf: KeptFile
    wanderer: Wanderer

    def file(self) -> KeptFile:
        """A file of its own; nobody reads its bytes in a life."""
        return replace(self.pdf, key=token_hex(16))

    def settings(self, name: str) -> Settings:
        return Settings(
            database_url=f"sqlite:///{self.folder / name}", blob_url=str(self.folder / "blobs")
        )

    @contextmanager
    def life(self, name: str) -> Iterator[Store]:
        """A store of its own on a copy of the prepared database."""
        shutil.copy(self.folder / "ground.sqlite3", self.folder / name)
        settings = self.settings(name)
        store = make_store_for(settings)
        store.engines.dispose()
        with self.wanderer.at(settings.database_url) as store.engines:
            yield store
        for rest in self.folder.glob(f"{name}*"):
            rest.unlink()


@contextmanager
def prepared() -> Iterator[Ground]:
    """The ground, made through the actions people use."""
    assemble()
    with tempfile.TemporaryDirectory() as folder, still_clock():
        yield _prepare(Path(folder))


def _prepare(folder: Path) -> Ground:
    settings = Settings(
        database_url=f"sqlite:///{folder / 'ground.sqlite3'}", blob_url=str(folder / "blobs")
    )
    store = make_store_for(settings)
    upgrade(store.engines)
    legal_clock_at(PUBLISHED)
    with store.writing() as session:
        desk, _ = make_open_avviso(session, make_started_desk(session), closes_at=CLOSES)
        bodies = tuple(make_applicant(session) for _ in range(BODIES))
        pdf = keep_pdf(session, "domanda.pdf")
    store.engines.dispose()
    return Ground(folder, desk, bodies, pdf, Wanderer(settings.database_url, settings.pool_size))


def read_versions(session: Session) -> dict[int, dict[str, object]]:
    """Every published version, whole, by its number."""
    rows = session.exec(select(AvvisoVersion).order_by(col(AvvisoVersion.number))).all()
    return {row.number: row.model_dump() for row in rows}


def read_numbers(session: Session) -> dict[tuple[int, int], str]:
    """(year, number) → the domanda that has it; a number given twice fails here."""
    rows = session.exec(
        select(Domanda.year, Domanda.number, Domanda.public_id).where(
            col(Domanda.number).is_not(None)
        )
    ).all()
    found = {(int(year or 0), int(number or 0)): public_id for year, number, public_id in rows}
    assert len(found) == len(rows), "a number was given twice"
    return found


def register(session: Session, ground: Ground, arrived: datetime) -> Domanda:
    """The office registers a domanda that came by PEC, of a body nobody here knows."""
    local = in_rome(arrived)
    tavolo = list_tavoli(session, ground.desk.here.procedure.pk)[0]
    form = ArrivalForm(
        channel=Channel.PEC,
        arrived_on=local.date(),
        arrived_at=local.time().replace(microsecond=0),
        tax_code=new_tax_code(),
        body_name="Associazione Arrivata per Posta",
        runts_state=RuntsState.REGISTERED,
        tavolo=[tavolo.public_id],
        preference=["1"],
        delegate_name=["Delegata Esempio"],
    )
    desk = ground.desk
    return register_arrival(session, desk.actor, desk.here, form, [ground.file()], [])
