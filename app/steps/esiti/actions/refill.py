"""A contribution whose public words change is named in its esiti as it is named everywhere."""

from sqlmodel import Session, col, select

from app.steps.contributions.queries import SynthesisRow
from app.steps.esiti.actions.wording import filled
from app.steps.esiti.models import Esito
from app.steps.esiti.queries import list_rows_of


def refill_reasons(session: Session, procedure_id: int, contribution: int) -> None:
    """Fill in again the reasons that name a contribution by title or body.

    What was withheld or redacted must not be read in the words of its esito. Outcome, reason and
    date stay: only what the placeholders stand for is what is public now.
    """
    rows: list[SynthesisRow] = list_rows_of(session, procedure_id, [contribution])
    esiti = session.exec(
        select(Esito).where(
            Esito.contribution_id == contribution,
            col(Esito.node_id).is_(None),
            col(Esito.template) != "",
        )
    ).all()
    for row in rows:
        for esito in esiti:
            esito.reason = filled(row, esito.template)
            session.add(esito)
    session.flush()
