"""Identifying a person through an OpenID Connect provider (a gateway to SPID and CIE).

Authorization code with PKCE, state and nonce; the client proves itself with a secret or with a
signed assertion. Nothing here touches the database, and nothing of it runs in a transaction.
Sources: OpenID Connect Core 1.0 §§ 3.1 and 10; RFC 7636; RFC 7523; AgID, SPID/CIE id OIDC.
"""

import hmac
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.core.security.tokens import new_token
from app.law.tax_code import check_person_tax_code

ALGORITHMS = ["RS256", "PS256", "ES256", "RS512", "ES512"]
TIMEOUT = 8.0  # seconds, of one request to the provider
KEEP = 3600.0  # seconds for which addresses and keys of the provider are kept
_LEEWAY = 60  # seconds that clocks may differ by
_TAX_CODE = (
    "https://attributes.eid.gov.it/fiscal_number",
    "fiscal_number",
    "fiscalNumber",
    "fiscalnumber",
    "tax_code",
)
_EMAIL = ("email", "https://attributes.eid.gov.it/email")
# RSA and elliptic keys of SPID level 2 and 3, and of the levels of eIDAS above the lowest.
_STRONG = ("spidl2", "spidl3", "substantial", "high", "loa3", "loa4")

_INVALID: tuple[type[Exception], ...] = (OAuthError, JoseError, ValueError, KeyError, TypeError)


class Trouble(StrEnum):
    """Why nobody was identified."""

    CANCELLED = "cancelled"
    UNAVAILABLE = "unavailable"
    INVALID = "invalid"
    NO_TAX_CODE = "no_tax_code"


class OidcError(Exception):
    """Nobody was identified; `detail` is for the log, in English and without personal data."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Provider:
    """How this installation is known to the provider.

    With `private_key` (PEM) the client signs an assertion; otherwise it gives `secret`. `acr`
    are the levels of authentication asked for, best first.
    """

    issuer: str
    client_id: str
    secret: str = ""
    private_key: str = ""
    scope: str = "openid profile email"
    acr: str = ""
    label: str = "SPID o CIE"


@dataclass(frozen=True, slots=True)
class Leaving:
    """What goes with a person to the provider and must come back: all of it is random."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identified:
    """Who the provider says has just signed in there. `tax_code` is checked in its form.

    `strong`: the level is at least SPID 2, that is two factors.
    """

    issuer: str
    tax_code: str
    given_name: str
    family_name: str
    email: str
    email_verified: bool
    level: str
    strong: bool


def identified_by(claims: Mapping[str, Any], issuer: str) -> Identified:
    """Read the claims, in the spellings that gateways use. Raises OidcError without a tax code."""
    raw = next((str(claims[name]) for name in _TAX_CODE if claims.get(name)), "")
    checked = check_person_tax_code(raw.upper().removeprefix("TINIT-"))
    if checked.code is None:
        raise OidcError(Trouble.NO_TAX_CODE, "no claim holds a well-formed tax code")
    email = next((str(claims[name]) for name in _EMAIL if claims.get(name)), "")
    level = str(claims.get("acr") or "")
    return Identified(
        issuer=issuer,
        tax_code=checked.code,
        given_name=str(claims.get("given_name") or claims.get("name") or "")[:100].strip(),
        family_name=str(claims.get("family_name") or claims.get("familyName") or "")[:100].strip(),
        email=email[:254].strip().casefold(),
        email_verified=claims.get("email_verified") in (True, "true"),
        level=level[:120],
        strong=level.casefold().replace("-", "").endswith(_STRONG),
    )


class OidcClient:
    """The conversation with one provider; safe for many threads.

    `redirect_uri` is our address that the provider sends people back to; `transport` is for
    tests that stand in for the network.
    """

    def __init__(
        self,
        provider: Provider,
        redirect_uri: str,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.provider = provider
        self._redirect_uri = redirect_uri
        self._transport = transport
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}

    def leave(self) -> tuple[str, Leaving]:
        """The provider's address to send a person to, and what must come back with them."""
        leaving = Leaving(new_token(), new_token(), new_token() + new_token()[:21])
        asked = {"acr_values": self.provider.acr} if self.provider.acr else {}
        with self._client() as client:
            address, _ = client.create_authorization_url(
                str(self._metadata()["authorization_endpoint"]),
                state=leaving.state,
                nonce=leaving.nonce,
                code_verifier=leaving.verifier,
                **asked,
            )
        return str(address), leaving

    def come_back(self, query: Mapping[str, str], leaving: Leaving) -> Identified:
        """Who came back with `query`. Raises OidcError."""
        if not hmac.compare_digest(query.get("state", "").encode(), leaving.state.encode()):
            raise OidcError(Trouble.INVALID, "the state is not the one that left")
        if query.get("iss", self.provider.issuer).rstrip("/") != self.provider.issuer.rstrip("/"):
            raise OidcError(Trouble.INVALID, "another issuer answered")
        if said := query.get("error"):
            cancelled = said in ("access_denied", "login_required", "interaction_required")
            raise OidcError(
                Trouble.CANCELLED if cancelled else Trouble.UNAVAILABLE, f"provider: {said[:60]}"
            )
        if not query.get("code"):
            raise OidcError(Trouble.INVALID, "no code came back")
        try:
            return self._exchange(query["code"], leaving)
        except _INVALID as error:
            raise OidcError(Trouble.INVALID, f"{type(error).__name__}: {error}"[:200]) from error
        except httpx2.HTTPError as error:
            raise OidcError(Trouble.UNAVAILABLE, type(error).__name__) from error

    def _exchange(self, code: str, leaving: Leaving) -> Identified:
        metadata = self._metadata()
        with self._client(str(metadata["token_endpoint"])) as client:
            token = client.fetch_token(
                str(metadata["token_endpoint"]),
                grant_type="authorization_code",
                code=code,
                code_verifier=leaving.verifier,
            )
            claims = self._claims(str(token["id_token"]), token, leaving.nonce)
            if not any(claims.get(name) for name in _TAX_CODE) and "userinfo_endpoint" in metadata:
                answer = client.get(str(metadata["userinfo_endpoint"]))
                answer.raise_for_status()
                said = answer.json()
                if said.get("sub") != claims["sub"]:
                    raise ValueError("userinfo speaks of another person")
                claims = {**said, **claims}
        return identified_by(claims, self.provider.issuer)

    def _claims(self, id_token: str, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """The claims of a valid ID token; the keys are asked for anew where none fits."""
        try:
            decoded = jwt.decode(id_token, self._keys(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):
            decoded = jwt.decode(id_token, self._keys(anew=True), algorithms=ALGORITHMS)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {
                "iss": {"essential": True, "value": self.provider.issuer},
                "aud": {"essential": True, "value": self.provider.client_id},
            },
            {
                "nonce": nonce,
                "client_id": self.provider.client_id,
                "access_token": token.get("access_token", ""),
            },
        )
        claims.validate(leeway=_LEEWAY)
        return dict(decoded.claims)

    def _client(self, token_endpoint: str = "") -> OAuth2Client:
        signs = bool(self.provider.private_key)
        client = OAuth2Client(
            client_id=self.provider.client_id,
            client_secret=self.provider.private_key or self.provider.secret,
            token_endpoint_auth_method="private_key_jwt" if signs else "client_secret_basic",
            scope=self.provider.scope,
            redirect_uri=self._redirect_uri,
            code_challenge_method="S256",
            timeout=TIMEOUT,
            transport=self._transport,
        )
        if signs:
            client.register_client_auth_method(PrivateKeyJWT(token_endpoint, alg="RS256"))
        return client

    def _metadata(self) -> dict[str, Any]:
        address = f"{self.provider.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._fetch(address)
        if str(found.get("issuer", "")).rstrip("/") != self.provider.issuer.rstrip("/"):
            raise OidcError(Trouble.UNAVAILABLE, "the configuration names another issuer")
        return found

    def _keys(self, *, anew: bool = False) -> KeySet:
        return KeySet.import_key_set(
            self._fetch(str(self._metadata()["jwks_uri"]), anew=anew)  # type: ignore[arg-type]
        )

    def _fetch(self, address: str, *, anew: bool = False) -> dict[str, Any]:
        with self._lock:
            kept = self._kept.get(address)
        if kept is not None and not anew and time.monotonic() - kept[0] < KEEP:
            return kept[1]
        try:
            with httpx2.Client(timeout=TIMEOUT, transport=self._transport) as client:
                answer = client.get(address)
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise OidcError(
                Trouble.UNAVAILABLE, f"{type(error).__name__} at the provider"
            ) from error
        with self._lock:
            self._kept[address] = (time.monotonic(), found)
        return found
