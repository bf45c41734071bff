"""Reads of the fascicoli of a procedure."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.core.audit.models import Tombstone
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.outlets.archive.enums import RUNNING
from app.outlets.archive.models import Fascicolo
from app.people.accounts.models import Account
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here


@dataclass(frozen=True, slots=True)
class FascicoloRow:
    """A fascicolo with its file, once it is ready, and who asked for it.

    `removed_since` counts what was removed from the procedure after it was made.
    """

    fascicolo: Fascicolo
    file: StoredFile | None
    asked_by: str
    removed_since: int = 0

    @property
    def running(self) -> bool:
        return self.fascicolo.state in RUNNING


def list_fascicoli(session: Session, procedure: Procedure) -> list[FascicoloRow]:
    """Newest first; two queries."""
    rows = session.exec(
        select(Fascicolo, StoredFile, Account)
        .outerjoin(StoredFile, col(Fascicolo.file_id) == col(StoredFile.id))
        .join(Account, col(Fascicolo.asked_by_id) == col(Account.id))
        .where(Fascicolo.procedure_id == procedure.pk)
        .order_by(col(Fascicolo.id).desc())
    ).all()
    removals = session.exec(
        select(Tombstone.removed_at).where(Tombstone.chain == procedure.public_id)
    ).all()
    return [
        FascicoloRow(
            one,
            file,
            account.name,
            sum(one.finished_at is not None and at > one.finished_at for at in removals),
        )
        for one, file, account in rows
    ]


def get_fascicolo(session: Session, here: Here, public_id: str, *, lock: bool = False) -> Fascicolo:
    """One fascicolo of this procedure. Raises NotFoundError."""
    query = select(Fascicolo).where(
        Fascicolo.procedure_id == here.procedure.pk, Fascicolo.public_id == public_id
    )
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def find_running(session: Session, here: Here, *, redacted: bool) -> Fascicolo | None:
    """One of this kind that is being made."""
    return session.exec(
        select(Fascicolo).where(
            Fascicolo.procedure_id == here.procedure.pk,
            Fascicolo.redacted == redacted,
            col(Fascicolo.state).in_(RUNNING),
        )
    ).first()
