"""The conversation with a provider that has real keys, and everything that can be wrong in it."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import httpx2
import pytest
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from app.core.security.oidc import (
    Identified,
    Leaving,
    OidcClient,
    OidcError,
    Provider,
    Trouble,
    identified_by,
)
from tests.support.provider import CLIENT_ID, CLIENT_SECRET, SPID_L2, make_provider

ISSUER = "http://provider.test"
OURS = "http://testserver/accedi/spid/ritorno"
SETTINGS = Provider(issuer=ISSUER, client_id=CLIENT_ID, secret=CLIENT_SECRET)


class Person:
    """Somebody's browser at the provider."""

    def __init__(self, client_key: RSAKey | None = None) -> None:
        self.browser = TestClient(
            make_provider(ISSUER, client_key), base_url=ISSUER, follow_redirects=False
        )

    def client(self, provider: Provider = SETTINGS) -> OidcClient:
        return OidcClient(provider, OURS, transport=self.browser._transport)

    def consents(self, address: str, person: str) -> dict[str, str]:
        """Press the button of `person` on the page at `address`; gives what comes back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert self.browser.get(address).status_code == 200
        back = self.browser.post("/consent", data={**asked, "person": person})
        return dict(parse_qsl(urlsplit(back.headers["location"]).query))


def identify(person: Person, client: OidcClient, name: str = "prova") -> Identified:
    address, leaving = client.leave()
    return client.come_back(person.consents(address, name), leaving)


def test_a_person_is_identified_with_the_level_told() -> None:
    person = Person()
    found = identify(person, person.client())
    assert found.tax_code == "RSSMRA85T10A562S"
    assert (found.given_name, found.family_name) == ("Prova", "Esempio")
    assert (found.email, found.email_verified) == ("prova.spid@esempio.it", True)
    assert (found.level, found.strong) == (SPID_L2, True)


def test_the_client_may_prove_itself_with_a_signed_assertion() -> None:
    key = RSAKey.generate_key(2048)
    person = Person(key)
    signing = replace(SETTINGS, secret="", private_key=key.as_pem(private=True).decode())
    assert identify(person, person.client(signing)).tax_code == "RSSMRA85T10A562S"


def test_new_keys_of_the_provider_are_found() -> None:
    person = Person()
    client = person.client()
    identify(person, client)
    person.browser.post("/rotate")
    assert identify(person, client, "altra").tax_code == "VRDLGU80A01A562U"


Spoil = Callable[[dict[str, str], Leaving], tuple[dict[str, str], Leaving]]
SPOILT: dict[str, tuple[Spoil, Trouble]] = {
    "state": (lambda query, left: (query, replace(left, state="x")), Trouble.INVALID),
    "a state that is no ASCII": (
        lambda query, left: ({**query, "state": "àèì"}, left),
        Trouble.INVALID,
    ),
    "no state": (lambda query, left: ({"code": query["code"]}, left), Trouble.INVALID),
    "nonce": (lambda query, left: (query, replace(left, nonce="x")), Trouble.INVALID),
    "verifier": (lambda query, left: (query, replace(left, verifier="x" * 64)), Trouble.INVALID),
    "code": (lambda query, left: ({**query, "code": "x"}, left), Trouble.INVALID),
    "no code": (
        lambda query, left: ({"state": query["state"], "iss": query["iss"]}, left),
        Trouble.INVALID,
    ),
    "issuer": (lambda query, left: ({**query, "iss": "http://other.test"}, left), Trouble.INVALID),
    "error": (
        lambda query, left: ({**query, "error": "server_error"}, left),
        Trouble.UNAVAILABLE,
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_comes_back_spoilt_identifies_nobody(name: str) -> None:
    spoil, trouble = SPOILT[name]
    person = Person()
    client = person.client()
    address, leaving = client.leave()
    query, left = spoil(person.consents(address, "prova"), leaving)
    with pytest.raises(OidcError) as refused:
        client.come_back(query, left)
    assert refused.value.trouble is trouble


def test_a_code_is_good_once() -> None:
    person = Person()
    client = person.client()
    address, leaving = client.leave()
    query = person.consents(address, "prova")
    client.come_back(query, leaving)
    with pytest.raises(OidcError):
        client.come_back(query, leaving)


@pytest.mark.parametrize(
    ("name", "trouble"), [("", Trouble.CANCELLED), ("nessuno", Trouble.NO_TAX_CODE)]
)
def test_who_gives_up_or_has_no_code_is_told_so(name: str, trouble: Trouble) -> None:
    person = Person()
    with pytest.raises(OidcError) as refused:
        identify(person, person.client(), name)
    assert refused.value.trouble is trouble


def test_another_client_or_audience_is_refused() -> None:
    person = Person()
    with pytest.raises(OidcError):
        identify(person, person.client(replace(SETTINGS, secret="x")))


def test_a_provider_that_is_down_is_unavailable() -> None:
    def down(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("down")

    client = OidcClient(SETTINGS, OURS, transport=httpx2.MockTransport(down))
    with pytest.raises(OidcError) as refused:
        client.leave()
    assert refused.value.trouble is Trouble.UNAVAILABLE


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"fiscalNumber": "TINIT-RSSMRA85T10A562S"}, "RSSMRA85T10A562S"),
        ({"fiscal_number": "rssmra85t10a562s"}, "RSSMRA85T10A562S"),
        ({"https://attributes.eid.gov.it/fiscal_number": "RSSMRA85T10A562S"}, "RSSMRA85T10A562S"),
    ],
)
def test_the_tax_code_is_read_in_the_spellings_of_gateways(
    claims: dict[str, str], code: str
) -> None:
    assert identified_by(claims, ISSUER).tax_code == code
