"""What was never sent: once the term is over a draft leaves nothing behind."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from app.core.clock import in_rome, legal_now
from app.outlets.retention.erasers.base import (
    Due,
    Erased,
    Eraser,
    concluded_on,
    delete_whole,
    digest_of,
)
from app.people.authorities.models import Authority
from app.steps.avvisi.models import Avviso
from app.steps.contributions.enums import ContributionState
from app.steps.contributions.models import Contribution
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.procedures.models import Procedure


def find_domande(session: Session, authority: Authority) -> Iterator[Due]:
    """Drafts of domande, from the day the avviso closed."""
    rows = session.exec(
        select(Domanda.id, Procedure, Avviso.closes_at)
        .join(Procedure, col(Domanda.procedure_id) == col(Procedure.id))
        .join(Avviso, col(Avviso.procedure_id) == col(Procedure.id))
        .where(
            Domanda.authority_id == authority.pk,
            Domanda.state == DomandaState.DRAFT,
            col(Avviso.closes_at).is_not(None),
            col(Avviso.closes_at) < legal_now(),
        )
        .order_by(col(Domanda.id))
    ).all()
    for row_id, procedure, closed in rows:
        title = f"Bozza di domanda mai inviata, {procedure.title}"[:300]
        if closed is not None:
            yield Due(row_id or 0, procedure.public_id, title, in_rome(closed).date())


def erase_domanda(session: Session, row_id: int) -> Erased | None:
    row = session.get(Domanda, row_id)
    if row is None or row.state is not DomandaState.DRAFT:
        return None
    subject, digest = row.public_id, digest_of(row.model_dump(mode="json"))
    session.expunge(row)
    return Erased(subject, "domanda", digest, delete_whole(session, "domanda", [row_id]))


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
    Eraser("draft_domande", "drafts", "Bozze di domanda", find_domande, erase_domanda),
    Eraser(
        "draft_contributions",
        "drafts",
        "Bozze di contributo",
        find_contributions,
        erase_contribution,
    ),
)
