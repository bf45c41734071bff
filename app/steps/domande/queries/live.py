"""The domande of a procedure that are drafted or filed, for who must tell them something."""

from sqlmodel import Session, col, select

from app.steps.domande.enums import LIVE
from app.steps.domande.models import Domanda


def list_live(session: Session, procedure_id: int) -> list[Domanda]:
    """Drafts and filed domande, by key. For reactions and jobs: nobody is shown them."""
    query = select(Domanda).where(
        Domanda.procedure_id == procedure_id, col(Domanda.state).in_(LIVE)
    )
    return list(session.exec(query.order_by(col(Domanda.id))).all())
