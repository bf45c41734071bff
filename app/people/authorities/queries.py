"""Reads of authorities and their offices."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, select

from app.core.clock import wall_now
from app.core.errors import NotFoundError
from app.core.files.models import StoredFile
from app.core.security.actor import Actor, Office
from app.core.security.tokens import token_hash
from app.core.web.render import AuthorityLook
from app.people.accounts.models import Account
from app.people.authorities.enums import OfficeRole
from app.people.authorities.models import Authority, Organ, StaffInvitation, StaffRole


def get_authority(session: Session, slug: str) -> Authority:
    """The authority with this address. Raises NotFoundError."""
    found = session.exec(select(Authority).where(Authority.slug == slug)).first()
    if found is None:
        raise NotFoundError
    return found


def get_own_authority(
    session: Session, actor: Actor, slug: str, *, lock: bool = False
) -> Authority:
    """An authority in whose office the actor works. Raises NotFoundError."""
    query = select(Authority).where(Authority.slug == slug)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = session.exec(query).first()
    if found is None or not actor.works_for(found.pk):
        raise NotFoundError
    return found


def list_authorities(session: Session) -> list[Authority]:
    """All authorities by name."""
    return list(session.exec(select(Authority).order_by(col(Authority.name))).all())


def look_of(authority: Authority) -> AuthorityLook:
    """How it presents itself on its pages."""
    return AuthorityLook(
        id=authority.pk,
        slug=authority.slug,
        name=authority.name,
        tagline=authority.tagline,
        parent_name=authority.parent_name,
        parent_url=authority.parent_url,
        pec=authority.pec,
        email=authority.email,
        phone=authority.phone,
        address=authority.address,
        tax_code=authority.tax_code,
        links=tuple((label, url) for label, url in authority.links),
        logo=logo_address(authority),
    )


def logo_address(authority: Authority) -> str:
    """Where its logo is served from, or empty; another logo has another address."""
    digest = authority.logo_digest
    return f"/{authority.slug}/logo?v={digest[:16]}" if digest else ""


def get_logo(session: Session, slug: str) -> StoredFile:
    """The file of the authority's logo. Raises NotFoundError."""
    file = session.exec(
        select(StoredFile)
        .join(Authority, col(Authority.logo_file_id) == col(StoredFile.id))
        .where(Authority.slug == slug)
    ).first()
    if file is None:
        raise NotFoundError
    return file


def find_logo(session: Session, authority: Authority) -> StoredFile | None:
    """The file of its logo, where it has one."""
    key = authority.logo_file_id
    return session.get(StoredFile, key) if key is not None else None


def list_organs(session: Session, authority_id: int) -> list[Organ]:
    """Who adopts an authority's acts today: organs and managers, in the order of entry."""
    return [one for one in list_every_organ(session, authority_id) if one.ended_at is None]


def list_every_organ(session: Session, authority_id: int) -> list[Organ]:
    """As `list_organs`, with those that were ended."""
    query = select(Organ).where(Organ.authority_id == authority_id).order_by(col(Organ.id))
    return list(session.exec(query).all())


def get_organ(session: Session, authority_id: int, public_id: str) -> Organ:
    """An organ of this authority that was not ended. Raises NotFoundError."""
    found = session.exec(
        select(Organ).where(
            Organ.authority_id == authority_id,
            Organ.public_id == public_id,
            col(Organ.ended_at).is_(None),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def _stands() -> ColumnElement[bool]:
    return col(StaffRole.ended_at).is_(None)


def list_offices(session: Session, account_id: int) -> tuple[Office, ...]:
    """The roles that a person holds, by authority."""
    rows = session.exec(
        select(StaffRole.authority_id, Authority.slug, StaffRole.role)
        .join(Authority, col(StaffRole.authority_id) == col(Authority.id))
        .where(StaffRole.account_id == account_id, _stands())
        .order_by(Authority.slug, col(StaffRole.role))
    ).all()
    return tuple(
        Office(authority_id, slug, OfficeRole(role).value) for authority_id, slug, role in rows
    )


def list_standing_roles(session: Session, authority_id: int) -> list[tuple[StaffRole, Account]]:
    """The roles held in an office today with whose they are, by family name."""
    rows = session.exec(
        select(StaffRole, Account)
        .join(Account, col(StaffRole.account_id) == col(Account.id))
        .where(StaffRole.authority_id == authority_id, _stands())
        .order_by(col(Account.family_name), col(Account.id), col(StaffRole.id))
    ).all()
    return [(staff, account) for staff, account in rows]


def list_staff(session: Session, authority_id: int) -> list[tuple[Account, OfficeRole]]:
    """The people of an office with their roles, by family name."""
    rows = list_standing_roles(session, authority_id)
    return [(account, OfficeRole(staff.role)) for staff, account in rows]


def list_ended_roles(session: Session, authority_id: int) -> list[tuple[StaffRole, Account]]:
    """The roles that were ended, last first, at most fifty."""
    rows = session.exec(
        select(StaffRole, Account)
        .join(Account, col(StaffRole.account_id) == col(Account.id))
        .where(StaffRole.authority_id == authority_id, col(StaffRole.ended_at).is_not(None))
        .order_by(col(StaffRole.ended_at).desc(), col(StaffRole.id).desc())
        .limit(50)
    ).all()
    return [(staff, account) for staff, account in rows]


def get_staff_role(session: Session, authority_id: int, public_id: str) -> StaffRole:
    """A role held in this office today. Raises NotFoundError."""
    found = session.exec(
        select(StaffRole).where(
            StaffRole.authority_id == authority_id, StaffRole.public_id == public_id, _stands()
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def _open_invitation() -> ColumnElement[bool]:
    return and_(
        col(StaffInvitation.accepted_at).is_(None),
        col(StaffInvitation.withdrawn_at).is_(None),
        col(StaffInvitation.ends_at) > wall_now(),
    )


def list_staff_invitations(session: Session, authority_id: int) -> list[StaffInvitation]:
    """The invitations to an office that can still be accepted, newest first."""
    query = select(StaffInvitation).where(
        StaffInvitation.authority_id == authority_id, _open_invitation()
    )
    return list(session.exec(query.order_by(col(StaffInvitation.id).desc())).all())


def get_staff_invitation(session: Session, authority_id: int, public_id: str) -> StaffInvitation:
    """An open invitation to this office. Raises NotFoundError."""
    found = session.exec(
        select(StaffInvitation).where(
            StaffInvitation.authority_id == authority_id,
            StaffInvitation.public_id == public_id,
            _open_invitation(),
        )
    ).first()
    if found is None:
        raise NotFoundError
    return found


def find_staff_invitation(
    session: Session, token: str, *, lock: bool = False
) -> tuple[StaffInvitation, Authority] | None:
    """The open invitation of `token`; None when used, withdrawn or expired."""
    query = (
        select(StaffInvitation, Authority)
        .join(Authority, col(StaffInvitation.authority_id) == col(Authority.id))
        .where(StaffInvitation.token_hash == token_hash(token), _open_invitation())
    )
    row = session.exec(query.with_for_update(of=StaffInvitation) if lock else query).first()
    return (row[0], row[1]) if row else None
