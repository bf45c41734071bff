"""Reads of istanze: a draft is seen by the bodies that sign it, and by nobody else."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import Select

from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.security.tokens import token_hash
from app.people.accounts.models import Account
from app.people.authorities.models import Authority
from app.people.ets.models import Ets
from app.steps.istanze.enums import PUBLIC, IstanzaState
from app.steps.istanze.models import Istanza, IstanzaBody, IstanzaFile, IstanzaInvitation
from app.steps.procedures.models import Act, Procedure


@dataclass(frozen=True, slots=True)
class Asked:
    """An istanza with the authority that it asks."""

    authority: Authority
    istanza: Istanza

    @property
    def page(self) -> str:
        """Its public address."""
        return f"/{self.authority.slug}/istanze/{self.istanza.public_id}"

    @property
    def scopes(self) -> tuple[str, ...]:
        """The public addresses whose kept pages show it."""
        return (self.authority.slug, f"{self.authority.slug}/istanze")

    def about(self, by: Actor | str) -> dict[str, Any]:
        """What every event of it says; `by` is who acted, or the pseudonym where no more is known.

        The public pages that show it are made anew.
        """
        return {
            "actor_ref": by if isinstance(by, str) else by.ref,
            "subject": self.istanza.public_id,
            "scopes": self.scopes,
            "authority": self.authority.public_id,
            "number": self.istanza.register_number,
        }


@dataclass(frozen=True, slots=True)
class Signer:
    """A body of an istanza: `lead` wrote it; `joined` is None for the lead and after reading."""

    ets: Ets
    lead: bool
    joined: IstanzaBody | None = None

    def has_read(self, istanza: Istanza) -> bool:
        """Whether a person of the body joined the text as it stands."""
        return self.lead or (self.joined is not None and self.joined.edition == istanza.edition)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that an istanza is one of the actor's own bodies'."""
    signed = select(IstanzaBody.istanza_id).where(col(IstanzaBody.ets_id).in_(actor.bodies))
    return or_(col(Istanza.lead_ets_id).in_(actor.bodies), col(Istanza.id).in_(signed))


def _asked() -> Select[Authority, Istanza]:
    return select(Authority, Istanza).join(Istanza, col(Istanza.authority_id) == col(Authority.id))


def get_own(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Asked:
    """An istanza that a body of the actor signs, in any state. Raises NotFoundError."""
    query = _asked().where(Istanza.public_id == public_id, visible_to(actor))
    return _one(session, query, lock=lock)


def get_led(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Asked:
    """As `get_own`, for the people of the body that leads it. Raises NotFoundError."""
    query = _asked().where(
        Istanza.public_id == public_id, col(Istanza.lead_ets_id).in_(actor.bodies)
    )
    return _one(session, query, lock=lock)


def get_for_office(
    session: Session, actor: Actor, authority: str, public_id: str, *, lock: bool = False
) -> Asked:
    """An istanza that reached the actor's own office. Raises NotFoundError."""
    query = _asked().where(
        Authority.slug == authority,
        Istanza.public_id == public_id,
        col(Istanza.state).in_(PUBLIC),
        col(Authority.id).in_([office.authority_id for office in actor.offices]),
    )
    return _one(session, query, lock=lock)


def get_public(session: Session, authority: str, public_id: str) -> Asked:
    """An istanza that was presented. Raises NotFoundError."""
    query = _asked().where(
        Authority.slug == authority,
        Istanza.public_id == public_id,
        col(Istanza.state).in_(PUBLIC),
    )
    return _one(session, query, lock=False)


def _one(session: Session, query: Select[Authority, Istanza], *, lock: bool) -> Asked:
    if lock:
        query = query.with_for_update(of=Istanza).execution_options(populate_existing=True)
    row = session.exec(query).first()
    if row is None:
        raise NotFoundError
    return Asked(row[0], row[1])


def list_own(session: Session, actor: Actor) -> list[Asked]:
    """The istanze of the actor's bodies, newest first."""
    rows = session.exec(_asked().where(visible_to(actor)).order_by(col(Istanza.id).desc())).all()
    return [Asked(authority, istanza) for authority, istanza in rows]


def list_arrived(session: Session, authority_id: int) -> list[Asked]:
    """What was presented to an authority: those that wait by term, then the others, last first."""
    rows = session.exec(
        _asked()
        .where(Authority.id == authority_id, col(Istanza.state).in_(PUBLIC))
        .order_by(col(Istanza.year).desc(), col(Istanza.number).desc())
    ).all()
    found = [Asked(authority, istanza) for authority, istanza in rows]
    waiting = [one for one in found if one.istanza.state is IstanzaState.PRESENTED]
    waiting.sort(key=lambda one: (str(one.istanza.answer_by), one.istanza.pk))
    return [*waiting, *(one for one in found if one not in waiting)]


def list_waiting(session: Session, actor: Actor) -> list[Asked]:
    """The istanze that wait for an answer of the actor's offices, nearest term first."""
    rows = session.exec(
        _asked()
        .where(
            Istanza.state == IstanzaState.PRESENTED,
            col(Authority.id).in_([office.authority_id for office in actor.offices]),
        )
        .order_by(col(Istanza.answer_by), col(Istanza.id))
    ).all()
    return [Asked(authority, istanza) for authority, istanza in rows]


def list_signers(session: Session, istanza: Istanza) -> list[Signer]:
    """The bodies that sign an istanza: its lead, then the others in the order they joined."""
    rows = session.exec(
        select(IstanzaBody, Ets)
        .join(Ets, col(IstanzaBody.ets_id) == col(Ets.id))
        .where(IstanzaBody.istanza_id == istanza.pk)
        .order_by(col(IstanzaBody.joined_at), col(IstanzaBody.id))
    ).all()
    lead = session.get_one(Ets, istanza.lead_ets_id)
    return [Signer(lead, True), *(Signer(ets, False, joined) for joined, ets in rows)]


def names_of(session: Session, istanze: list[Istanza]) -> dict[int, list[str]]:
    """The names of the bodies of many istanze, by key, the lead's first; two queries."""
    keys = [istanza.pk for istanza in istanze]
    leads = session.exec(
        select(Istanza.id, Ets.name)
        .join(Ets, col(Istanza.lead_ets_id) == col(Ets.id))
        .where(col(Istanza.id).in_(keys))
    ).all()
    others = session.exec(
        select(IstanzaBody.istanza_id, Ets.name)
        .join(Ets, col(IstanzaBody.ets_id) == col(Ets.id))
        .where(col(IstanzaBody.istanza_id).in_(keys))
        .order_by(col(IstanzaBody.joined_at), col(IstanzaBody.id))
    ).all()
    found: dict[int, list[str]] = {int(key or 0): [name] for key, name in leads}
    for key, name in others:
        found[key].append(name)
    return found


def get_joined(session: Session, istanza: Istanza, public_id: str) -> IstanzaBody:
    """One of the bodies that joined an istanza. Raises NotFoundError."""
    found = session.exec(
        select(IstanzaBody).where(
            IstanzaBody.istanza_id == istanza.pk, IstanzaBody.public_id == public_id
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def list_invitations(session: Session, istanza: Istanza) -> list[IstanzaInvitation]:
    """The invitations that were not used yet, newest first."""
    query = select(IstanzaInvitation).where(
        IstanzaInvitation.istanza_id == istanza.pk, col(IstanzaInvitation.used_at).is_(None)
    )
    return list(session.exec(query.order_by(col(IstanzaInvitation.id).desc())).all())


def find_invitation(
    session: Session, token: str, *, lock: bool = False
) -> tuple[IstanzaInvitation, Asked] | None:
    """The open invitation of `token`; None when used, or when the istanza is a draft no more."""
    query = (
        select(IstanzaInvitation, Authority, Istanza)
        .join(Istanza, col(IstanzaInvitation.istanza_id) == col(Istanza.id))
        .join(Authority, col(Istanza.authority_id) == col(Authority.id))
        .where(
            IstanzaInvitation.token_hash == token_hash(token),
            col(IstanzaInvitation.used_at).is_(None),
            Istanza.state == IstanzaState.DRAFT,
        )
    )
    if lock:
        query = query.with_for_update(of=Istanza).execution_options(populate_existing=True)
    row = session.exec(query).first()
    return (row[0], Asked(row[1], row[2])) if row else None


def list_files(session: Session, istanza: Istanza) -> list[tuple[IstanzaFile, StoredFile]]:
    """The files of an istanza, in the order they were added."""
    rows = session.exec(
        select(IstanzaFile, StoredFile)
        .join(StoredFile, col(IstanzaFile.file_id) == col(StoredFile.id))
        .where(IstanzaFile.istanza_id == istanza.pk)
        .order_by(col(IstanzaFile.id))
    ).all()
    return [(link, file) for link, file in rows]


def get_file(session: Session, istanza: Istanza, public_id: str) -> StoredFile:
    """One file of an istanza. Raises NotFoundError."""
    for link, file in list_files(session, istanza):
        if link.public_id == public_id:
            return file
    raise NotFoundError


@dataclass(frozen=True, slots=True)
class Origin:
    """The istanza that a procedure was born from, with its bodies and the act that names it."""

    asked: Asked
    bodies: tuple[str, ...]
    act: Act | None


def find_origin(session: Session, procedure_id: int) -> Origin | None:
    """Where a procedure comes from, if it was asked for."""
    row = session.exec(_asked().where(Istanza.procedure_id == procedure_id)).first()
    if row is None:
        return None
    asked = Asked(row[0], row[1])
    act = session.get(Act, asked.istanza.start_act_id) if asked.istanza.start_act_id else None
    names = names_of(session, [asked.istanza])[asked.istanza.pk]
    return Origin(asked, tuple(names), act)


def find_procedure(session: Session, istanza: Istanza) -> Procedure | None:
    """The procedure that was created from an istanza."""
    return session.get(Procedure, istanza.procedure_id) if istanza.procedure_id else None


def presented_by(session: Session, istanza: Istanza) -> str:
    """The name of who pressed the button, for the office alone."""
    account = session.get(Account, istanza.presented_by_id) if istanza.presented_by_id else None
    return account.name if account else ""
