"""Reads of avvisi and of their versions."""

from datetime import datetime

from sqlmodel import Session, col, select

from app.core.clock import legal_now
from app.core.errors import NotFoundError
from app.law.deadlines import is_open as is_open_between
from app.law.phases import Phase
from app.people.authorities.models import Authority
from app.steps.avvisi.models import Avviso, AvvisoVersion
from app.steps.procedures.models import Procedure
from app.steps.procedures.queries import Here

_STOPPED = (Phase.SUSPENDED, Phase.REVOKED)


def get_avviso(session: Session, procedure_id: int, *, lock: bool = False) -> Avviso | None:
    """The avviso of a procedure, drafted or published; lock its procedure before it."""
    query = select(Avviso).where(Avviso.procedure_id == procedure_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).first()


def get_version(session: Session, avviso: Avviso, number: int | None = None) -> AvvisoVersion:
    """A published version, the one in force where no number is given. Raises NotFoundError."""
    found = session.exec(
        select(AvvisoVersion).where(
            AvvisoVersion.avviso_id == avviso.pk,
            AvvisoVersion.number == (avviso.version if number is None else number),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def is_open(avviso: Avviso | None, now: datetime) -> bool:
    """Whether domande may be filed at `now` (an aware instant): derived, never stored.

    A procedure that is suspended or revoked takes none, which is not known here.
    """
    return avviso is not None and is_open_between(avviso.published_at, avviso.closes_at, now)


def list_open(session: Session) -> list[tuple[Here, Avviso]]:
    """The avvisi open now, the nearest deadline first; suspended and revoked ones left out."""
    now = legal_now()
    rows = session.exec(
        select(Authority, Procedure, Avviso)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .join(Avviso, col(Avviso.procedure_id) == col(Procedure.id))
        .where(
            col(Avviso.published_at) <= now,
            col(Avviso.closes_at) >= now.replace(microsecond=0),
            col(Procedure.phase).not_in(_STOPPED),
        )
        .order_by(col(Avviso.closes_at), col(Avviso.id))
    ).all()
    return [(Here(a, p), avviso) for a, p, avviso in rows if is_open(avviso, now)]
