"""Makes the picture of who is asking, from account, offices and mandates."""

from sqlmodel import Session

from app.core.security.actor import Actor
from app.people.accounts.models import Account
from app.people.authorities.queries import list_offices
from app.people.ets.queries import list_bodies_of


def actor_of(session: Session, account: Account, *, strong: bool) -> Actor:
    """The actor that `account` is today; offices count only after the second factor (`strong`)."""
    return Actor(
        account_id=account.pk,
        ref=account.public_id,
        name=account.name,
        email=account.email,
        offices=list_offices(session, account.pk) if strong else (),
        bodies=list_bodies_of(session, account.pk),
    )
