"""An OpenID Connect provider in a process of its own: real keys, a login page, a consent.

Run as `python -m tests.support.provider PORT`. It plays a gateway to SPID: it knows a few invented
people, each with a tax code; it checks the client's proof and the PKCE verifier, and signs its
ID tokens with a key that `POST /rotate` replaces.
"""

import base64
import hashlib
import html
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import httpx2
import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.support.ports import free_port

CLIENT_ID, CLIENT_SECRET = "coprogramma", "a-secret-of-the-tests"
SPID_L2 = "https://www.spid.gov.it/SpidL2"
PEOPLE: dict[str, dict[str, Any]] = {
    "prova": {
        "given_name": "Prova",
        "family_name": "Esempio",
        "https://attributes.eid.gov.it/fiscal_number": "TINIT-RSSMRA85T10A562S",
        "email": "prova.spid@esempio.it",
        "email_verified": True,
    },
    "altra": {
        "given_name": "Altra",
        "family_name": "Persona",
        "fiscal_number": "VRDLGU80A01A562U",
        "email": "altra.spid@esempio.it",
        "email_verified": False,
    },
    "nessuno": {"given_name": "Senza", "family_name": "Codice"},
}


class Provider:
    """What the provider remembers between two requests."""

    def __init__(self, issuer: str, client_key: RSAKey | None = None) -> None:
        self.issuer = issuer
        self.client_key = client_key
        self.key = self._new_key()
        self.codes: dict[str, dict[str, str]] = {}

    @staticmethod
    def _new_key() -> RSAKey:
        return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig"})

    async def configuration(self, _request: Request) -> Response:
        names = {"authorization": "authorize", "token": "token"}
        said = {f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in names.items()}
        return JSONResponse({"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks", **said})

    async def jwks(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def rotate(self, _request: Request) -> Response:
        self.key = self._new_key()
        return Response(status_code=204)

    async def authorize(self, request: Request) -> Response:
        """The login page, with a button for each person and one to give up."""
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT_ID or asked.get("code_challenge_method") != "S256":
            return Response("unknown client", 400)
        kept = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in asked.items()
        )
        buttons = "".join(
            f'<button name="person" value="{key}">Entra come {who["given_name"]}</button>'
            for key, who in PEOPLE.items()
        )
        give_up = '<button name="person" value="">Annulla</button>'
        return HTMLResponse(
            "<!doctype html><html lang='it'><title>Accesso di prova</title>"
            "<h1>Accesso di prova</h1>"
            f'<form method="post" action="/consent">{kept}{buttons}{give_up}</form></html>'
        )

    async def consent(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        back = {"state": form["state"], "iss": self.issuer}
        if form["person"] in PEOPLE:
            back["code"] = secrets.token_urlsafe(16)
            self.codes[back["code"]] = form
        else:
            back["error"] = "access_denied"
        return RedirectResponse(f"{form['redirect_uri']}?{urlencode(back)}", status_code=303)

    def _is_client(self, header: str, form: dict[str, str]) -> bool:
        """Whether the client proves itself, by its secret or by an assertion it signed."""
        if self.client_key is not None:
            said = jwt.decode(form.get("client_assertion", ""), self.client_key).claims
            return bool(said["sub"] == CLIENT_ID and said["aud"] == f"{self.issuer}/token")
        proof = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        return header == f"Basic {proof}"

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        if not self._is_client(request.headers.get("authorization", ""), form):
            return JSONResponse({"error": "invalid_client"}, 401)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form.get("redirect_uri")
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": asked["person"],
            "aud": CLIENT_ID,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "acr": SPID_L2,
            **PEOPLE[asked["person"]],
        }
        header = {"alg": "RS256", "kid": self.key.kid}
        signed = jwt.encode(header, claims, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})


def make_provider(issuer: str, client_key: RSAKey | None = None) -> Starlette:
    """The provider as an ASGI application; with `client_key` it wants a signed assertion."""
    provider = Provider(issuer, client_key)
    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.configuration),
            Route("/jwks", provider.jwks),
            Route("/rotate", provider.rotate, methods=["POST"]),
            Route("/authorize", provider.authorize),
            Route("/consent", provider.consent, methods=["POST"]),
            Route("/token", provider.token, methods=["POST"]),
        ]
    )


@contextmanager
def open_provider() -> Iterator[str]:
    """A provider in a process of its own; gives its issuer."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([sys.executable, "-m", "tests.support.provider", str(port)])
    try:
        for _ in range(300):
            try:
                httpx2.get(f"{issuer}/jwks", timeout=1)
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    uvicorn.run(
        make_provider(f"http://127.0.0.1:{sys.argv[1]}"),
        port=int(sys.argv[1]),
        log_level="warning",
    )
