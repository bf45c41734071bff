"""What a person changes of their own access."""

from sqlmodel import Session

from app.core.errors import InvalidFormError
from app.core.events import emit
from app.people.accounts.actions.register import change_password
from app.people.accounts.actions.sign_in import Caller, record_failure
from app.people.accounts.events import NameChanged
from app.people.accounts.forms import NameForm
from app.people.accounts.models import Account

WRONG_OLD = "La password attuale non è questa."


def change_name(session: Session, account: Account, form: NameForm) -> None:
    """Write how the person is called from now on; what was signed before keeps its name."""
    if (account.given_name, account.family_name) == (form.given_name, form.family_name):
        return
    account.given_name, account.family_name = form.given_name, form.family_name
    session.add(account)
    emit(session, NameChanged(actor_ref=account.public_id, subject=account.public_id))


def change_own_password(
    session: Session,
    account: Account,
    *,
    right: bool,
    password_hash: str,
    caller: Caller,
    token: str,
) -> None:
    """Replace the password and end every session but the one of `token`.

    `right` says whether the old password was: if not, raises InvalidFormError, and the try is
    counted with those of signing in.
    """
    if not right:
        raise InvalidFormError(
            {"old_password": WRONG_OLD},
            keep=lambda after: record_failure(after, account.email, caller, account),
        )
    change_password(session, account, password_hash, but=token)
