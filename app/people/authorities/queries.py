"""Reads of authorities and their offices."""

from sqlmodel import Session, col, select

from app.core.errors import NotFoundError
from app.core.security.actor import Office
from app.core.web.render import AuthorityLook
from app.people.accounts.models import Account
from app.people.authorities.enums import OfficeRole
from app.people.authorities.models import Authority, Organ, StaffRole


def get_authority(session: Session, slug: str) -> Authority:
    """The authority with this address. Raises NotFoundError."""
    found = session.exec(select(Authority).where(Authority.slug == slug)).first()
    if found is None:
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
    )


def list_organs(session: Session, authority_id: int) -> list[Organ]:
    """The organs of an authority, in the order they were entered."""
    query = select(Organ).where(Organ.authority_id == authority_id).order_by(col(Organ.id))
    return list(session.exec(query).all())


def list_offices(session: Session, account_id: int) -> tuple[Office, ...]:
    """The roles that a person holds, by authority."""
    rows = session.exec(
        select(StaffRole.authority_id, Authority.slug, StaffRole.role)
        .join(Authority, col(StaffRole.authority_id) == col(Authority.id))
        .where(StaffRole.account_id == account_id)
        .order_by(Authority.slug, col(StaffRole.role))
    ).all()
    return tuple(
        Office(authority_id, slug, OfficeRole(role).value) for authority_id, slug, role in rows
    )


def list_staff(session: Session, authority_id: int) -> list[tuple[Account, OfficeRole]]:
    """The people of an office with their roles, by family name."""
    rows = session.exec(
        select(Account, StaffRole.role)
        .join(StaffRole, col(StaffRole.account_id) == col(Account.id))
        .where(StaffRole.authority_id == authority_id)
        .order_by(col(Account.family_name), col(Account.id))
    ).all()
    return [(account, OfficeRole(role)) for account, role in rows]
