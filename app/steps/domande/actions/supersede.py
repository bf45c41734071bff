"""A new filing takes the place of the one it amends; both stay on record."""

from sqlmodel import Session, select

from app.core.clock import legal_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.steps.domande.enums import PENDING, DomandaState, ExaminationState
from app.steps.domande.events import DomandaSuperseded
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here


def lock_amended(session: Session, domanda: Domanda) -> Domanda | None:
    """The filed domanda that this one amends, locked; None where it amends none."""
    if domanda.amends_id is None:
        return None
    return session.exec(
        select(Domanda)
        .where(Domanda.id == domanda.amends_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def refuse_settled(domanda: Domanda) -> None:
    """Raises RuleError for a filed domanda that a published list has settled, or that is no more.

    What an act decided is changed by another act, not by who asked for it.
    """
    if domanda.state is not DomandaState.FILED:
        raise RuleError("Si modifica soltanto una domanda inviata e non ritirata.")
    if domanda.examination not in PENDING:
        raise RuleError(
            f"Sulla domanda n. {domanda.register_number} l'ufficio ha già pubblicato l'esito: "
            "non si può più sostituire.",
            remedy="Se cambia qualcosa, scrivete all'ufficio; i delegati si cambiano "
            "dalla pagina dei vostri tavoli.",
        )


def retire(session: Session, earlier: Domanda) -> None:
    """Take a filed domanda out of force, so that its body can have another."""
    earlier.state = DomandaState.SUPERSEDED
    earlier.examination = ExaminationState.SUPERSEDED
    earlier.superseded_at = legal_now()
    session.add(earlier)
    session.flush()


def announce_superseded(
    session: Session, actor: Actor, here: Here, earlier: Domanda, domanda: Domanda
) -> None:
    """Say in the register which filing took the place of which."""
    assert domanda.number is not None
    assert domanda.year is not None
    emit(
        session,
        DomandaSuperseded(
            **here.about(actor, earlier),
            by=domanda.public_id,
            number=domanda.number,
            year=domanda.year,
        ),
    )
