"""Setting up authorities and offices: the platform administrator's commands."""

from typing import Any

from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.people.accounts.models import Account
from app.people.authorities.enums import AuthorityKind, OfficeRole
from app.people.authorities.events import AuthorityCreated, RoleGiven
from app.people.authorities.models import Authority, Organ, StaffRole

RESERVED = frozenset(
    {
        "accedi", "area-personale", "demo", "esci", "feed", "healthz", "metrics", "password",
        "readyz", "registrati", "ricevuta", "ricevute", "robots.txt", "static", "ufficio", "cerca",
    }
)  # fmt: skip


def create_authority(
    session: Session,
    *,
    slug: str,
    name: str,
    kind: AuthorityKind,
    organs: tuple[str, ...] = (),
    **more: Any,
) -> Authority:
    """A new authority under `/slug/`; `more` are columns of Authority.

    Raises InvalidFormError when the address is a word of the installation's own.
    """
    if slug in RESERVED:
        raise InvalidFormError(
            {"slug": f"«{slug}» è un indirizzo riservato: sceglietene un altro."}
        )
    authority = Authority(slug=slug, name=name, kind=kind, **more)
    session.add(authority)
    session.flush()
    session.add_all(Organ(authority_id=authority.pk, name=organ) for organ in organs)
    emit(session, AuthorityCreated(subject=authority.public_id, slug=slug, scopes=("", slug)))
    return authority


def give_role(
    session: Session, account: Account, authority: Authority, role: OfficeRole
) -> StaffRole:
    """Let `account` work in the authority's office with `role`."""
    staff = StaffRole(account_id=account.pk, authority_id=authority.pk, role=role)
    session.add(staff)
    emit(
        session,
        RoleGiven(subject=account.public_id, authority=authority.public_id, role=role.value),
    )
    return staff
