"""Protocol numbers come back: shown, then written all together or not at all."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import InvalidFormError, RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import DPR445_53
from app.steps.domande.models import Domanda
from app.steps.domande.queries.received import RECEIVED
from app.steps.procedures.queries import Here
from app.steps.protocol.emails import tell_recorded
from app.steps.protocol.enums import ReturnState
from app.steps.protocol.events import ProtocolRecorded
from app.steps.protocol.forms import OneNumberForm
from app.steps.protocol.models import ProtocolReturn
from app.steps.protocol.queries import check_returned
from app.steps.protocol.reading import CheckedRow, ReturnedRow
from app.steps.receipts.actions import print_again


def show_return(
    session: Session, actor: Actor, here: Here, name: str, sha256: str, rows: Sequence[ReturnedRow]
) -> ProtocolReturn:
    """Keep the rows of a CSV that was read, to be looked at before anything is written."""
    shown = ProtocolReturn(
        procedure_id=here.procedure.pk,
        authority_id=here.authority.pk,
        name=name[:200],
        sha256=sha256,
        rows=[row.plain() for row in rows],
        brought_by_id=actor.account_id,
        brought_at=legal_now(),
    )
    session.add(shown)
    session.flush()
    return shown


def rows_of(returned: ProtocolReturn) -> list[ReturnedRow]:
    """The rows of a return as they were read."""
    return [ReturnedRow(**row) for row in returned.rows]


def record_return(session: Session, actor: Actor, here: Here, returned: ProtocolReturn) -> int:
    """Write the numbers of a return; gives how many were new. `here` is locked.

    Rows are checked again. Raises RuleError where any has a problem, or it was done already.
    """
    if returned.state is not ReturnState.SHOWN:
        raise RuleError("Questi numeri sono già stati registrati o scartati.")
    checked = check_returned(session, _lock_received(session, here), rows_of(returned))
    wrong = sum(bool(row.problem) for row in checked)
    if wrong:
        raise RuleError(
            f"Righe con un errore: {wrong}. Non è stato registrato nessun numero.",
            remedy="Correggete il file e caricatelo di nuovo.",
        )
    returned.recorded = _write(session, actor, here, checked)
    returned.state, returned.recorded_at = ReturnState.RECORDED, legal_now()
    session.add(returned)
    return returned.recorded


def discard_return(session: Session, returned: ProtocolReturn) -> None:
    """Throw a preview away. Raises RuleError where its numbers were recorded."""
    if returned.state is not ReturnState.SHOWN:
        raise RuleError("Questi numeri sono già stati registrati o scartati.")
    returned.state = ReturnState.DISCARDED
    session.add(returned)


def record_one(session: Session, actor: Actor, here: Here, form: OneNumberForm) -> None:
    """Write one number by hand, under the same rules. Raises InvalidFormError."""
    row = ReturnedRow(1, form.number, form.protocol, form.day.isoformat())
    checked = check_returned(session, _lock_received(session, here), [row])
    if checked[0].problem:
        raise InvalidFormError({"number": checked[0].problem}, source=DPR445_53)
    _write(session, actor, here, checked)


def _lock_received(session: Session, here: Here) -> list[Domanda]:
    query = select(Domanda).where(Domanda.procedure_id == here.procedure.pk, RECEIVED)
    locked = query.order_by(col(Domanda.id)).with_for_update()
    return list(session.exec(locked.execution_options(populate_existing=True)).all())


def _write(session: Session, actor: Actor, here: Here, checked: Sequence[CheckedRow]) -> int:
    domande = {
        (one.number, one.year): one
        for one in session.exec(
            select(Domanda).where(Domanda.procedure_id == here.procedure.pk, RECEIVED)
        )
    }
    written = []
    for row in checked:
        if row.known or row.key is None or row.day is None:
            continue
        domanda = domande[row.key]
        domanda.protocol_number, domanda.protocol_date = row.row.protocol, row.day
        session.add(domanda)
        session.flush()
        print_again(session, domanda)
        emit(
            session,
            ProtocolRecorded(
                **here.about(actor, domanda), protocol=row.row.protocol, day=row.day.isoformat()
            ),
        )
        written.append(domanda)
    tell_recorded(session, here, written)
    return len(written)
