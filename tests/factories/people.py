"""Plainly fictitious people, offices and bodies, made through the actions."""

import itertools

from sqlmodel import Session

from app.core.security.passwords import hash_password
from app.people.accounts.actions.register import create_account
from app.people.accounts.models import Account
from app.people.authorities.actions import create_authority, give_role
from app.people.authorities.enums import AuthorityKind, OfficeRole
from app.people.authorities.models import Authority

PASSWORD = "quattro parole a caso 7"
_HASH = hash_password(PASSWORD)
_NUMBERS = itertools.count(1)


def make_account(session: Session, given_name: str = "Prova", **more: str) -> Account:
    """A person whose password is PASSWORD."""
    number = next(_NUMBERS)
    return create_account(
        session,
        email=more.get("email", f"persona{number}@esempio.it"),
        given_name=given_name,
        family_name=more.get("family_name", f"Esempio{number}"),
        password_hash=_HASH,
    )


def make_authority(session: Session, slug: str = "zona-esempio", **more: object) -> Authority:
    """A zone by convention with one organ."""
    return create_authority(
        session,
        slug=slug,
        name=str(more.pop("name", "Zona Esempio")),
        kind=AuthorityKind.CONVENTION,
        organs=("Conferenza zonale dei Sindaci integrata",),
        **more,
    )


def make_officer(
    session: Session, authority: Authority, role: OfficeRole = OfficeRole.RDP
) -> Account:
    """A person of the authority's office."""
    account = make_account(session, "Ufficiale")
    give_role(session, account, authority, role)
    return account
