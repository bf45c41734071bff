"""A person closes their own access."""

from sqlmodel import Session, select

from app.core.clock import wall_now
from app.core.errors import RuleError
from app.core.events import emit
from app.core.security.actor import Actor
from app.law.sources import GDPR_5_E
from app.outlets.retention.events import AccessClosed
from app.people.accounts.models import Account, SignIn


def close_account(session: Session, actor: Actor) -> None:
    """Nobody signs in with it any more; its personal data go at the end of their term.

    Raises RuleError for who works in an office: its colleagues end the role first.
    """
    if actor.is_office:
        raise RuleError(
            "Lavorate nell'ufficio di un'amministrazione: il vostro accesso è legato al ruolo.",
            remedy="Chiedete prima al responsabile di chiudere il ruolo.",
            source=GDPR_5_E,
        )
    account = session.get_one(Account, actor.account_id)
    account.disabled_at = wall_now()
    session.add(account)
    for sign_in in session.exec(select(SignIn).where(SignIn.account_id == account.pk)).all():
        session.delete(sign_in)
    emit(session, AccessClosed(actor_ref=actor.ref, subject=account.public_id))
