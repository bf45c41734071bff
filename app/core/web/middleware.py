"""Pure ASGI layers around the application (BaseHTTPMiddleware breaks context variables)."""

import re
import secrets
import time
from collections.abc import Iterable
from urllib.parse import unquote_plus, urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.clock import wall_now

log = structlog.get_logger()

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ReceivedInstant:
    """Outermost: on filing routes, drains the small body, then stamps the instant.

    "In time" is decided from the instant the server had received the whole final request
    (`state["received_at"]`, UTC wall clock). Bodies over `limit` bytes are refused.
    """

    def __init__(self, app: ASGIApp, paths: Iterable[str] = (), limit: int = 16 * 1024) -> None:
        self.app = app
        self.paths = [re.compile(path) for path in paths]
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _SAFE or not self._files(scope["path"]):
            await self.app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self.limit:
                await PlainTextResponse("Invio troppo grande", 413)(scope, receive, send)
                return
        scope.setdefault("state", {})["received_at"] = wall_now()
        replayed = False

        async def replay() -> Message:
            nonlocal replayed
            if replayed:
                return await receive()
            replayed = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, replay, send)

    def _files(self, path: str) -> bool:
        return any(pattern.fullmatch(path) for pattern in self.paths)


class PlainAddress:
    """Refuses addresses with control characters: no database or log should meet them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._plain(scope):
            await PlainTextResponse("Pagina non trovata", 404)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _plain(self, scope: Scope) -> bool:
        typed = scope["path"] + unquote_plus(scope["query_string"].decode("latin-1"))
        return all(character >= " " and character != "\x7f" for character in typed)


class RequestLog:
    """A request id for the log and the answer.

    The route is logged, not the address: no token, query, person or body in the log. Kept pages
    are the proxy's to log: a line would cost a quarter of their answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, started, status = secrets.token_hex(8), time.perf_counter(), 500
        scope.setdefault("state", {})["request_id"] = request_id

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            if not scope["state"].get("kept", False):
                log.info(
                    "request",
                    id=request_id,
                    method=scope["method"],
                    route=getattr(scope.get("route"), "path", "-"),
                    status=status,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )


class SecurityHeaders:
    """CSP and its kin on every answer; what is not kept on purpose is not stored."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self.app = app
        named = dict(_HEADERS)
        if secure:
            named["strict-transport-security"] = "max-age=31536000"
        self.headers = [(name.encode(), value.encode()) for name, value in named.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def harden(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"]
                named = {name for name, _ in headers}
                headers += [item for item in self.headers if item[0] not in named]
            await send(message)

        await self.app(scope, receive, harden if scope["type"] == "http" else send)


class SameSite:
    """Refuses posts that another site made: Sec-Fetch-Site, or Origin where it is not sent.

    With neither header it is no browser, and carries nobody's cookie unknowingly. `exempt` are
    patterns of the addresses that other sites may post to, with a token of their own.
    """

    def __init__(self, app: ASGIApp, base_url: str, exempt: Iterable[str] = ()) -> None:
        self.app = app
        self.origin = "{0.scheme}://{0.netloc}".format(urlsplit(base_url))
        self.exempt = [re.compile(pattern) for pattern in exempt]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE and not self._same(scope):
            text = "Richiesta rifiutata: proviene da un altro sito."
            await PlainTextResponse(text, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _same(self, scope: Scope) -> bool:
        if any(pattern.fullmatch(scope["path"]) for pattern in self.exempt):
            return True
        headers = Headers(scope=scope)
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in {"same-origin", "none"}
        origin = headers.get("origin")
        return origin is None or origin == self.origin


class BodyLimit:
    """The ceiling for any request; routes set lower ones of their own."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (refusal := self._refusal(Headers(scope=scope))):
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        if "transfer-encoding" in headers:
            return PlainTextResponse("Serve la lunghezza dell'invio", 411)
        length = headers.get("content-length", "0")
        if not length.isdigit():
            return PlainTextResponse("Lunghezza non valida", 400)
        return PlainTextResponse("Invio troppo grande", 413) if int(length) > self.limit else None
