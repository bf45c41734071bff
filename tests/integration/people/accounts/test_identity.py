"""Coming in with SPID or CIE: known, new, and tied only after both proofs."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from fastapi import FastAPI
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.audit.models import EventRow
from app.core.jobs.models import Message
from app.core.security.oidc import OidcClient, Provider
from app.core.store.session import Store
from app.people.accounts.models import Account, Identity, PendingIdentity, SignIn
from tests.factories.people import make_account
from tests.support.browserless import SignedIn
from tests.support.provider import CLIENT_ID, CLIENT_SECRET, SPID_L2
from tests.unit.core.security.test_oidc import ISSUER, OURS, Person

START = "/accedi/spid"
NEW = f"{START}/nuovo"
Enter = Callable[[str], str]


@pytest.fixture
def enter(house: tuple[FastAPI, TestClient], client: TestClient) -> Enter:
    """`enter("prova")` goes to the provider as that person and gives where one ends up."""
    person, state = Person(), house[0].state
    provider = Provider(issuer=ISSUER, client_id=CLIENT_ID, secret=CLIENT_SECRET)
    oidc = OidcClient(provider, OURS, transport=person.browser._transport)
    state.services = replace(state.services, oidc=oidc)

    def go(name: str) -> str:
        left = client.get(START, params={"dopo": "/area-personale/accesso"})
        back = person.consents(left.headers["location"], name)
        return client.get(f"{START}/ritorno", params=back).headers.get("location", "")

    return go


def test_a_new_person_with_a_verified_address_gets_an_account_at_once(
    client: TestClient, store: Store, enter: Enter
) -> None:
    assert enter("prova").startswith(NEW)
    page = client.get(NEW).text
    assert "Siete Prova Esempio" in page
    assert "RSSMRA85T10A562S" not in page
    made = client.post(NEW, data={"email": "prova.spid@esempio.it", "privacy": "1"})
    assert made.status_code == 303
    assert client.get("/area-personale").status_code == 200
    with store.reading() as reader:
        identity = reader.exec(select(Identity)).one()
        assert identity.tail == "562S"
        opened = reader.exec(select(SignIn)).one()
        assert (opened.identity_id, opened.level, opened.strong) == (identity.id, SPID_L2, True)
        assert reader.exec(select(PendingIdentity)).all() == []
    assert enter("prova") == "/area-personale/accesso"


def test_an_address_that_the_provider_did_not_verify_is_verified_by_us(
    client: TestClient, store: Store, enter: Enter
) -> None:
    enter("altra")
    asked = client.post(NEW, data={"email": "altra.spid@esempio.it", "privacy": "1"})
    assert asked.headers["location"] == "/registrati/posta"
    with store.reading() as reader:
        assert reader.exec(select(Account)).all() == []
        (mail,) = reader.exec(select(Message)).all()
    link = re.search(r"/registrati/conferma/[\w-]+", mail.body)
    assert link is not None
    assert client.post(link[0]).status_code == 303
    assert enter("altra") == "/area-personale/accesso"


def test_an_account_is_tied_only_with_both_proofs(
    client: TestClient,
    store: Store,
    session: Session,
    enter: Enter,
    sign_in_as: SignedIn,
) -> None:
    account = make_account(session, email="prova.spid@esempio.it")
    store.finish(session)
    enter("prova")
    assert client.post(f"{START}/collega").status_code in (303, 401)
    client.post(NEW, data={"email": account.email, "privacy": "1"})
    with store.reading() as reader:
        assert reader.exec(select(Identity)).all() == []
    sign_in_as(account)
    enter("prova")
    assert "Collegate l'identità al vostro accesso" in client.get(NEW).text
    assert client.post(f"{START}/collega").status_code == 303
    with store.reading() as reader:
        assert reader.exec(select(Identity.account_id)).all() == [account.id]
        assert "accounts.identity_tied" in reader.exec(select(EventRow.kind)).all()
    assert "Collegato" in client.get("/area-personale/accesso").text


def test_an_identity_belongs_to_one_account(
    client: TestClient, store: Store, session: Session, enter: Enter, sign_in_as: SignedIn
) -> None:
    first, second = make_account(session), make_account(session)
    store.finish(session)
    sign_in_as(first)
    enter("prova")
    client.post(f"{START}/collega")
    sign_in_as(second)
    enter("altra")
    client.post(f"{START}/collega")
    with store.reading() as reader:
        owners = reader.exec(select(Identity.account_id).order_by(Identity.account_id)).all()  # type: ignore[arg-type]
    assert owners == sorted([first.pk, second.pk])
    assert enter("prova") == "/area-personale/accesso"
    assert first.email in client.get("/area-personale/accesso").text


def test_what_goes_wrong_is_a_plain_page(client: TestClient, enter: Enter) -> None:
    assert client.get(f"{START}/ritorno", params={"code": "x", "state": "x"}).status_code == 422
    left = client.get(START)
    back = Person().consents(left.headers["location"], "")
    cancelled = client.get(f"{START}/ritorno", params=back)
    assert cancelled.status_code == 422
    assert "è stato annullato" in cancelled.text
    assert client.get(NEW).status_code == 404


def test_without_a_provider_the_door_is_not_there(client: TestClient) -> None:
    assert client.get(START).status_code == 404
    assert "SPID" not in client.get("/accedi").text
