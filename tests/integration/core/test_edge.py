"""The edge of every request: other sites' posts, big bodies, headers, hosts, unknown addresses."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select
from starlette.testclient import TestClient

from app.core.files.blobs import LocalBlobStore
from app.core.files.errors import StorageError
from app.core.security.models import Attempts
from app.core.store.session import Store
from tests.factories.files import pdf_bytes
from tests.factories.procedures import make_desk
from tests.support.browserless import SignedIn


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "http://testserver"}, True),
        ({"origin": "https://altrove.example"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, False),
        ({}, True),
    ],
)
def test_only_our_own_pages_may_post(
    client: TestClient, headers: dict[str, str], taken: bool
) -> None:
    answer = client.post("/password", data={"email": "nessuno@esempio.it"}, headers=headers)
    assert (answer.status_code == 303) is taken
    assert answer.status_code in {303, 403}


def test_a_body_over_the_ceiling_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/password", content=b"x" * 30_000_000)
    assert answer.status_code == 413


def test_a_small_form_refuses_a_big_body(client: TestClient) -> None:
    answer = client.post("/password", data={"email": "x" * 400_000})
    assert answer.status_code == 413


def test_every_page_forbids_scripts_that_are_not_ours(client: TestClient) -> None:
    headers = client.get("/accedi").headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


def test_a_forged_host_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "altrove.example"}).status_code == 400


@pytest.mark.parametrize(
    "address", ["/non-esiste/", "/a/b/c/d", "/%00/", "/zona%2F../x/", "/" + "a" * 3000 + "/"]
)
def test_an_unknown_address_is_a_plain_page(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in {404, 307}
    assert answer.status_code == 307 or "Pagina non trovata" in answer.text


def test_a_private_page_sends_to_sign_in_and_back(client: TestClient) -> None:
    answer = client.get("/area-personale/accesso")
    assert answer.headers["location"] == "/accedi?dopo=/area-personale/accesso"


def test_a_failing_database_is_a_plain_page_and_nothing_is_acknowledged(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_session: Session) -> None:
        raise OperationalError("COMMIT", {}, Exception("disk full"))

    monkeypatch.setattr(store, "finishers", (fail,))
    answer = client.post("/password", data={"email": "nessuno@esempio.it"})
    assert answer.status_code == 503
    assert "nulla è stato registrato" in answer.text
    monkeypatch.undo()
    with store.reading() as session:
        assert session.exec(select(Attempts)).all() == []


def test_a_failing_disk_refuses_the_file_and_keeps_what_was_typed(
    client: TestClient,
    store: Store,
    session: Session,
    sign_in_as: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = make_desk(session)
    store.finish(session)
    sign_in_as(desk.rdp)

    def fail(*_: object) -> None:
        raise StorageError("Lo spazio per i file è esaurito.")

    monkeypatch.setattr(LocalBlobStore, "put", fail)
    answer = client.post(
        "/ufficio/zona-esempio/prova/atti",
        data={"kind": "start", "organ": "Direzione", "number": "77", "adopted_on": "2025-01-02"},
        files={"file": ("atto.pdf", pdf_bytes())},
    )
    assert answer.status_code == 422
    assert "Lo spazio per i file è esaurito." in answer.text
    assert 'value="77"' in answer.text


def test_readiness_is_red_when_the_register_lost_its_guards(
    client: TestClient, store: Store
) -> None:
    with store.engines.write.begin() as connection:
        if store.dialect == "sqlite":
            connection.exec_driver_sql("DROP TRIGGER event_no_update")
        else:
            connection.exec_driver_sql("DROP TRIGGER event_no_change ON event")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "trigger" in answer.json()["problems"][0]


def test_readiness_says_that_all_is_well(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "problems": []}
