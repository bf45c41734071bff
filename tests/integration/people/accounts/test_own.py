"""One's own access: name, password, open sessions."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.clock import wall_now
from app.core.security.models import Attempts
from app.core.store.session import Store
from app.people.accounts.actions.sign_in import Caller, open_sign_in
from app.people.accounts.models import Account, SignIn
from tests.factories.people import PASSWORD, make_account
from tests.support.browserless import SignedIn
from tests.support.mails import mails_to

ACCESS = "/area-personale/accesso"
NEW = "altre quattro parole 9"


@pytest.fixture
def person(store: Store, session: Session, sign_in_as: SignedIn) -> Account:
    account = make_account(session)
    store.finish(session)
    sign_in_as(account)
    return account


def elsewhere(store: Store, account: Account, device: str = "Firefox su Android") -> str:
    with store.writing() as session:
        held = session.get_one(Account, account.pk)
        token = open_sign_in(session, held, Caller("10.0.0.9", device))
    with store.reading() as session:
        query = select(SignIn.public_id).where(SignIn.device == device)
        assert token
        return session.exec(query).one()


def devices(store: Store) -> set[str]:
    with store.reading() as session:
        return set(session.exec(select(SignIn.device)).all())


def test_a_person_changes_their_name(client: TestClient, store: Store, person: Account) -> None:
    data = {"given_name": " Maria  Rosa ", "family_name": "Prova"}
    assert client.post(f"{ACCESS}/nome", data=data).status_code == 303
    with store.reading() as session:
        assert session.get_one(Account, person.pk).name == "Maria Rosa Prova"


def test_changing_the_password_ends_the_other_sessions_only(
    client: TestClient, store: Store, person: Account
) -> None:
    elsewhere(store, person)
    data = {"old_password": PASSWORD, "password": NEW}
    assert client.post(f"{ACCESS}/password", data=data).status_code == 303
    assert devices(store) == {"test"}
    assert client.get(ACCESS).status_code == 200
    assert [mail.kind for mail in mails_to(store, person.email)] == ["accounts/password_changed"]
    client.cookies.clear()
    data = {"email": person.email, "password": NEW}
    assert client.post("/accedi", data=data).status_code == 303


def test_without_the_old_password_there_is_no_new_one_and_the_try_counts(
    client: TestClient, store: Store, person: Account
) -> None:
    data = {"old_password": "non è questa qui", "password": NEW}
    answer = client.post(f"{ACCESS}/password", data=data)
    assert answer.status_code == 422
    assert 'id="f-old_password-error"' in answer.text
    assert NEW not in answer.text
    with store.reading() as session:
        assert session.get_one(Attempts, f"sign-in:account:{person.email}").count == 1


def test_the_old_password_cannot_be_guessed_without_limit(
    client: TestClient, store: Store, person: Account
) -> None:
    with store.writing() as session:
        key = f"sign-in:account:{person.email}"
        session.add(Attempts(key=key, count=10, since=wall_now() - timedelta(minutes=1)))
    data = {"old_password": PASSWORD, "password": NEW}
    assert client.post(f"{ACCESS}/password", data=data).status_code == 429


def test_a_weak_new_password_is_refused(client: TestClient, person: Account) -> None:
    data = {"old_password": PASSWORD, "password": f"{person.family_name} 1234567"}
    answer = client.post(f"{ACCESS}/password", data=data)
    assert answer.status_code == 422
    assert 'id="f-password-error"' in answer.text


def test_open_sessions_are_listed_with_their_device(
    client: TestClient, store: Store, person: Account
) -> None:
    elsewhere(store, person)
    text = client.get(ACCESS).text
    assert "Firefox su Android" in text
    assert text.count("Questa") == 1


def test_one_session_can_be_closed(client: TestClient, store: Store, person: Account) -> None:
    lost = elsewhere(store, person)
    elsewhere(store, person, "Safari su iPad")
    client.post(f"{ACCESS}/sessioni/{lost}/chiudi")
    assert devices(store) == {"test", "Safari su iPad"}


def test_all_other_sessions_can_be_closed(
    client: TestClient, store: Store, person: Account
) -> None:
    elsewhere(store, person)
    elsewhere(store, person, "Safari su iPad")
    client.post(f"{ACCESS}/sessioni/chiudi-le-altre")
    assert devices(store) == {"test"}


def test_nobody_closes_the_session_of_another_person(
    client: TestClient, store: Store, session: Session, person: Account
) -> None:
    stranger = make_account(session)
    store.finish(session)
    theirs = elsewhere(store, stranger)
    client.post(f"{ACCESS}/sessioni/{theirs}/chiudi")
    client.post(f"{ACCESS}/sessioni/chiudi-le-altre")
    assert devices(store) == {"test", "Firefox su Android"}
