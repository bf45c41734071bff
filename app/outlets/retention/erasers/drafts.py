"""What was never sent: once the term is over a draft leaves nothing behind."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, or_, select

from app.core.clock import in_rome, legal_now
from app.core.events import INSTALLATION
from app.outlets.retention.erasers.base import (
    Due,
    Erased,
    Eraser,
    blank,
    concluded_on,
    delete_whole,
    digest_of,
)
from app.people.authorities.models import Authority
from app.steps.arrivals.models import ArrivalBatch
from app.steps.avvisi.models import Avviso
from app.steps.contributions.enums import ContributionState
from app.steps.contributions.models import Contribution
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import (
    Domanda,
    DomandaFile,
    DomandaMember,
    DomandaPart,
    LateAttempt,
    SignatureCheck,
)
from app.steps.istanze.enums import IstanzaState
from app.steps.istanze.models import Istanza
from app.steps.procedures.models import Procedure

_LATE = select(LateAttempt.domanda_id)


def _closed(session: Session, authority: Authority) -> dict[int, tuple[Procedure, date]]:
    """The procedures whose avviso is closed now, with the day (in Rome) of its closing."""
    rows = session.exec(
        select(Procedure, Avviso.closes_at)
        .join(Avviso, col(Avviso.procedure_id) == col(Procedure.id))
        .where(Procedure.authority_id == authority.pk, col(Avviso.closes_at) < legal_now())
    ).all()
    return {row.pk: (row, in_rome(at).date()) for row, at in rows if at is not None}


def _closed_on(session: Session, procedure_id: int) -> date | None:
    """That day, or None while the avviso is open: also because it was opened again."""
    at = session.exec(
        select(Avviso.closes_at).where(
            Avviso.procedure_id == procedure_id, col(Avviso.closes_at) < legal_now()
        )
    ).first()
    return in_rome(at).date() if at else None


def find_domande(session: Session, authority: Authority) -> Iterator[Due]:
    """Drafts of domande, from the day the avviso closed."""
    closed = _closed(session, authority)
    said = select(DomandaPart.domanda_id)
    query = (
        select(Domanda.id, Domanda.procedure_id)
        .where(
            col(Domanda.procedure_id).in_(closed),
            Domanda.state == DomandaState.DRAFT,
            or_(col(Domanda.id).not_in(_LATE), col(Domanda.id).in_(said)),
        )
        .order_by(col(Domanda.id))
    )
    for row_id, procedure_id in session.exec(query).all():
        procedure, day = closed[procedure_id]
        title = f"Bozza di domanda mai inviata, {procedure.title}"[:300]
        yield Due(row_id or 0, procedure.public_id, title, day)


def since_closing(session: Session, row_id: int) -> date | None:
    """From when the term of a draft runs now."""
    row = session.get(Domanda, row_id)
    return _closed_on(session, row.procedure_id) if row else None


def erase_domanda(session: Session, row_id: int) -> Erased | None:
    """Of one that was sent too late it stays on record whose it was and when, and no answer."""
    row = session.get(Domanda, row_id, with_for_update=True)
    if row is None or row.state is not DomandaState.DRAFT:
        return None
    subject, digest = row.public_id, digest_of(row.model_dump(mode="json"))
    if session.exec(_LATE.where(LateAttempt.domanda_id == row_id)).first() is None:
        session.expunge(row)
        return Erased(subject, "domanda", digest, delete_whole(session, "domanda", [row_id]))
    blank(session, row, signed_by="")
    keys: list[str] = []
    for model in (SignatureCheck, DomandaMember, DomandaFile, DomandaPart):
        ids = session.exec(select(model.id).where(model.domanda_id == row_id)).all()
        keys += delete_whole(session, str(model.__tablename__), [one or 0 for one in ids])
    return Erased(subject, "domanda", digest, keys)


def find_tables(session: Session, authority: Authority) -> Iterator[Due]:
    """Tables of arrivals that nobody registered, from the day the avviso closed."""
    closed = _closed(session, authority)
    query = select(ArrivalBatch.id, ArrivalBatch.procedure_id).where(
        col(ArrivalBatch.procedure_id).in_(closed), col(ArrivalBatch.registered_at).is_(None)
    )
    for row_id, procedure_id in session.exec(query.order_by(col(ArrivalBatch.id))).all():
        procedure, day = closed[procedure_id]
        title = f"Tabella di domande mai registrata, {procedure.title}"[:300]
        yield Due(row_id or 0, procedure.public_id, title, day)


def table_since_closing(session: Session, row_id: int) -> date | None:
    """From when the term of a table runs now."""
    row = session.get(ArrivalBatch, row_id)
    return _closed_on(session, row.procedure_id) if row else None


def erase_table(session: Session, row_id: int) -> Erased | None:
    row = session.get(ArrivalBatch, row_id, with_for_update=True)
    if row is None or row.registered_at is not None:
        return None
    subject, digest = row.public_id, row.sha256
    session.expunge(row)
    return Erased(
        subject, "arrival_batch", digest, delete_whole(session, "arrival_batch", [row_id])
    )


def find_istanze(session: Session, authority: Authority) -> Iterator[Due]:
    """Drafts of istanze, from the day somebody last worked on them: no procedure is theirs."""
    query = select(Istanza.id, Istanza.saved_at).where(
        Istanza.authority_id == authority.pk, Istanza.state == IstanzaState.DRAFT
    )
    for row_id, at in session.exec(query.order_by(col(Istanza.id))).all():
        day = in_rome(at).date()
        yield Due(row_id or 0, INSTALLATION, "Bozza di istanza mai presentata", day)


def since_saved(session: Session, row_id: int) -> date | None:
    """From when the term of a draft runs now."""
    row = session.get(Istanza, row_id, populate_existing=True)
    return in_rome(row.saved_at).date() if row else None


def erase_istanza(session: Session, row_id: int) -> Erased | None:
    row = session.get(Istanza, row_id, with_for_update=True)
    if row is None or row.state is not IstanzaState.DRAFT:
        return None
    subject, digest = row.public_id, digest_of(row.model_dump(mode="json"))
    session.expunge(row)
    return Erased(subject, "istanza", digest, delete_whole(session, "istanza", [row_id]))


def find_contributions(session: Session, authority: Authority) -> Iterator[Due]:
    """Drafts of contributions, from the end of the procedure."""
    ended = concluded_on(session, authority)
    query = select(Contribution.id, Contribution.procedure_id).where(
        col(Contribution.procedure_id).in_(ended), Contribution.state == ContributionState.DRAFT
    )
    for row_id, procedure_id in session.exec(query.order_by(col(Contribution.id))).all():
        procedure, day = ended[procedure_id]
        title = f"Bozza di contributo mai inviata, {procedure.title}"[:300]
        yield Due(row_id or 0, procedure.public_id, title, day)


def erase_contribution(session: Session, row_id: int) -> Erased | None:
    row = session.get(Contribution, row_id)
    if row is None or row.state is not ContributionState.DRAFT:
        return None
    subject, digest = row.public_id, digest_of(row.model_dump(mode="json"))
    session.expunge(row)
    keys = delete_whole(session, "contribution", [row_id])
    return Erased(subject, "contribution", digest, keys)


ERASERS: tuple[Eraser, ...] = (
    Eraser(
        "draft_domande", "drafts", "Bozze di domanda", find_domande, erase_domanda, since_closing
    ),
    Eraser(
        "tables", "drafts", "Tabelle mai registrate", find_tables, erase_table, table_since_closing
    ),
    Eraser(
        "draft_istanze",
        "istanza_drafts",
        "Bozze di istanza",
        find_istanze,
        erase_istanza,
        since_saved,
    ),
    Eraser(
        "draft_contributions",
        "drafts",
        "Bozze di contributo",
        find_contributions,
        erase_contribution,
    ),
)
