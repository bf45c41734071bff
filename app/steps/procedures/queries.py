"""Reads of procedures, tavoli and acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.store.base import Entity
from app.law.phases import Phase
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.steps.procedures.enums import ActKind
from app.steps.procedures.models import Act, PhaseStep, Procedure, Tavolo


@dataclass(frozen=True, slots=True)
class Here:
    """A procedure with the authority in whose address it stands."""

    authority: Authority
    procedure: Procedure

    @property
    def scope(self) -> str:
        """Its public address, without slashes around."""
        return f"{self.authority.slug}/{self.procedure.slug}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """The public addresses whose kept pages show it: home, authority, its own."""
        return ("", self.authority.slug, self.scope)

    def about(self, by: Actor | str, thing: Entity) -> dict[str, Any]:
        """What every event of this procedure says: `Filed(**here.about(actor, domanda), …)`.

        `by` is who acted, or the pseudonym where a reaction knows no more.
        """
        return {
            "actor_ref": by if isinstance(by, str) else by.ref,
            "chain": self.procedure.public_id,
            "subject": thing.public_id,
            "procedure_id": self.procedure.pk,
        }

    def openly_about(self, by: Actor | str, thing: Entity) -> dict[str, Any]:
        """As `about`, for what the public pages show: they are made anew."""
        return {**self.about(by, thing), "scopes": self.scopes}


def find_here(
    session: Session, authority: str, procedure: str, *, lock: bool = False
) -> Here | None:
    query = (
        select(Authority, Procedure)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .where(Authority.slug == authority, Procedure.slug == procedure)
    )
    if lock:
        query = query.with_for_update(of=Procedure).execution_options(populate_existing=True)
    row = session.exec(query).first()
    return Here(row[0], row[1]) if row else None


def get_public(session: Session, authority: str, procedure: str) -> Here:
    """A procedure that anyone may read: from its start on. Raises NotFoundError."""
    here = find_here(session, authority, procedure)
    if here is None or here.procedure.phase is Phase.DRAFT:
        raise NotFoundError
    return here


def get_for_office(
    session: Session, actor: Actor, authority: str, procedure: str, *, lock: bool = False
) -> Here:
    """A procedure of the actor's own office, in any phase. Raises NotFoundError."""
    here = find_here(session, authority, procedure, lock=lock)
    if here is None or not actor.works_for(here.authority.pk):
        raise NotFoundError
    return here


def get_by_id(
    session: Session, procedure_id: int, *, lock: bool = False, shared: bool = False
) -> Here:
    """For reactions and jobs, which know the key. Raises NotFoundError.

    A `shared` lock keeps the procedure as it is, and lets others hold one too.
    """
    query = (
        select(Authority, Procedure)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .where(Procedure.id == procedure_id)
    )
    if lock:
        query = query.with_for_update(read=shared, of=Procedure)
        query = query.execution_options(populate_existing=True)
    row = session.exec(query).first()
    if row is None:
        raise NotFoundError
    return Here(row[0], row[1])


def here_of(session: Session, procedure_id: int) -> Here:
    """For reactions: what their transaction has at hand is not read again."""
    procedure = session.get_one(Procedure, procedure_id)
    return Here(session.get_one(Authority, procedure.authority_id), procedure)


def list_for_office(session: Session, actor: Actor) -> list[Here]:
    """The procedures of the actor's offices, newest first."""
    ids = [office.authority_id for office in actor.offices]
    rows = session.exec(
        select(Authority, Procedure)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .where(col(Authority.id).in_(ids))
        .order_by(col(Procedure.id).desc())
    ).all()
    return [Here(authority, procedure) for authority, procedure in rows]


def list_public(session: Session, authority_id: int | None = None) -> list[Here]:
    """Procedures that were started, newest first; of one authority where it is given."""
    query = (
        select(Authority, Procedure)
        .join(Procedure, col(Procedure.authority_id) == col(Authority.id))
        .where(Procedure.phase != Phase.DRAFT)
        .order_by(col(Procedure.id).desc())
    )
    if authority_id is not None:
        query = query.where(Authority.id == authority_id)
    return [Here(authority, procedure) for authority, procedure in session.exec(query).all()]


def list_tavoli(session: Session, procedure_id: int) -> list[Tavolo]:
    """The tavoli of a procedure in their order."""
    query = select(Tavolo).where(Tavolo.procedure_id == procedure_id)
    return list(session.exec(query.order_by(col(Tavolo.position), col(Tavolo.id))).all())


def get_tavolo(session: Session, procedure_id: int, public_id: str) -> Tavolo:
    """A tavolo of this procedure. Raises NotFoundError."""
    found = session.exec(
        select(Tavolo).where(Tavolo.procedure_id == procedure_id, Tavolo.public_id == public_id)
    ).first()
    if found is None:
        raise NotFoundError
    return found


def count_tavoli(session: Session, procedure_id: int) -> int:
    query = select(func.count()).select_from(Tavolo).where(Tavolo.procedure_id == procedure_id)
    return session.exec(query).one()


def list_acts(
    session: Session, procedure_id: int, kind: ActKind | None = None
) -> list[tuple[Act, StoredFile | None]]:
    """The acts of a procedure with their files, by date."""
    query = (
        select(Act, StoredFile)
        .outerjoin(StoredFile, col(Act.file_id) == col(StoredFile.id))
        .where(Act.procedure_id == procedure_id)
        .order_by(col(Act.adopted_on), col(Act.id))
    )
    if kind is not None:
        query = query.where(Act.kind == kind)
    return [(act, file) for act, file in session.exec(query).all()]


def get_act(session: Session, procedure_id: int, public_id: str) -> tuple[Act, StoredFile | None]:
    """One act with its file. Raises NotFoundError."""
    row = session.exec(
        select(Act, StoredFile)
        .outerjoin(StoredFile, col(Act.file_id) == col(StoredFile.id))
        .where(Act.procedure_id == procedure_id, Act.public_id == public_id)
    ).first()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def list_phase_steps(session: Session, procedure_id: int) -> Sequence[PhaseStep]:
    """When each phase was entered, in order."""
    query = select(PhaseStep).where(PhaseStep.procedure_id == procedure_id)
    return session.exec(query.order_by(col(PhaseStep.id))).all()


def get_responsible_officer(session: Session, procedure: Procedure) -> Account | None:
    """The RdP of the procedure, where one is named."""
    if procedure.responsible_officer_id is None:
        return None
    return session.get(Account, procedure.responsible_officer_id)
