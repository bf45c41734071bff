"""The office answers 160 contributions in one batch, and some by one."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.store.session import Store
from app.demo.livorno import PROCEDURE, SLUG
from app.law.phases import Phase
from app.main import make_store
from app.settings import Settings
from app.steps.contributions.models import Contribution
from app.steps.procedures.models import PhaseStep, Procedure, Tavolo
from app.steps.procedures.queries import get_public
from tests.browser.steps_person import Person

MANY = "tante-voci"
OFFICE = f"/ufficio/{SLUG}/{MANY}/esiti"
HOW_MANY = 160


def make_many(folder: Path) -> None:
    """A procedure in its synthesis, with the demonstration's own 160 contributions: rows only."""
    settings = Settings(
        database_url=f"sqlite:///{folder}/demo.sqlite3", blob_url=str(folder / "blobs")
    )
    store: Store = make_store(settings)
    with store.writing() as session:
        _copy(session)
    store.engines.dispose()


def _copy(session: Session) -> None:
    held = get_public(session, SLUG, PROCEDURE)
    own = {"id", "public_id", "created_at"}
    fields = held.procedure.model_dump(exclude=own)
    made = Procedure(**fields | {"slug": MANY, "title": "Tante voci", "phase": Phase.SYNTHESIS})
    session.add(made)
    session.flush()
    of: dict[str, Any] = {"procedure_id": made.pk, "authority_id": made.authority_id}
    for phase in (Phase.STARTED, Phase.SYNTHESIS):
        session.add(PhaseStep(**of, origin=Phase.DRAFT, target=phase, entered_at=legal_now()))
    tavolo = Tavolo(**of, slug="unico", name="Tavolo unico", position=1)
    session.add(tavolo)
    session.flush()
    placed = of | {"tavolo_id": tavolo.pk, "meeting_id": None, "replaces_id": None}
    query = select(Contribution).where(Contribution.procedure_id == held.procedure.pk)
    for row in session.exec(query).all():
        session.add(Contribution(**row.model_dump(exclude=own) | placed))


def answers_all_at_once(officer: Person) -> None:
    """A text that names nothing is refused; then every text is seen before it is written."""
    officer.goes_to(OFFICE)
    officer.sees(f"{HOW_MANY} contributi senza esito")
    officer.ticks(f"Tutti i {HOW_MANY} contributi")
    officer.picks("Esito proposto", "Proposto all'organo")
    officer.fills({"Ragione": "Lo proponiamo."})
    officer.presses("Guardate i testi prima di salvare")
    officer.is_refused(f"Il testo vale per {HOW_MANY} esiti: nominate ognuno")
    officer.fills({"Ragione": "«{titolo}» di {ente} entra nella proposta."})
    officer.presses("Guardate i testi prima di salvare")
    expect(officer.main.locator("#testi > li")).to_have_count(HOW_MANY)
    officer.sees("«Un tetto prima di tutto» di Associazione Esempio Chiocciola entra")
    officer.presses(f"Salvate {HOW_MANY} esiti in bozza")
    officer.sees("Gli esiti sono salvati in bozza.", "niente")


def answers_one_by_itself(officer: Person) -> None:
    officer.goes_to(f"{OFFICE}?q=2")
    officer.main.get_by_role("link", name="Aprite l'esito di n. 2 ").click()
    officer.picks("Esito proposto", "Non proposto")
    officer.fills({"Ragione": "Questo no, e questa è la sua ragione."})
    officer.presses("Salvate l'esito in bozza")
    officer.goes_to(f"{OFFICE}?stato=not_proposed")
    officer.sees("n. 2 ", "Questo no", "Un solo risultato")
