"""The edge of every request: other sites' posts, big bodies, headers, hosts, unknown addresses."""

import pytest
from starlette.testclient import TestClient

SIGN_IN = {"email": "nessuno@esempio.it", "password": "quattro parole a caso"}


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


def test_readiness_says_that_all_is_well(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "problems": []}
