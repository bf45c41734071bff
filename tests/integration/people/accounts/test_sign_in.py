"""Signing in: one answer for every wrong try, a limit on tries, sessions that rotate and end."""

from datetime import timedelta

import pyotp
import pytest
from sqlmodel import Session, col, select, update
from starlette.testclient import TestClient

from app.core.clock import wall_now
from app.core.security.models import Attempts
from app.core.store.session import Store
from app.people.accounts.models import Account, SignIn
from tests.factories.people import PASSWORD, make_account, make_authority, make_officer

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person(store: Store, session: Session) -> Account:
    account = make_account(session)
    store.finish(session)
    return account


def enter(client: TestClient, email: str, password: str = PASSWORD, **more: str) -> int:
    answer = client.post("/accedi", data={"email": email, "password": password, **more})
    return answer.status_code


def test_the_right_password_opens_a_session(client: TestClient, person: Account) -> None:
    answer = client.post(
        "/accedi",
        data={"email": person.email, "password": PASSWORD, "dopo": "/area-personale/enti"},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/area-personale/enti")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert client.get("/area-personale/accesso").status_code == 200


@pytest.mark.parametrize("target", ["https://altrove.example", "//altrove.example", "/\\altrove"])
def test_signing_in_never_leads_elsewhere(client: TestClient, person: Account, target: str) -> None:
    data = {"email": person.email, "password": PASSWORD, "dopo": target}
    assert client.post("/accedi", data=data).headers["location"] == "/area-personale"


def test_an_unknown_account_and_a_wrong_password_get_the_same_answer(
    client: TestClient, person: Account
) -> None:
    wrong = client.post("/accedi", data={"email": person.email, "password": "tutt'altre parole"})
    unknown = client.post(
        "/accedi", data={"email": "nessuno@esempio.it", "password": "tutt'altre parole"}
    )
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.text.replace(person.email, "") == unknown.text.replace("nessuno@esempio.it", "")


def test_a_wrong_password_is_counted(client: TestClient, store: Store, person: Account) -> None:
    enter(client, person.email, "tutt'altre parole")
    enter(client, person.email, "tutt'altre parole")
    with store.reading() as after:
        assert after.get_one(Attempts, f"sign-in:account:{person.email}").count == 2


def test_after_ten_wrong_tries_even_the_right_password_waits(
    client: TestClient, store: Store, person: Account
) -> None:
    with store.writing() as session:
        key = f"sign-in:account:{person.email}"
        session.add(Attempts(key=key, count=9, since=wall_now()))
    assert enter(client, person.email, "tutt'altre parole") == 422
    assert enter(client, person.email) == 429


def test_the_count_of_wrong_tries_ends_with_a_right_one(
    client: TestClient, store: Store, person: Account
) -> None:
    enter(client, person.email, "tutt'altre parole")
    assert enter(client, person.email) == 303
    with store.reading() as after:
        assert after.get(Attempts, f"sign-in:account:{person.email}") is None


def test_a_session_planted_before_signing_in_is_worth_nothing(
    client: TestClient, person: Account
) -> None:
    client.cookies.set("sessione", "planted-by-somebody-else", domain="testserver.local")
    assert enter(client, person.email) == 303
    assert client.cookies.get("sessione", domain="testserver.local") != "planted-by-somebody-else"
    client.cookies.clear()
    client.cookies.set("sessione", "planted-by-somebody-else")
    assert client.get("/area-personale/accesso").status_code == 303


def test_a_disabled_account_does_not_enter_and_is_out_at_once(
    client: TestClient, store: Store, person: Account
) -> None:
    assert enter(client, person.email) == 303
    with store.writing() as session:
        session.get_one(Account, person.pk).disabled_at = wall_now()
    assert client.get("/area-personale/accesso").status_code == 303
    client.cookies.clear()
    assert enter(client, person.email) == 422


def test_signing_out_leaves_nothing(client: TestClient, store: Store, person: Account) -> None:
    enter(client, person.email)
    token = client.cookies["sessione"]
    answer = client.post("/esci")
    assert '"cache"' in answer.headers["clear-site-data"]
    assert "sessione" not in client.cookies
    client.cookies.set("sessione", token)
    assert client.get("/area-personale/accesso").headers["location"].startswith("/accedi")
    with store.reading() as session:
        assert session.exec(select(SignIn)).all() == []


def aged(store: Store, minutes: int) -> None:
    with store.writing() as session:
        session.connection().execute(
            update(SignIn).values(seen_at=wall_now() - timedelta(minutes=minutes))
        )


def last_seen(store: Store) -> timedelta:
    with store.reading() as session:
        return wall_now() - session.exec(select(SignIn)).one().seen_at


def test_a_session_in_use_does_not_go_idle(
    client: TestClient, store: Store, person: Account
) -> None:
    enter(client, person.email)
    aged(store, minutes=110)
    assert client.get("/area-personale/accesso").status_code == 200
    assert last_seen(store) < timedelta(minutes=1)


def test_the_idle_mark_is_not_written_at_each_request(
    client: TestClient, store: Store, person: Account
) -> None:
    enter(client, person.email)
    aged(store, minutes=9)
    client.get("/area-personale/accesso")
    assert last_seen(store) > timedelta(minutes=8)


def test_an_idle_session_is_over(client: TestClient, store: Store, person: Account) -> None:
    enter(client, person.email)
    aged(store, minutes=121)
    assert client.get("/area-personale/accesso").status_code == 303
    assert last_seen(store) > timedelta(minutes=120)


@pytest.fixture
def officer(store: Store, session: Session) -> Account:
    account = make_officer(session, make_authority(session))
    account.totp_secret = SECRET
    session.add(account)
    store.finish(session)
    return account


def code(offset: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(wall_now() + timedelta(seconds=30 * offset))


def test_the_password_alone_is_not_enough_with_a_second_factor(
    client: TestClient, officer: Account
) -> None:
    assert enter(client, officer.email) == 303
    assert client.get("/area-personale/accesso").status_code == 303
    assert client.get("/ufficio/zona-esempio/nuovo").status_code == 303


def test_the_second_factor_changes_the_session(
    client: TestClient, store: Store, officer: Account
) -> None:
    enter(client, officer.email)
    before = client.cookies["sessione"]
    answer = client.post("/accedi/codice", data={"codice": code()})
    assert answer.status_code == 303
    assert client.cookies["sessione"] != before
    assert client.get("/ufficio/zona-esempio/nuovo").status_code == 200
    client.cookies.clear()
    client.cookies.set("sessione", before)
    assert client.get("/accedi/codice").status_code == 303


def test_a_code_serves_once(client: TestClient, officer: Account) -> None:
    used = code()
    enter(client, officer.email)
    assert client.post("/accedi/codice", data={"codice": used}).status_code == 303
    client.cookies.clear()
    enter(client, officer.email)
    assert client.post("/accedi/codice", data={"codice": used}).status_code == 422


def test_a_wrong_code_is_counted_with_the_passwords(
    client: TestClient, store: Store, officer: Account
) -> None:
    enter(client, officer.email)
    assert client.post("/accedi/codice", data={"codice": "000"}).status_code == 422
    with store.reading() as session:
        key = f"sign-in:account:{officer.email}"
        assert session.exec(select(Attempts.count).where(col(Attempts.key) == key)).one() == 1


def test_an_officer_without_an_authenticator_enrols_one(
    client: TestClient, store: Store, session: Session
) -> None:
    officer = make_officer(session, make_authority(session))
    store.finish(session)
    answer = client.post("/accedi", data={"email": officer.email, "password": PASSWORD})
    assert answer.headers["location"].startswith("/accedi/codice")
    assert client.post("/accedi/codice", data={"codice": "1", "segreto": SECRET}).status_code == 422
    answer = client.post("/accedi/codice", data={"codice": code(), "segreto": SECRET})
    assert answer.status_code == 303
    with store.reading() as after:
        assert after.get_one(Account, officer.pk).totp_secret == SECRET
