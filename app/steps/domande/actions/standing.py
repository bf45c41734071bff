"""What a body has in the procedure when its domanda comes by another way than online."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.errors import RuleError
from app.people.ets.models import Ets
from app.steps.domande.actions.supersede import refuse_settled, retire
from app.steps.domande.enums import LIVE, DomandaState
from app.steps.domande.models import Domanda
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class Standing:
    """The filed domanda of a body and its draft, each at most one, locked."""

    filed: Domanda | None
    draft: Domanda | None


def lock_standing(session: Session, here: Here, body: Ets) -> Standing:
    """What `body` has in this procedure; lock the procedure and the avviso first."""
    rows = session.exec(
        select(Domanda)
        .where(
            Domanda.procedure_id == here.procedure.pk,
            Domanda.ets_id == body.pk,
            col(Domanda.state).in_(LIVE),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    by_state = {row.state: row for row in rows}
    return Standing(by_state.get(DomandaState.FILED), by_state.get(DomandaState.DRAFT))


def give_way(session: Session, standing: Standing, *, replaces: bool, in_time: bool) -> None:
    """Take the filed domanda out of force where the office says that the arrival replaces it.

    Raises RuleError where it does not say so, where the arrival is late, and where a published
    list has settled the filed one.
    """
    filed = standing.filed
    if filed is None:
        return
    if not replaces:
        raise RuleError(
            f"Questo ente ha già una domanda, la n. {filed.register_number}.",
            remedy="Se quella arrivata la sostituisce, indicatelo nel modulo di registrazione.",
        )
    if not in_time:
        raise RuleError(
            f"È arrivata fuori termine: non può sostituire la n. {filed.register_number}, "
            "che resta valida.",
            remedy="Rispondete all'ente; se è una integrazione, chiedetela dalla sua domanda.",
        )
    refuse_settled(filed)
    retire(session, filed)


def keep_draft(session: Session, standing: Standing, registered: Domanda) -> None:
    """Let the body go on with its draft: filed in time, it takes the place of what arrived."""
    if standing.draft is not None:
        standing.draft.amends_id = registered.pk
        session.add(standing.draft)
        session.flush()
