"""Reads of what bodies asked to remove, and of what is published of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from app.core.errors import NotFoundError
from app.outlets.retention.models import RemovalRequest
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.contributions.enums import FOR_SYNTHESIS, ContributionState
from app.steps.contributions.models import Contribution
from app.steps.domande.enums import DomandaState
from app.steps.domande.models import Domanda
from app.steps.procedures.models import Procedure


@dataclass(frozen=True, slots=True)
class PublishedOf:
    """A contribution of the body that asks, for the office; `title` is the public one."""

    scope: str
    public_id: str
    number: int
    title: str
    state: ContributionState

    @property
    def address(self) -> str:
        """The office's page, where it is obscured or taken from the public."""
        return f"/ufficio/{self.scope}/contributi/{self.public_id}"


def list_requests(session: Session, authority_id: int) -> Sequence[RemovalRequest]:
    """The requests to an authority: those without an answer first, then the newest."""
    query = select(RemovalRequest).where(RemovalRequest.authority_id == authority_id)
    return session.exec(
        query.order_by(
            col(RemovalRequest.answered_at).is_not(None),
            col(RemovalRequest.asked_on).desc(),
            col(RemovalRequest.id).desc(),
        )
    ).all()


def get_request(
    session: Session, authority_id: int, public_id: str, *, lock: bool = False
) -> RemovalRequest:
    """A request to this authority. Raises NotFoundError."""
    query = select(RemovalRequest).where(
        RemovalRequest.authority_id == authority_id, RemovalRequest.public_id == public_id
    )
    found = session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def list_known_bodies(session: Session, authority_id: int) -> list[tuple[int, str, str]]:
    """Bodies that filed or contributed here, by name: (key, public id, name)."""
    filed = select(Domanda.ets_id).where(
        Domanda.authority_id == authority_id, Domanda.state != DomandaState.DRAFT
    )
    heard = select(Contribution.ets_id).where(
        Contribution.authority_id == authority_id, col(Contribution.number).is_not(None)
    )
    rows = session.exec(
        select(Ets.id, Ets.public_id, Ets.name)
        .where(or_(col(Ets.id).in_(filed), col(Ets.id).in_(heard)))
        .order_by(Ets.name_key, col(Ets.id))
    ).all()
    return [(key, public_id, name) for key, public_id, name in rows if key is not None]


def list_published_of(session: Session, authority_id: int, ets_id: int) -> list[PublishedOf]:
    """The body's contributions that anyone reads, or read once, by procedure and number."""
    rows = session.exec(
        select(  # type: ignore[call-overload]
            Authority.slug,
            Procedure.slug,
            Contribution.public_id,
            Contribution.number,
            Contribution.published_title,
            Contribution.state,
        )
        .join(Procedure, col(Contribution.procedure_id) == col(Procedure.id))
        .join(Authority, col(Contribution.authority_id) == col(Authority.id))
        .where(
            Contribution.authority_id == authority_id,
            Contribution.ets_id == ets_id,
            col(Contribution.state).in_(FOR_SYNTHESIS),
        )
        .order_by(col(Procedure.id).desc(), col(Contribution.number))
    ).all()
    return [PublishedOf(f"{authority}/{procedure}", *rest) for authority, procedure, *rest in rows]
