"""Registering and new passwords: links sent by mail, good once, the same answer for everybody."""

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.store.session import Store
from app.people.accounts.models import Account
from tests.factories.people import PASSWORD, make_account
from tests.support.browserless import SignedIn
from tests.support.mails import link_in, mails_to

NEW = "altre quattro parole 9"
FORM = {
    "given_name": "Prova",
    "family_name": "Nuova",
    "email": "Nuova@Esempio.it",
    "password": NEW,
    "privacy": "1",
}


def register(client: TestClient, store: Store, **more: str) -> str:
    assert client.post("/registrati", data={**FORM, **more}).status_code == 303
    return link_in(mails_to(store, "nuova@esempio.it")[-1])


def accounts(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.exec(select(Account.email)).all())


def test_no_account_is_born_before_the_address_is_confirmed(
    client: TestClient, store: Store
) -> None:
    link = register(client, store)
    assert client.get(link).status_code == 200
    assert accounts(store) == []
    assert client.post(link).status_code == 303
    assert accounts(store) == ["nuova@esempio.it"]


def test_the_confirmation_signs_in_and_goes_where_one_was_going(
    client: TestClient, store: Store
) -> None:
    link = register(client, store, dopo="/area-personale/enti/nuovo")
    assert client.post(link).headers["location"] == "/area-personale/enti/nuovo"
    assert client.get("/area-personale/accesso").status_code == 200


def test_the_registration_link_serves_once(client: TestClient, store: Store) -> None:
    link = register(client, store)
    client.post(link)
    client.cookies.clear()
    assert client.post(link).status_code == 404
    assert "sessione" not in client.cookies


def test_a_registered_address_gets_the_same_page_and_another_mail(
    client: TestClient, store: Store, session: Session
) -> None:
    make_account(session, email="nuova@esempio.it")
    store.finish(session)
    answer = client.post("/registrati", data=FORM)
    assert answer.headers["location"] == "/registrati/posta"
    assert [m.kind for m in mails_to(store, "nuova@esempio.it")] == ["accounts/already_registered"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", "   "),
        ("family_name", "x" * 101),
        ("email", "nuova@esempio"),
        ("password", "breve"),
        ("password", "passwordpassword"),
        ("privacy", "0"),
    ],
)
def test_a_registration_that_does_not_hold_is_refused_at_its_field(
    client: TestClient, store: Store, field: str, value: str
) -> None:
    answer = client.post("/registrati", data={**FORM, field: value})
    assert answer.status_code == 422
    assert f'id="f-{field}-error"' in answer.text
    assert mails_to(store, "nuova@esempio.it") == []


def test_a_new_password_by_mail_ends_every_session(
    client: TestClient, store: Store, session: Session, sign_in_as: SignedIn
) -> None:
    account = make_account(session)
    store.finish(session)
    sign_in_as(account)
    client.post("/password", data={"email": account.email})
    link = link_in(mails_to(store, account.email)[-1])
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert client.get("/area-personale/accesso").status_code == 303
    assert client.post(link, data={"password": NEW}).status_code == 404
    for password, status in ((PASSWORD, 422), (NEW, 303)):
        data = {"email": account.email, "password": password}
        assert client.post("/accedi", data=data).status_code == status


def test_an_unknown_address_asks_for_a_new_password_in_vain(
    client: TestClient, store: Store
) -> None:
    answer = client.post("/password", data={"email": "nessuno@esempio.it"})
    assert answer.headers["location"] == "/registrati/posta"
    assert mails_to(store, "nessuno@esempio.it") == []
