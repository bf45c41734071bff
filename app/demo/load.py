"""Builds the demonstration, once, in an installation that holds nothing else."""

from sqlmodel import Session, func, select

from app.core.errors import AppError
from app.core.security.passwords import hash_password
from app.core.security.tokens import new_token
from app.core.store.installation import get_installation
from app.core.store.session import Store
from app.demo import livorno
from app.demo.people import PEOPLE
from app.people.accounts.actions.register import create_account
from app.people.accounts.models import Account
from app.people.authorities.actions import create_authority, give_role
from app.people.authorities.enums import AuthorityKind, OfficeRole


def is_loaded(store: Store) -> bool:
    """Whether the demonstration stands. Raises AppError on an installation with other data."""
    with store.writing() as session:
        if get_installation(session).demo:
            return True
        if session.exec(select(func.count()).select_from(Account)).one():
            raise AppError(
                "this installation holds other data: the demonstration is never mixed with it"
            )
        return False


def load_demo(store: Store) -> None:
    """Build the demonstration through the actions people use; nothing when it stands already."""
    if is_loaded(store):
        return
    digest = hash_password(new_token())
    with store.writing() as session:
        get_installation(session).demo = True
        make_office(session, digest)


def make_office(session: Session, digest: str) -> None:
    """The authority with its office, and the people whom one can be."""
    authority = create_authority(
        session,
        slug=livorno.SLUG,
        kind=AuthorityKind.CONVENTION,
        organs=livorno.ORGANS,
        **livorno.AUTHORITY,
    )
    for person in PEOPLE:
        account = create_account(
            session,
            email=person.email,
            given_name=person.given_name,
            family_name=person.family_name,
            password_hash=digest,
        )
        if person.role:
            give_role(session, account, authority, OfficeRole(person.role))
