"""Reads of bodies, mandates and invitations."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from app.core.clock import legal_today, wall_now
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor
from app.core.security.tokens import token_hash
from app.people.accounts.models import Account
from app.people.ets.enums import BodyKind, MembershipKind, RuntsState
from app.people.ets.models import Ets, Invitation, Membership


def stands_on(day: date) -> ColumnElement[bool]:
    """The condition that a mandate holds on `day` (a date in Rome)."""
    return and_(
        col(Membership.ended_at).is_(None),
        col(Membership.since) <= day,
        or_(col(Membership.until).is_(None), col(Membership.until) >= day),
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition that a body is one of the actor's own."""
    return col(Ets.id).in_(actor.bodies)


def list_bodies_of(session: Session, account_id: int) -> frozenset[int]:
    """The bodies that a person may act for today."""
    rows = session.exec(
        select(Membership.ets_id).where(
            Membership.account_id == account_id, stands_on(legal_today())
        )
    ).all()
    return frozenset(rows)


def get_body(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Ets:
    """A body that the actor may act for. Raises NotFoundError."""
    query = select(Ets).where(Ets.public_id == public_id, visible_to(actor))
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    body = session.exec(query).first()
    if body is None:
        raise NotFoundError
    return body


def get_ets(session: Session, ets_id: int) -> Ets:
    """A body by its key, for rooms that hold one. Raises NotFoundError."""
    body = session.get(Ets, ets_id)
    if body is None:
        raise NotFoundError
    return body


def find_by_tax_code(session: Session, tax_code: str) -> Ets | None:
    """The body with this normalised tax code."""
    return session.exec(select(Ets).where(Ets.tax_code == tax_code)).first()


@dataclass(frozen=True, slots=True)
class OwnBody:
    """One of a person's bodies, with the capacity in which they act today.

    `missing` says what its description lacks, in Italian words.
    """

    id: int
    public_id: str
    name: str
    kind: BodyKind
    runts_state: RuntsState
    tax_code: str | None
    capacity: MembershipKind
    until: date | None
    missing: tuple[str, ...]


def list_own_bodies(session: Session, actor: Actor) -> list[OwnBody]:
    """The bodies that the actor may act for today, by name; each once."""
    rows = session.exec(
        select(Ets, Membership)
        .join(Membership, col(Membership.ets_id) == col(Ets.id))
        .where(
            visible_to(actor), Membership.account_id == actor.account_id, stands_on(legal_today())
        )
        .order_by(Ets.name_key, col(Ets.id), col(Membership.id))
    ).all()
    found = {
        ets.pk: OwnBody(
            id=ets.pk,
            public_id=ets.public_id,
            name=ets.name,
            kind=ets.kind,
            runts_state=ets.runts_state,
            tax_code=ets.tax_code,
            capacity=membership.kind,
            until=membership.until,
            missing=ets.missing,
        )
        for ets, membership in rows
    }
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Person:
    """Someone's mandate for a body, today or to come. `file` is the mandate's name, or empty."""

    public_id: str
    account_id: int
    name: str
    email: str
    kind: MembershipKind
    since: date
    until: date | None
    file: str


def list_people(session: Session, ets_id: int) -> list[Person]:
    """Who may act for a body today or from a day to come, by family name."""
    today = legal_today()
    rows = session.exec(
        select(Membership, Account, StoredFile.name)
        .join(Account, col(Membership.account_id) == col(Account.id))
        .outerjoin(StoredFile, col(Membership.mandate_file_id) == col(StoredFile.id))
        .where(
            Membership.ets_id == ets_id,
            col(Membership.ended_at).is_(None),
            or_(col(Membership.until).is_(None), col(Membership.until) >= today),
        )
        .order_by(col(Account.family_name), col(Account.given_name), col(Membership.id))
    ).all()
    return [
        Person(
            public_id=membership.public_id,
            account_id=account.pk,
            name=account.name,
            email=account.email,
            kind=membership.kind,
            since=membership.since,
            until=membership.until,
            file=file or "",
        )
        for membership, account, file in rows
    ]


def list_acting(session: Session, ets_id: int) -> list[Person]:
    """Who may act for a body today, by family name."""
    today = legal_today()
    return [person for person in list_people(session, ets_id) if person.since <= today]


def list_standing(session: Session, ets_id: int) -> list[Membership]:
    """The mandates of a body that hold today, oldest first."""
    query = select(Membership).where(Membership.ets_id == ets_id, stands_on(legal_today()))
    return list(session.exec(query.order_by(col(Membership.id))).all())


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a person may act for a body today: the mandate, and the hash of its file if any."""

    kind: MembershipKind
    since: date
    until: date | None
    sha256: str

    def snapshot(self) -> dict[str, str]:
        """As it is written beside what was done on it; days in ISO 8601."""
        return {
            "kind": self.kind.value,
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else "",
            "sha256": self.sha256,
        }


def find_ground(session: Session, account_id: int, ets_id: int) -> Ground | None:
    """The mandate on which a person acts for a body today; of several, the strongest.

    Who represents the body comes before who holds a mandate, and what ends later before what
    ends sooner.
    """
    rows = session.exec(
        select(Membership, StoredFile.sha256)
        .outerjoin(StoredFile, col(Membership.mandate_file_id) == col(StoredFile.id))
        .where(
            Membership.account_id == account_id,
            Membership.ets_id == ets_id,
            stands_on(legal_today()),
        )
    ).all()
    grounds = [Ground(one.kind, one.since, one.until, sha256 or "") for one, sha256 in rows]
    return max(
        grounds,
        key=lambda one: (
            one.kind is MembershipKind.LEGAL_REPRESENTATIVE,
            one.until or date.max,
            one.since,
        ),
        default=None,
    )


def get_membership(session: Session, body: Ets, public_id: str) -> Membership:
    """A mandate of this body that was not revoked. Raises NotFoundError."""
    found = session.exec(
        select(Membership).where(
            Membership.ets_id == body.pk,
            Membership.public_id == public_id,
            col(Membership.ended_at).is_(None),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def get_mandate_file(session: Session, body: Ets, public_id: str) -> StoredFile:
    """The file of a mandate of this body. Raises NotFoundError."""
    file = session.exec(
        select(StoredFile)
        .join(Membership, col(Membership.mandate_file_id) == col(StoredFile.id))
        .where(Membership.ets_id == body.pk, Membership.public_id == public_id)
    ).first()
    if file is None:
        raise NotFoundError
    return file


def _open_invitation() -> ColumnElement[bool]:
    return and_(
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
        col(Invitation.ends_at) > wall_now(),
    )


def list_open_invitations(session: Session, ets_id: int) -> list[Invitation]:
    """The invitations of a body that can still be accepted, newest first."""
    query = select(Invitation).where(Invitation.ets_id == ets_id, _open_invitation())
    return list(session.exec(query.order_by(col(Invitation.id).desc())).all())


def get_invitation(session: Session, body: Ets, public_id: str) -> Invitation:
    """An open invitation of this body. Raises NotFoundError."""
    found = session.exec(
        select(Invitation).where(
            Invitation.ets_id == body.pk, Invitation.public_id == public_id, _open_invitation()
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def find_invitation(
    session: Session, token: str, *, lock: bool = False
) -> tuple[Invitation, Ets] | None:
    """The open invitation of `token` with its body; None when used, withdrawn or expired.

    With `lock` the body is locked too, so that no mandate of it ends meanwhile.
    """
    query = (
        select(Invitation, Ets)
        .join(Ets, col(Invitation.ets_id) == col(Ets.id))
        .where(Invitation.token_hash == token_hash(token), _open_invitation())
    )
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = session.exec(query).first()
    return (row[0], row[1]) if row else None
